"""Exports of the ledger: other people's programs accept them and find our balances in them."""

import csv
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend import clock
from backend.books import chart, export
from backend.books.csv_file import COLUMNS, MARK
from backend.books.period import Period
from backend.books.plain import code
from backend.db.snapshot import snapshot
from backend.ledger import service as ledger
from backend.ledger.service import journal
from backend.web.caller import Place
from tests.books import tools
from tests.factories.books import ARABIC_NAME, Year, make_year
from tests.factories.communities import make_community, somebody
from tests.factories.identity import send
from tests.factories.ledger import transfer
from tests.factories.programmes import issue, make_budget, make_programme


class Desk:
    """A treasurer who has just confirmed a passkey, and the year's books."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.year: Year = make_year()
        self.app, self.folder = app, folder
        self.treasurer = somebody(app, "treasurer", Place(self.year.community.id), fresh=True)

    def ask(self, query: str) -> Any:
        """The server's answer to a request for the community's books."""
        return send(self.treasurer.client, "GET", f"/communities/{self.year.community.id}/{query}")

    def file(self, query: str) -> Path:
        """A downloaded file."""
        answer = self.ask(query)
        assert answer.status_code == 200, answer.text
        name = re.search(r'filename="([\w.-]+)"', answer.headers["Content-Disposition"])
        assert name is not None
        path = self.folder / name[1]
        path.write_bytes(answer.data)
        return path

    def ours(self) -> tools.Balances:
        """The ledger's balances, as the books orient them."""
        with snapshot() as view:
            scope = journal.Scope(self.year.community.id)
            accounts = journal.accounts(view, scope)
            placed = chart.chart(self.year.community, accounts, [])
            kept = journal.kept_balances(view, scope)
        found: tools.Balances = {}
        for account_id, minor in kept.items():
            place = placed[account_id]
            value = Decimal(place.unit.orientation * minor).scaleb(-place.unit.decimals)
            if value:
                found[place.path, place.unit.commodity] = value
        return found


@pytest.fixture
def desk(app: Flask, tmp_path: Path) -> Desk:
    return Desk(app, tmp_path)


def test_bean_check_and_hledger_accept_the_books_and_find_our_balances(desk: Desk) -> None:
    ours = desk.ours()
    bean, ledger = desk.file("books?format=beancount"), desk.file("books?format=hledger")
    tools.bean_check(bean)
    tools.hledger_check(ledger)
    assert tools.bean_balances(bean) == ours
    assert tools.hledger_balances(ledger) == ours
    assert ours["Assets:Reserve", "EUR"] == Decimal("995.25")
    assert ours["Equity:Issued", "OOIEVAAR"] == Decimal("10062.50")
    assert sum(value for (_, unit), value in ours.items() if unit == "OOIEVAAR") == 0
    _period_is_proved_too(desk, ours)
    _a_wrong_figure_is_noticed(bean, ledger)
    _people_are_codes(desk, bean.read_text() + ledger.read_text())


def _period_is_proved_too(desk: Desk, ours: tools.Balances) -> None:
    """Opening balances and what follows are the whole; what came after the period is left out."""
    for kind, balances in (
        ("beancount", tools.bean_balances), ("hledger", tools.hledger_balances),
    ):  # fmt: skip
        path = desk.file(f"books?format={kind}&from=2026-03-01")
        assert "opening" in path.read_text()
        assert balances(path) == ours
        path = desk.file(f"books?format={kind}&from=2026-02-01&until=2026-03-31")
        assert balances(path) != ours
    tools.hledger_check(path)
    tools.bean_check(desk.file("books?format=beancount&from=2026-02-01&until=2026-03-31"))


def _a_wrong_figure_is_noticed(bean: Path, ledger: Path) -> None:
    """The balances are asserted to the cent: else the tools would have proved nothing."""
    for path, figure, check in (
        (bean, "100.00", tools.bean_check),
        (ledger, "100.00", tools.hledger_check),
    ):
        text = path.read_text()
        path.write_text(text.replace(f" {figure} ", " 100.01 ").replace(f"-{figure} ", "-100.01 "))
        with pytest.raises(AssertionError):
            check(path)
        path.write_text(text)


def _people_are_codes(desk: Desk, text: str) -> None:
    key = chart.pseudonym_key(desk.year.community.id)
    for person in desk.year.people:
        assert f"Liabilities:Members:M-{code(key, person)}" in text
        assert str(person) not in text
    assert "Samira" not in text
    assert key != chart.pseudonym_key(make_community("Lombok").id)
    assert ARABIC_NAME in text


