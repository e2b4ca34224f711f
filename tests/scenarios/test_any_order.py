"""Whatever happens in any order over a year, is sent again, comes late or dies half-way through:
nothing is paid twice, the reserve covers the coin at every step, and the audit finds nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from backend.db import db
from backend.errors import DomainError
from backend.ledger.models import TransferRow
from backend.mandates.models import Mandate
from backend.redemption.models import SettlementLine
from tests.scenarios.street import DEPOSIT, EUROS, Street
from tests.scenarios.year import a_year_of

FUND = ("deposit", "issue", "allocate", "fill the fund")
WORK = ("reward", "pay")
PAY_OUT = ("redeem", "gather", "release", "paid by the bank")
RETURN = ("sent back by the bank", "send again", "gather", "release", "paid by the bank")
DAYS = ("days", "tick")
TURNS = st.lists(
    st.tuples(
        st.sampled_from(
            [FUND, WORK, WORK, PAY_OUT, PAY_OUT, RETURN, DAYS, DAYS, ("buy", "trade")]
            + [(one,) for one in ("join", "leave", "cancel", "withdraw", "days", "one job")]
        ),
        st.integers(0, 2),
        st.integers(0, 9),
        st.none() | st.integers(0, 40),
    ),
    min_size=12,
    max_size=22,
)
"""What is done in a row, by whom, under which id; and which statement of each act is the last."""
ALIVE = [(FUND, 0, 0, None), (("join", *WORK), 0, 0, None), (WORK, 1, 1, None)]


class Killed(BaseException):
    """The process ends here: nothing catches it."""


@contextmanager
def dying_at(statement: int | None) -> Iterator[None]:
    """Kill whatever runs when it sends its so-many-th statement; None lets it live."""
    left = -1 if statement is None else statement

    def count(*_: object) -> None:
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield
    except Killed:
        db.session.remove()
    finally:
        event.remove(db.engine, "before_cursor_execute", count)


class Account:
    """What must have come in and gone out, told apart from how the program books it."""

    def __init__(self, street: Street) -> None:
        self.street = street
        self.came_in: dict[tuple[str, int, int], int] = {}

    def note(self, kind: str, who: int, which: int) -> None:
        """The command was answered with yes; sent again it is the same one."""
        cents = {"deposit": DEPOSIT, "buy": EUROS}.get(kind)
        if cents:
            self.came_in[kind, who, which] = cents

    def try_once(self, kind: str, who: int, which: int, last: int | None) -> None:
        """Do it, let it be refused or killed, and look whether all is well."""
        with dying_at(last), suppress(DomainError):
            self.street.acts[kind](who, which)
            self.note(kind, who, which)
        self.check()

    def check(self) -> None:
        """Each euro and each period is there once; the reserve covers the coin."""
        here = self.street.here
        db.session.rollback()
        assert here.outstanding() <= here.reserve()
        paid = here.booked("payout") - here.booked("payout_return")
        withdrawn = here.booked("withdrawal")
        assert here.reserve() == sum(self.came_in.values()) - paid - withdrawn
        assert most_of(select(func.count()).where(TransferRow.kind == "payout"), *ABOUT) <= 1
        gone = select(func.count()).where(
            SettlementLine.paid_at.is_not(None), SettlementLine.returned_at.is_(None)
        )
        assert most_of(gone, SettlementLine.redemption_id) <= 1

    def check_dues(self) -> None:
        """Of each mandate no more was taken than there were months."""
        for mandate in db.session.scalars(select(Mandate)):
            taken = db.session.execute(
                select(func.count()).where(
                    TransferRow.kind == "due", TransferRow.about_id == mandate.id
                )
            ).scalar_one()
            assert taken <= mandate.nth <= 13


ABOUT = (TransferRow.about_kind, TransferRow.about_id)


def most_of(counted: Any, *columns: Any) -> int:
    """The largest of the counts for each value of ``columns``."""
    counts = counted.group_by(*columns).subquery()
    return db.session.execute(select(func.max(counts.c[0]))).scalar() or 0


@settings(
    max_examples=5,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(turns=TURNS)
def test_a_year_in_any_order(
    app: Flask, turns: list[tuple[tuple[str, ...], int, int, int | None]]
) -> None:
    with a_year_of("chiemgauer") as year:
        street = Street(year)
        account = Account(street)
        for kinds, who, which, life in [*ALIVE, *turns]:
            for kind in kinds:
                # Whoever hears nothing sends it again.
                for last in (life, None):
                    account.try_once(kind, who, which, last)
        year.close()
        account.check()
        account.check_dues()
