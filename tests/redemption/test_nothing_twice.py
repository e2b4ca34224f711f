"""Whatever is sent again, at once, or breaks off half-way: nothing is paid twice or lost."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from backend import clock
from backend.db import db
from backend.errors import DomainError
from backend.jobs.service import run_due
from backend.ledger.models import TransferRow
from backend.redemption import service
from backend.redemption.jobs import JOBS
from backend.redemption.models import Settlement, SettlementLine
from tests.factories.ledger import findings
from tests.factories.redemption import OWN_IBAN, Shop, Treasury, make_treasury
from tests.factories.tasks import expect, refusal
from tests.support import bank


class Killed(BaseException):
    """The process ends here."""


def dying_after(calls: int) -> Callable[[], datetime]:
    """A clock that stops the process at its so-many-th look."""
    looks = iter(range(calls))

    def now() -> datetime:
        if next(looks, None) is None:
            raise Killed
        return clock._system_now()

    return now


class Street:
    """A shop, two treasurers and a bank, doing things again and again."""

    def __init__(self, here: Treasury, shop: Shop) -> None:
        self.here, self.shop = here, shop
        self.asked = [uuid.uuid4() for _ in range(3)]
        self.settlements = [uuid.uuid4() for _ in range(2)]
        self.statements = 0

    def act(self, what: int) -> None:
        """One of the things people do, whether it is their turn or not."""
        people = self.here.treasurer.person_id, self.here.second.person_id
        which = what // 6
        act = (
            lambda: service.ask(self.asked[which % 3], self.shop.facts.id, 1_000, people[0]),
            lambda: service.gather(self.settlements[which % 2], self.here.community.id, people[0]),
            lambda: service.release(self.settlements[which % 2], people[1]),
            lambda: self.bank(returned=False),
            lambda: self.bank(returned=True),
            lambda: service.send_again(self.asked[which % 3]),
        )[what % 6]
        try:
            act()
        except DomainError:
            db.session.rollback()

    def bank(self, *, returned: bool) -> None:
        """The bank pays all it was told to, and tells of it, or that it came back."""
        db.session.rollback()
        released = db.session.scalars(
            select(Settlement.id).where(Settlement.status == "released")
        ).all()
        booked: list[bank.Booked] = []
        for settlement_id in released:
            booked += bank.handed_in(service.file_of(settlement_id)[1])
        if returned:
            booked = [one.back() for one in booked[:1]]
        self.statements += 1
        data = bank.statement(OWN_IBAN, booked, number=f"S{self.statements}")
        who = self.here.treasurer.person_id
        for statement_id in service.take_in(self.here.community.id, data, who):
            service.book(statement_id)


@pytest.fixture
def here(app: Flask) -> Iterator[Treasury]:
    yield make_treasury(app)
    clock.use_source(None)


@settings(
    max_examples=3,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.tuples(st.integers(0, 35), st.integers(0, 12)), min_size=12, max_size=24))
def test_whatever_breaks_off_nothing_is_paid_twice(
    here: Treasury, steps: list[tuple[int, int]]
) -> None:
    here.rule(fee_permille=100)
    street = Street(here, here.shop(10_000))
    for what, life in [(0, 12), (1, 12), (2, 12), *steps]:
        clock.use_source(dying_after(life) if life < 12 else None)
        try:
            street.act(what)
        except Killed:
            db.session.rollback()
        finally:
            clock.use_source(None)
    db.session.rollback()
    attempts = db.session.execute(
        select(func.count(), func.count(func.distinct(SettlementLine.redemption_id)))
        .where(SettlementLine.taken_out_at.is_(None))
        .group_by(SettlementLine.redemption_id, SettlementLine.attempt)
    ).all()
    assert all(row[0] == 1 for row in attempts)
    assert findings() == []


def test_at_the_same_instant_each_thing_happens_once(here: Treasury) -> None:
    shop = here.shop(10_000)
    redemption_id, settlement_id = uuid.uuid4(), uuid.uuid4()
    people = here.treasurer.person_id, here.second.person_id

    def all_at_once(act: Callable[[], object]) -> None:
        def run(_: int) -> None:
            with here.app.app_context():
                try:
                    act()
                finally:
                    db.session.remove()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(run, range(6)))
        db.session.rollback()

    all_at_once(lambda: service.ask(redemption_id, shop.facts.id, None, people[0]))
    assert shop.sees()["balance"] == 0
    all_at_once(lambda: service.gather(settlement_id, here.community.id, people[0]))
    all_at_once(lambda: service.release(settlement_id, people[1]))
    file = service.file_of(settlement_id)[1]
    payouts = bank.handed_in(file)
    data = bank.statement(OWN_IBAN, payouts)

    def upload(data: bytes) -> None:
        for one in service.take_in(here.community.id, data, people[0]):
            service.book(one)

    all_at_once(lambda: upload(data))
    all_at_once(lambda: upload(bank.statement(OWN_IBAN, [payouts[0].back()], number="2")))
    assert service.file_of(settlement_id)[1] == file
    db.session.rollback()
    counted = db.session.execute(select(TransferRow.kind, func.count()).group_by(TransferRow.kind))
    sums = {row[0]: row[1] for row in counted}
    once = ("redeem", "retire", "payout", "payout_return", "retire_reversal", "redeem_return")
    assert {kind: sums[kind] for kind in once} == dict.fromkeys(once, 1)
    assert findings() == []


def test_the_calendar_gathers_and_two_people_still_look(here: Treasury) -> None:
    here.rule(cut_off_day=12)
    shop = here.shop(10_000)
    asked = shop.asked(5_000)
    today = here.facts().day(clock.now())
    cut_off = next(
        date(today.year + (today.month + ahead - 1) // 12, (today.month + ahead - 1) % 12 + 1, 12)
        for ahead in (0, 1)
        if ahead or today.day < 12
    )
    assert shop.sees()["next_cut_off"] == cut_off.isoformat()
    for _ in range(2):
        run_due([here.facts()], JOBS, cut_off, strict=True)
    assert shop.request(asked["id"])["status"] == "gathered"
    path = f"/communities/{here.community.id}/settlements"
    (gathered,) = expect(200, here.send("GET", path))["settlements"]
    assert (gathered["cut_off"], gathered["gathered_by_name"]) == (cut_off.isoformat(), None)
    path = f"/settlements/{gathered['id']}"
    assert refusal(here.send("POST", f"{path}/release")) == "settlement_unchecked"
    assert expect(200, here.send("POST", f"{path}/check"))["mine"]
    assert refusal(here.send("POST", f"{path}/release")) == "same_person"
    released = expect(200, here.send("POST", f"{path}/release", by=here.second))
    assert released["status"] == "released"
    assert findings() == []