def test_the_table_has_every_transfer_and_nothing_that_a_spreadsheet_runs(desk: Desk) -> None:
    data = desk.file("books?format=csv").read_bytes()
    text = data.decode("utf-8-sig")
    assert data.startswith(MARK.encode())
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [str(one.id) for one in desk.year.booked]
    assert [Decimal(row["amount"]) * 100 for row in rows] == [
        one.amount for one in desk.year.booked
    ]
    assert {row["commodity"] for row in rows} == {"OOIEVAAR", "EUR"}
    assert not any(_runs(value) for row in rows for value in row.values())
    refund = next(row for row in rows if row["kind"] == "refund")
    assert refund["memo"] == ""
    assert "HYPERLINK" not in text
    assert next(row for row in rows if row["kind"] == "deposit")["memo"] == "Stadsbank 2026-14"


def _runs(value: str) -> bool:
    return value.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_books_are_of_one_instant(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is booked while the file is being written is in none of it, or in all."""
    book_more = desk.year.book
    wallet = desk.year.account("wallet", desk.year.people[1])
    till = desk.year.account("till", desk.year.baker.id)
    ours = desk.ours()

    def slowly(lines: Iterable[str]) -> Iterable[bytes]:
        for number, line in enumerate(lines):
            if number % 10 == 9:
                book_more("payment", wallet, till, 1)
            yield line.encode()

    monkeypatch.setattr(export, "chunked", slowly)
    path = desk.file("books?format=beancount")
    tools.bean_check(path)
    assert tools.bean_balances(path) == ours != desk.ours()


def test_periods_that_cannot_be_and_too_many_at_once_are_refused(desk: Desk) -> None:
    for query in ("from=2026-02-01&until=2026-01-31", "from=2027-01-01", "until=1990-01-01"):
        answer = desk.ask(f"books?format=csv&{query}")
        assert (answer.status_code, answer.json["code"]) == (422, "period_invalid")
    for query in ("format=pdf", "format=csv&from=gisteren", "format=csv&nog=iets", ""):
        assert desk.ask(f"books?{query}").json["code"] == "invalid_request"
    period = Period(None, None, "Europe/Amsterdam")
    held = [export.export(desk.year.community, period, "csv") for _ in range(export.AT_ONCE)]
    assert desk.ask("books?format=csv").json["code"] == "books_busy"
    for one in held:
        one.close()
    # A file that nobody reads is let go as well.
    path = f"/communities/{desk.year.community.id}/books?format=csv"
    for _ in range(export.AT_ONCE + 1):
        answer = send(desk.treasurer.client, "HEAD", path)
        assert answer.status_code == 200
        answer.close()
    assert desk.ask("books?format=csv").status_code == 200


def test_only_who_keeps_the_books_gets_them_and_only_freshly(desk: Desk) -> None:
    place = Place(desk.year.community.id)
    path = f"/communities/{place.community_id}/books?format=csv"
    stale = somebody(desk.app, "treasurer", place)
    assert send(stale.client, "GET", path).json["code"] == "fresh_login_required"
    issuer = somebody(desk.app, "issuer", place, fresh=True)
    assert send(issuer.client, "GET", path).status_code == 200
    elsewhere = somebody(desk.app, "treasurer", Place(make_community("Lombok").id), fresh=True)
    assert send(elsewhere.client, "GET", path).status_code == 404


def test_books_of_a_programme_hold_it_and_its_budgets_and_what_they_paid(
    app: Flask, tmp_path: Path
) -> None:
    year = make_year()
    here = year.community.id
    programme = make_programme(here, 90_000, name="Groen; 'in de' wijk")
    budget = make_budget(here, year.centre.id, 60_000, programme=programme, name="Tuinen")
    issue(programme, 20_000)
    wallet = year.account("wallet", year.people[0])
    ledger.book(transfer("reward", budget.account_id, wallet, 1_234, at=clock.now()))
    treasurer = somebody(app, "treasurer", Place(here), fresh=True)
    for kind, check, balances in (
        ("beancount", tools.bean_check, tools.bean_balances),
        ("hledger", tools.hledger_check, tools.hledger_balances),
    ):
        answer = send(treasurer.client, "GET", f"/programmes/{programme.id}/books?format={kind}")
        path = tmp_path / f"programme.{kind}"
        path.write_bytes(answer.data)
        check(path)
        found = {
            account.split(":")[-1][:9]: value for (account, _), value in balances(path).items()
        }
        assert found["Unallocat"] == -200
        assert found["Tuinen-" + code(chart.pseudonym_key(here), budget.id)[:2]] == Decimal(
            "-587.66"
        )
        assert sum(found.values()) == 0
        # What this wallet earned elsewhere is no part of these books.
        assert Decimal("-12.34") in found.values()
        assert "demurrage" not in path.read_text()


def test_an_empty_ledger_of_whole_coins_is_a_file_too(app: Flask, tmp_path: Path) -> None:
    community = make_community("رَبيع", decimals=0)
    period = Period(date(2026, 1, 1), None, "Europe/Amsterdam")
    for kind, check in (("beancount", tools.bean_check), ("hledger", tools.hledger_check)):
        made = export.export(community, period, kind)
        path = tmp_path / made.name
        path.write_bytes(b"".join(made.chunks))
        made.close()
        check(path)
