"""The command that says which secret may go."""

import pytest
from flask import Flask

from backend.cli.secrets import hanging_on_secrets
from backend.identity import recovery
from backend.web.secret_keys import secret_ids
from tests.cli.conftest import Terminal
from tests.conftest import SECRET
from tests.factories.cards import enrol
from tests.factories.communities import make_community
from tests.factories.identity import make_person
from tests.factories.tasks import make_desk

NEW = "the-secret-that-comes-after-it-0123456789"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_lists_what_hangs_on_each_secret_and_what_was_lost(
    app: Flask, terminal: Terminal
) -> None:
    recovery.replace(make_person())
    enrol(make_desk(app, make_community()))
    (old,) = secret_ids()
    assert hanging_on_secrets()[old]["recovery codes"] == recovery.CODES
    terminal.environment["WIJKMUNT_SECRETS"] = f"{NEW} {SECRET}"
    newest, older = terminal.run("secrets").stdout.splitlines()
    assert newest.endswith("makes what is new")
    assert older.startswith(f"2  {old}  10 recovery codes, 1 PINs")
    terminal.environment["WIJKMUNT_SECRETS"] = NEW
    lost = terminal.run("secrets").stdout.splitlines()[1]
    assert lost.startswith(f"-  {old}  is not configured; lost with it: 10 recovery codes")
    terminal.environment.pop("WIJKMUNT_SECRETS")
    assert terminal.run("secrets").returncode == 1
