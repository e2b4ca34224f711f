"""Interest-free loans, out of the fund or made for it: spent in time, then paid back."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import func, select

from backend import clock
from backend.circulation import credit, customers, fund, parties, rules
from backend.circulation.credit_models import Loan, LoanRepayment
from backend.circulation.customers import Who
from backend.circulation.decay import DECAY
from backend.circulation.errors import (
    AlreadyDecided,
    FundTooSmall,
    LoanNotRunning,
    LoanRepaidTooMuch,
    OtherIssuerNeeded,
)
from backend.circulation.once import earlier, once
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ids import derived_id
from backend.jobs.job import MOST_IN_A_BATCH, Due, Step
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.ledger.service import Transfer
from backend.notices import service as notices
from backend.programmes import service as programmes

Source = Literal["fund", "line"]
_NOT_SPENT = (*DECAY, "loan_return", "repay")


@dataclass(frozen=True, slots=True)
class LoanOrder:
    """Lend ``amount`` minor units: ``fund`` lends what is there, ``line`` makes coin for it."""

    id: uuid.UUID
    community_id: uuid.UUID
    borrower: Who
    amount: int
    source: Source
    why: str
    by: uuid.UUID


def ask(order: LoanOrder) -> Loan:
    """Propose a loan; another issuer has to agree. The same order again is the same loan.

    Raises NotMember, CustomerUnknown, NotFound, IdConflict.
    """
    return once(lambda: _ask(order))


@unit_of_work
def decide(loan_id: uuid.UUID, by: uuid.UUID, *, agreed: bool) -> Loan:
    """The second issuer's word; when agreed the coin is paid out in the same unit of work.

    Raises NotFound, OtherIssuerNeeded, AlreadyDecided, FundTooSmall, ReserveTooSmall.
    """
    loan = _held(loan_id)
    if loan.status != "asked":
        if (loan.status == "declined") == agreed:
            raise AlreadyDecided(status=loan.status)
        return loan
    if loan.asked_by == by:
        raise OtherIssuerNeeded
    loan.decided_by = by
    if agreed:
        _start(loan)
    else:
        loan.status = "declined"
    return loan


def repay(repayment_id: uuid.UUID, loan_id: uuid.UUID, amount: int) -> Loan:
    """The borrower pays back early; the same repayment again is the same.

    Raises NotFound, LoanNotRunning, LoanRepaidTooMuch, NotEnoughCoins, IdConflict.
    """
    return once(lambda: _repay(repayment_id, loan_id, amount))


def collect(due: Due, cursor: str | None) -> Step:
    """Take back what was not spent in time, and collect what has to be paid back."""
    loans = _due(due.community_id, due.day, cursor)
    accounts = {loan.id: _account(loan) for loan in loans}
    balances = ledger.lock(accounts.values())
    for loan in loans:
        account = accounts[loan.id]
        balances[account] -= _collect(loan, due.day, balances[account])
    more = len(loans) == MOST_IN_A_BATCH
    return Step(str(loans[-1].id) if more else None, done=len(loans))


def first_due(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first day on which a loan has to be looked at."""
    soonest = db.session.execute(
        select(func.min(Loan.next_on)).where(
            Loan.community_id == community_id, Loan.next_on <= last
        )
    ).scalar()
    return max(first, soonest) if soonest else None


@unit_of_work
def _ask(order: LoanOrder) -> Loan:
    said = {"community_id": order.community_id, "amount": order.amount, "source": order.source}
    first = earlier(Loan, order.id, **said, why=order.why)
    if first is not None:
        if not customers.is_same(
            order.borrower, parties.party(first.borrower_kind, first.borrower_id)
        ):
            raise IdConflict
        return first
    borrower = customers.party(order.community_id, order.borrower)
    parties.require_here(order.community_id, borrower)
    loan = Loan(
        id=order.id,
        borrower_id=borrower.id,
        borrower_kind=borrower.kind,
        repaid=0,
        why=order.why,
        status="asked",
        asked_by=order.by,
        asked_at=clock.now(),
        **said,
    )
    db.session.add(loan)
    db.session.flush()
    return loan


def _start(loan: Loan) -> None:
    now = clock.now()
    community = communities.community(loan.community_id)
    day = community.day(now)
    terms = community_service.loan_rules(community, day)
    loan.status, loan.started_at = "running", now
    loan.spend_by = loan.next_on = rules.months_later(day, terms.spend_months)
    loan.repay_by = rules.months_later(day, terms.repay_months)
    db.session.flush()
    if loan.source == "fund":
        left = fund.held(loan.community_id)
        if left < loan.amount:
            raise FundTooSmall(fund=left)
        _post(loan, loan.id, "loan", ledger.fund(community.id), _account(loan), loan.amount)
    else:
        programmes.require_possible(community.id, loan.amount)
        undrawn, line_id = _undrawn(loan), derived_id("loan", loan.id, "line")
        _post(loan, line_id, "line", ledger.issuance(community.id), undrawn, loan.amount)
        _post(loan, loan.id, "draw", undrawn, _account(loan), loan.amount)
    days = {"spend_by": loan.spend_by.isoformat(), "repay_by": loan.repay_by.isoformat()}
    _tell(loan, "loan_started", amount=loan.amount, **days)


