"""A funder's report: the programme's figures, right to the cent, about nobody in particular."""

import csv
import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pikepdf
import pytest
from flask import Flask

from backend import clock
from backend.ids import new_id
from backend.ledger import queries
from backend.ledger import service as ledger
from backend.programmes.queries import BudgetFacts, ProgrammeFacts
from backend.web.caller import Place
from tests.books.test_statements import tags_of, text_of
from tests.factories.communities import (
    Somebody,
    make_community,
    make_member,
    make_organisation,
    somebody,
)
from tests.factories.identity import send
from tests.factories.ledger import transfer
from tests.factories.programmes import make_budget, make_programme
from tests.factories.tasks import make_desk

SPRING = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


class Funded:
    """A programme whose eight residents cleaned, cooked and mended in two months."""

    def __init__(self, app: Flask) -> None:
        clock.use_source(lambda: SPRING)
        self.app, self.community = app, make_community()
        here = self.community.id
        self.programme: ProgrammeFacts = make_programme(
            here, 900_000, name='Schone "straten" \u202e', purpose="#Samen", euro_cents=90_000
        )
        desk = make_desk(app, self.community)
        self.budget: BudgetFacts = make_budget(
            here, desk.organisation.id, 500_000, programme=self.programme
        )
        self.work = {
            picture: uuid.UUID(desk.offer(picture=picture, budget_id=str(self.budget.id))["id"])
            for picture in ("broom", "soup", "repair")
        }
        self.shops = {
            category: ledger.till(here, make_organisation(here, category=category).id)
            for category in ("food", "books")
        }
        self.people = [ledger.wallet(here, make_member(here, f"Samira {n}")) for n in range(8)]
        self._march()
        self._april()
        clock.use_source(lambda: datetime(2026, 6, 10, 9, 0, tzinfo=UTC))
        self.treasurer: Somebody = somebody(app, "treasurer", Place(here))

    def _march(self) -> None:
        for number, wallet in enumerate(self.people):
            self.earn(wallet, "broom" if number < 6 else "soup", SPRING, 10_000)
            if number < 6:
                self.spend(wallet, "food", SPRING + timedelta(days=2), 1_500)

    def _april(self) -> None:
        """Two people: too few to tell about."""
        for wallet in self.people[:2]:
            self.earn(wallet, "repair", SPRING + timedelta(days=40), 333)
            self.spend(wallet, "books", SPRING + timedelta(days=41), 500)

    def earn(self, wallet: uuid.UUID, picture: str, at: datetime, amount: int) -> None:
        about = {"about_kind": "task", "about_id": self.work[picture], "at": at}
        ledger.book(transfer("reward", self.budget.account_id, wallet, amount, **about))

    def spend(self, wallet: uuid.UUID, category: str, at: datetime, amount: int) -> None:
        about = {"about_kind": "payment", "about_id": new_id(), "at": at}
        ledger.book(transfer("payment", wallet, self.shops[category], amount, **about))

    def ask(self, query: str) -> Any:
        path = f"/programmes/{self.programme.id}/report?{query}"
        answer = send(self.treasurer.client, "GET", path)
        assert answer.status_code == 200, answer.text
        return answer

    @property
    def left(self) -> int:
        """What the programme and its budget hold now, minor units."""
        accounts = [self.programme.account_id, self.budget.account_id]
        return sum(queries.balances(accounts).values())

    def rows(self) -> dict[tuple[str, str], tuple[object, object, str]]:
        text = self.ask("format=csv&language=en").data.decode("utf-8-sig")
        _, *rows = csv.reader(StringIO(text, newline=""))
        return {(row[0], row[1]): (Decimal(row[2]), Decimal(row[3]), row[4]) for row in rows}


@pytest.fixture
def funded(app: Flask) -> Funded:
    return Funded(app)


def test_a_report_adds_up_and_keeps_back_what_is_about_too_few(funded: Funded) -> None:
    rows = funded.rows()
    # April's two people wait: all figures are those of the end of March.
    assert rows["In all", "Issued"][0] == 5_000
    assert rows["In all", "Paid out to residents"] == (800, 80, "8")
    assert rows["In all", "Of which spent in shops"] == (90, 9, "6")
    assert rows["In all", "Not yet paid out"] == (4_200, 420, "")
    assert rows["Paid out by month", "March 2026"] == (800, 80, "8")
    # Two cooks can only be shown together with the cleaners.
    assert rows["By kind of work", "Other work"] == (800, 80, "8")
    assert ("By kind of work", "Cooking") not in rows
    assert rows["By kind of shop", "food"] == (90, 9, "6")
    path = f"/programmes/{funded.programme.id}/figures"
    figures = send(funded.treasurer.client, "GET", path).json
    assert figures["earned"] == {"amount": 80_000, "cents": 8_000}
    assert figures["work"] == [{"amount": 80_000, "cents": 8_000, "name": None}]
    assert figures["shops"] == [{"amount": 9_000, "cents": 900, "name": "food"}]
    month = {"first": "2026-03", "last": "2026-03", "earned": 80_000, "spent": 9_000}
    assert (figures["until"], figures["months"]) == ("2026-03-31", [month])
    fund = ledger.fund(funded.community.id)
    given = transfer("contribution", funded.budget.account_id, fund, 777, at=SPRING)
    ledger.book(given)
    for number, wallet in enumerate(funded.people[2:]):
        funded.earn(wallet, "soup", SPRING + timedelta(days=45), 100 + number)
        funded.spend(wallet, "books", SPRING + timedelta(days=46), 50)
    later = funded.rows()
    assert later["Paid out by month", "April 2026"][2] == "8"
    assert later["In all", "Not yet paid out"][0] == Decimal(funded.left) / 100
    # Two who mended would be the total less the rest, so the six cooks stand with them.
    assert later["By kind of work", "Cleaning"] == (600, 60, "6")
    assert later["By kind of work", "Other work"][2] == "8"
    assert later["By kind of shop", "books"][2] == "8"
    assert ("By kind of work", "Repairs") not in later


def test_the_document_is_tagged_and_names_nobody(funded: Funded) -> None:
    for language in ("nl", "ar"):
        made = funded.ask(f"format=pdf&language={language}").data
        text = text_of(made)
        assert "Samira" not in text
        assert "Samen" in text
        assert "\u202e" not in text
        with pikepdf.open(BytesIO(made)) as opened:
            assert str(opened.Root.Lang) == language
            assert bool(opened.Root.MarkInfo.Marked)
        tags = tags_of(made)
        assert tags.count("Table") == 5
        assert tags.count("H2") == 5
    answer = send(
        somebody(funded.app, "coordinator", make_organisation(funded.community.id).place).client,
        "GET",
        f"/programmes/{funded.programme.id}/report?format=pdf",
    )
    assert answer.json["code"] == "forbidden"


def test_a_programme_of_nobody_yet_says_so(app: Flask) -> None:
    community = make_community()
    programme = make_programme(community.id)
    treasurer = somebody(app, "treasurer", Place(community.id))
    path = f"/programmes/{programme.id}/report?format=pdf&language=en"
    assert "nothing to tell yet" in text_of(send(treasurer.client, "GET", path).data)
