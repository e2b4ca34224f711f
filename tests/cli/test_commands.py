"""The command ``wijkmunt`` as an operator runs it: a process of its own, on both databases."""

import json
import subprocess

from flask import Flask

from backend.communities import enrolment, queries
from backend.db import db
from backend.ledger import service as ledger
from backend.web.version import VERSION
from tests.cli.conftest import ROOT, Terminal
from tests.factories.communities import make_community
from tests.factories.ledger import funded_wallet, transfer


def fails(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """The command ended with one sentence that says these words, and no traceback."""
    assert done.returncode == 1, done
    assert done.stderr.startswith("wijkmunt: ")
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in done.stderr


def test_it_says_its_version_which_is_the_packages(bare: Terminal) -> None:
    assert bare.run("--version").stdout == f"wijkmunt {VERSION}\n"
    assert f"version = {VERSION}\n" in (ROOT / "setup.cfg").read_text(encoding="utf-8")


def test_help_names_every_command(bare: Terminal) -> None:
    shown = bare.run("--help").stdout
    for command in ("migrate", "serve", "secret", "community", "issuer", "audit", "example"):
        assert command in shown


def test_a_secret_is_long_and_new_each_time(bare: Terminal) -> None:
    first, second = bare.run("secret").stdout.strip(), bare.run("secret").stdout.strip()
    assert first != second
    assert min(len(first), len(second)) >= 32


def test_the_api_is_described_without_a_database(bare: Terminal) -> None:
    described = json.loads(bare.run("openapi").stdout)
    assert described["openapi"] == "3.1.0"
    assert "/api/v1/payments/{payment_id}" in described["paths"]


def test_migrating_makes_a_database_and_again_changes_nothing(bare: Terminal) -> None:
    bare.environment["WIJKMUNT_SECRETS"] = "x" * 40
    fails(bare.run("audit"), "wijkmunt migrate")
    for _ in range(2):
        assert bare.run("migrate").returncode == 0
    assert bare.run("audit").stdout == "The ledger is sound.\n"


def test_a_community_is_founded_and_its_first_issuer_let_in(app: Flask, terminal: Terminal) -> None:
    made = terminal.run(
        *("community", "create", "--name", "Zuiderpark", "--currency", "zuiderling"),
        *("--plural", "zuiderlingen", "--decimals", "0", "--coins-per-euro", "2"),
        *("--language", "nl", "--language", "ar", "--time-zone", "Europe/Amsterdam"),
        "--invite-only",
    )
    assert made.returncode == 0, made.stderr
    assert "wijkmunt issuer enrol zuiderpark" in made.stdout
    [facts] = queries.communities()
    assert (facts.name, facts.currency.plural) == ("Zuiderpark", "zuiderlingen")
    assert facts.languages == ("nl", "ar")
    assert {row.key: row.value for row in facts.settings} == {
        "euro_rate": {"coins": 2, "euro_cents": 100},
        "default_limit": 25,
        "max_payment": 500,
        "refund_days": 30,
        "joining": "invite",
        "cards": {"per_payment": 15, "per_day": 30},
    }
    assert "Zuiderpark (zuiderlingen)" in terminal.run("community", "list").stdout

    enrolled = terminal.run("issuer", "enrol", "zuiderpark")

    assert enrolled.returncode == 0, enrolled.stderr
    url = next(line.strip() for line in enrolled.stdout.splitlines() if "/enrol#" in line)
    assert url.startswith("http://localhost:8000/enrol#")
    assert "█" in enrolled.stdout or "▄" in enrolled.stdout
    db.session.rollback()
    link = enrolment.look(url.partition("#")[2])
    assert (link.role, link.place.community_id) == ("issuer", facts.id)


def test_mistakes_are_explained(terminal: Terminal) -> None:
    fails(terminal.run("issuer", "enrol", "nowhere"), "nowhere", "community list")
    wrong_zone = ("community", "create", "--name", "X", "--currency", "x", "--time-zone", "Mars")
    fails(terminal.run(*wrong_zone), "timezone_unknown", "Mars")
    assert terminal.run("community", "create", "--name", "X").returncode == 2


def test_the_audit_names_what_is_wrong(app: Flask, terminal: Terminal) -> None:
    community = make_community()
    assert terminal.run("audit").returncode == 0
    wallet = funded_wallet(community.id, 500)
    till = ledger.till(community.id, community.id)
    stray = transfer("payment", wallet, till, 100, about_kind="payment")
    ledger.book(stray)
    done = terminal.run("audit")
    assert done.returncode == 1
    assert "transfer_without_payment" in done.stdout
    assert stray.id.hex in done.stdout.replace("-", "")


def test_a_database_that_is_away_is_named(bare: Terminal) -> None:
    bare.environment["WIJKMUNT_DATABASE"] = "postgresql://nobody@127.0.0.1:1/none"
    fails(bare.run("audit"), "database")


def test_without_secrets_nothing_is_served(bare: Terminal) -> None:
    for command in (("migrate",), ("tick",), ("serve", "--port", "1")):
        fails(bare.run(*command), "WIJKMUNT_SECRETS", "wijkmunt secret")


def test_an_old_database_is_not_served(bare: Terminal) -> None:
    bare.environment["WIJKMUNT_SECRETS"] = "x" * 40
    fails(bare.run("serve"), "wijkmunt migrate")


def test_the_example_is_served_to_this_machine_only(terminal: Terminal) -> None:
    terminal.environment["WIJKMUNT_EXAMPLE"] = "1"
    fails(terminal.run("serve", "--host", "192.0.2.7"), "this machine only")
    fails(terminal.run("serve"), "wijkmunt example load")
    terminal.environment["WIJKMUNT_ORIGIN"] = "https://munt.test"
    fails(terminal.run("serve"), "localhost")