@unit_of_work
def _repay(repayment_id: uuid.UUID, loan_id: uuid.UUID, amount: int) -> Loan:
    loan = _held(loan_id)
    said = {"loan_id": loan_id, "amount": amount, "why": "early"}
    if earlier(LoanRepayment, repayment_id, **said) is not None:
        return loan
    if loan.status != "running":
        raise LoanNotRunning(now=loan.status)
    if amount > loan.amount - loan.repaid:
        raise LoanRepaidTooMuch(left=loan.amount - loan.repaid)
    account = _account(loan)
    if ledger.lock([account])[account] < amount:
        raise NotEnoughCoins
    _take(loan, repayment_id, amount, "early")
    return loan


def _collect(loan: Loan, day: date, balance: int) -> int:
    """Do what the loan needs on ``day``; says how many minor units were taken."""
    if loan.repay_by is None or loan.spend_by is None or loan.started_at is None:
        raise AssertionError("a loan that runs has its days")
    left = loan.amount - loan.repaid
    if day >= loan.repay_by:
        taken, why = min(left, balance), "due"
        loan.next_on = rules.months_later(day, 1)
    else:
        community = communities.community(loan.community_id)
        end = clock.midnight(loan.spend_by, community.timezone)
        account = _account(loan)
        moved = ledger_queries.moved_in_all([account], loan.started_at, end, but=_NOT_SPENT)
        spent = moved.get(account, (0, 0))[1]
        taken, why = rules.unspent(loan.amount, loan.repaid, spent, balance), "unspent"
        loan.next_on = loan.repay_by
    if taken:
        _take(loan, derived_id("loan", loan.id, day), taken, why)
    if why == "unspent" and taken:
        _tell(loan, "loan_unspent", amount=taken)
    elif why == "due" and taken < left:
        _tell(loan, "loan_overdue", amount=left - taken)
    return taken


def _take(loan: Loan, repayment_id: uuid.UUID, amount: int, why: str) -> None:
    row = LoanRepayment(id=repayment_id, loan_id=loan.id, amount=amount, why=why, at=clock.now())
    db.session.add(row)
    loan.repaid += amount
    if loan.repaid == loan.amount:
        loan.status, loan.next_on = "repaid", None
    db.session.flush()
    account, community_id = _account(loan), loan.community_id
    if loan.source == "fund":
        _post(loan, row.id, "loan_return", account, ledger.fund(community_id), amount)
        return
    undrawn, cut_id = _undrawn(loan), derived_id("loan", row.id, "cut")
    _post(loan, row.id, "repay", account, undrawn, amount)
    _post(loan, cut_id, "line_cut", undrawn, ledger.issuance(community_id), amount)


def _post(
    loan: Loan, of: uuid.UUID, kind: str, debit: uuid.UUID, credit_to: uuid.UUID, amount: int
) -> None:
    ledger.post(
        Transfer(
            id=of,
            kind=kind,
            debit_account=debit,
            credit_account=credit_to,
            amount=amount,
            at=clock.now(),
            about_kind="loan",
            about_id=loan.id,
        )
    )


def _due(community_id: uuid.UUID, day: date, cursor: str | None) -> list[Loan]:
    wanted = (
        select(Loan)
        .where(Loan.community_id == community_id, Loan.next_on <= day)
        .order_by(Loan.id)
        .limit(MOST_IN_A_BATCH)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if cursor:
        wanted = wanted.where(Loan.id > uuid.UUID(cursor))
    return list(db.session.scalars(wanted))


def _held(loan_id: uuid.UUID) -> Loan:
    loan = db.session.get(Loan, loan_id, populate_existing=True, with_for_update=True)
    if loan is None:
        raise NotFound
    return loan


def _account(loan: Loan) -> uuid.UUID:
    borrower = parties.party(loan.borrower_kind, loan.borrower_id)
    return parties.account(loan.community_id, borrower)


def _undrawn(loan: Loan) -> uuid.UUID:
    """Each loan has a credit account of its own, beside the borrower's line."""
    return ledger.credit(loan.community_id, loan.id)


def _tell(loan: Loan, kind: str, **said: str | int) -> None:
    borrower = parties.party(loan.borrower_kind, loan.borrower_id)
    notices.tell(credit.people_of(borrower), loan.community_id, kind, **said)
