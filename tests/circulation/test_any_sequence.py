"""Any sequence of what people do and months that pass: what is refused moves nothing at all."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend import clock
from backend.circulation import service
from backend.circulation.jobs import JOBS
from backend.circulation.notes import Direction
from backend.circulation.service import (
    LoanOrder,
    NoteOrder,
    Party,
    SaleOrder,
    TradeOrder,
    TradeRefundOrder,
    WageOrder,
)
from backend.communities import queries as communities
from backend.db import db
from backend.errors import DomainError
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.ledger.models import BalanceSlot
from tests.circulation.conftest import Town, new_town, sound
from tests.factories.communities import make_organisation

RULES: dict[str, object] = {
    "sales": {"open_to": ["member", "shop"], "bonus_permille": 55, "gift_permille": 30},
    "wages": {"bonus_permille": 70},
    "demurrage": {"permille": 33, "every_months": 2},
    "expiry": {"months": 3},
    "credit": {"member_line": 700, "shop_line": 900, "clear_months": 2},
    "loans": {"spend_months": 1, "repay_months": 3},
    "notes": {"denominations": [50, 125]},
    "backing": {"policy": "unbacked"},
}
KINDS = ("sell", "trade", "refund", "wage", "note_out", "note_in", "loan", "repay", "month")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(1, 900),
        st.booleans(),
    ),
    min_size=4,
    max_size=14,
)


class Play:
    """A town in which things are tried; ``again`` sends the same order a second time."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.people = [town.member() for _ in range(2)]
        self.shops = [Party("organisation", make_organisation(town.id).id) for _ in range(2)]
        self.trades: list[uuid.UUID] = [new_id()]
        self.loans: list[uuid.UUID] = [new_id()]

    def step(self, kind: str, one: int, other: int, amount: int, again: bool) -> None:
        """Try it; a refusal leaves every balance as it was."""
        before = balances()
        act = self.act(kind, one, other, amount)
        try:
            for _ in range(1 + again):
                act()
        except DomainError:
            assert balances() == before

    def act(self, kind: str, one: int, other: int, amount: int) -> Callable[[], object]:
        town, by, of = self.town, self.town.treasurer, new_id()
        anybody = [*self.people, *self.shops][one]
        payer, payee = self.shops[one % 2], self.shops[other % 2]
        if kind == "sell":
            sale = SaleOrder(of, town.id, anybody, amount, "cash", str(of), by)
            return lambda: service.sell(sale)
        if kind == "trade":
            self.trades.append(of)
            trade = TradeOrder(of, payer.id, payee.id, amount, "", by, fresh=True)
            return lambda: service.trade(trade)
        if kind == "refund":
            back = TradeRefundOrder(of, self.trades[-1], amount, "", by)
            return lambda: service.refund_trade(back)
        if kind == "wage":
            wage = WageOrder(of, payer.id, self.people[other % 2], amount, "", by)
            return lambda: service.pay_wage(wage)
        if kind in {"note_out", "note_in"}:
            direction: Direction = "out" if kind == "note_out" else "in"
            counts = {50: 1 + other, 125: 1 + amount % 3}
            order = NoteOrder(of, town.id, direction, anybody, counts, by)
            return lambda: service.exchange_notes(order)
        if kind == "loan":
            return lambda: self.lend(of, anybody, amount, "fund" if other % 2 else "line")
        if kind == "repay":
            return lambda: service.repay_loan(of, self.loans[-1], amount)
        return self.pass_a_month

    def lend(self, of: uuid.UUID, to: Party, amount: int, source: service.Source) -> None:
        one, other = self.town.issuers
        service.ask_for_loan(LoanOrder(of, self.town.id, to, amount, source, "", one))
        self.loans.append(of)
        service.decide_loan(of, other, agreed=True)

    def pass_a_month(self) -> None:
        later = clock.now() + timedelta(days=31)
        clock.use_source(lambda: later)
        run_due([communities.community(self.town.id)], JOBS, strict=True)


def balances() -> dict[tuple[uuid.UUID, int], int]:
    db.session.rollback()
    rows = db.session.query(BalanceSlot.account_id, BalanceSlot.slot, BalanceSlot.amount)
    return {(row[0], row[1]): row[2] for row in rows if row[2]}


@given(steps=STEPS)
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_refusals_move_nothing_and_the_audit_always_passes(
    app: Flask, steps: list[tuple[str, int, int, int, bool]]
) -> None:
    play = Play(new_town())
    for key, value in RULES.items():
        play.town.rule(key, value)
    play.town.fill_fund(400)
    for step in steps:
        play.step(*step)
    assert sound()
