"""Use cases: euro go into the reserve by the bank's reference, and out of it by two treasurers."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.errors import ReserveTooSmall
from backend.notices import service as notices
from backend.programmes import rules
from backend.programmes.again import looked_at_twice
from backend.programmes.errors import DayInFuture, ReferenceUsed, ReserveNeeded
from backend.programmes.models import BOOKED, DECLINED, WAITING, Deposit, Withdrawal
from backend.web.caller import Place


@dataclass(frozen=True, slots=True)
class DepositFacts:
    """Euro cents that came into the reserve on ``day``."""

    id: uuid.UUID
    community_id: uuid.UUID
    cents: int
    bank_reference: str
    day: date
    received_from: str
    made_by: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawalFacts:
    """Euro cents to be taken out of the reserve; ``status`` as of an issue."""

    id: uuid.UUID
    community_id: uuid.UUID
    cents: int
    why: str
    made_by: uuid.UUID
    at: datetime
    status: str
    decided_by: uuid.UUID | None
    decided_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the reserve covers the coin at one moment (minor units, euro cents).

    ``possible`` is how much more coin may exist, None without a promise; ``spare_cents`` what the
    coin outstanding does not need.
    """

    policy: str
    backing: rules.Backing
    outstanding: int
    reserve_cents: int

    @property
    def possible(self) -> int | None:
        """How much more coin may exist, in minor units; None without a promise."""
        return self.backing.possible(self.outstanding, self.reserve_cents)

    @property
    def spare_cents(self) -> int:
        """What of the reserve the coin outstanding does not need, in euro cents."""
        return self.backing.spare_cents(self.outstanding, self.reserve_cents)


@looked_at_twice
@unit_of_work
def record_deposit(
    deposit_id: uuid.UUID,
    *,
    community_id: uuid.UUID,
    cents: int,
    bank_reference: str,
    day: date,
    received_from: str,
    by: uuid.UUID,
) -> DepositFacts:
    """Note euro that came in, as the bank's statement shows; the same id is the first result.

    Raises ReferenceUsed when the reference was noted before, DayInFuture, and IdConflict.
    """
    said = (community_id, cents, bank_reference, day, received_from)
    first = db.session.get(Deposit, deposit_id, populate_existing=True)
    if first is not None:
        if _said(first) != said:
            raise IdConflict
        return _deposit(first)
    _require_new(community_id, bank_reference)
    today = communities.community(community_id).day(clock.now())
    if day > today:
        raise DayInFuture(latest=today.isoformat())
    row = Deposit(
        id=deposit_id,
        community_id=community_id,
        cents=cents,
        bank_reference=bank_reference,
        day=day,
        received_from=received_from,
        made_by=by,
        at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    ledger.post(
        ledger.Transfer(
            id=deposit_id,
            kind="deposit",
            debit_account=ledger.bank(community_id),
            credit_account=ledger.reserve(community_id),
            amount=cents,
            at=row.at,
            about_kind="deposit",
            about_id=deposit_id,
            memo=bank_reference,
        )
    )
    return _deposit(row)


@looked_at_twice
@unit_of_work
def request_withdrawal(
    withdrawal_id: uuid.UUID, *, community_id: uuid.UUID, cents: int, why: str, by: uuid.UUID
) -> WithdrawalFacts:
    """Ask to take euro out of the reserve; the other treasurers are told.

    The same id again is the first result.

    Raises ReserveNeeded with what is possible, and IdConflict for other content.
    """
    first = db.session.get(Withdrawal, withdrawal_id, populate_existing=True)
    if first is not None:
        if (first.community_id, first.cents, first.why, first.made_by) != (
            community_id, cents, why, by,
        ):  # fmt: skip
            raise IdConflict
        return _withdrawal(first)
    _require_spare(community_id, cents)
    row = Withdrawal(
        id=withdrawal_id,
        community_id=community_id,
        cents=cents,
        why=why,
        made_by=by,
        at=clock.now(),
        status=WAITING,
    )
    db.session.add(row)
    db.session.flush()
    _tell_others(row)
    return _withdrawal(row)


@looked_at_twice
@unit_of_work
def approve_withdrawal(withdrawal_id: uuid.UUID, *, by: uuid.UUID) -> WithdrawalFacts:
    """Take the euro out that another treasurer asked for; agreeing again changes nothing.

    Raises NotFound, SamePerson, RequestExpired, RequestDecided, ReserveNeeded.
    """
    row = _locked(withdrawal_id)
    now = clock.now()
    status = rules.standing(row.status, row.at, now)
    if not rules.check_second(status, row.made_by, by, BOOKED):
        return _withdrawal(row)
    _require_spare(row.community_id, row.cents)
    row.status, row.decided_by, row.decided_at = BOOKED, by, now
    db.session.flush()
    ledger.post(
        ledger.Transfer(
            id=row.id,
            kind="withdrawal",
            debit_account=ledger.reserve(row.community_id),
            credit_account=ledger.bank(row.community_id),
            amount=row.cents,
            at=now,
            about_kind="withdrawal",
            about_id=row.id,
            memo=row.why,
        )
    )
    return _withdrawal(row)


@unit_of_work
def decline_withdrawal(withdrawal_id: uuid.UUID, *, by: uuid.UUID, reason: str) -> WithdrawalFacts:
    """Leave the euro where they are; who asked may take it back so as well.

    Raises NotFound, RequestExpired, RequestDecided.
    """
    row = _locked(withdrawal_id)
    now = clock.now()
    if rules.check_undecided(rules.standing(row.status, row.at, now), DECLINED):
        row.status, row.decided_by, row.decided_at, row.reason = DECLINED, by, now, reason
        db.session.flush()
    return _withdrawal(row)


def coverage(community_id: uuid.UUID) -> Coverage:
    """How the reserve covers the coin now, by the rules of today."""
    community = communities.community(community_id)
    backing, rate = community_service.backing(community), community_service.euro_rate(community)
    return Coverage(
        policy=backing.policy,
        backing=rules.Backing(
            percent=None if backing.policy == "unbacked" else backing.ratio_percent,
            coins=rate.coins,
            euro_cents=rate.euro_cents,
            decimals=community.currency.decimals,
        ),
        outstanding=ledger_queries.outstanding(community_id),
        reserve_cents=ledger_queries.reserve_cents(community_id),
    )


def require_possible(community_id: uuid.UUID, amount: int) -> None:
    """Raise ReserveTooSmall, saying how much is ``possible``, before the ledger refuses it.

    ``missing_cents`` is how much has to come into the reserve for ``amount``.
    """
    now = coverage(community_id)
    if now.possible is not None and amount > now.possible:
        raise ReserveTooSmall(
            possible=now.possible,
            missing_cents=now.backing.missing_cents(now.outstanding + amount, now.reserve_cents),
        )


def deposits(community_id: uuid.UUID) -> list[DepositFacts]:
    """What came into the reserve of a community, newest first."""
    rows = db.session.scalars(
        select(Deposit)
        .where(Deposit.community_id == community_id)
        .order_by(Deposit.day.desc(), Deposit.id.desc())
    )
    return [_deposit(row) for row in rows]


def withdrawals(community_id: uuid.UUID) -> list[WithdrawalFacts]:
    """What was or is to be taken out of the reserve of a community, newest first."""
    rows = db.session.scalars(
        select(Withdrawal)
        .where(Withdrawal.community_id == community_id)
        .order_by(Withdrawal.at.desc(), Withdrawal.id.desc())
        .execution_options(populate_existing=True)
    )
    return [_withdrawal(row) for row in rows]


def _require_new(community_id: uuid.UUID, bank_reference: str) -> None:
    known = db.session.scalar(
        select(Deposit).where(
            Deposit.community_id == community_id, Deposit.bank_reference == bank_reference
        )
    )
    if known is not None:
        raise ReferenceUsed(cents=known.cents, day=known.day.isoformat())


def _require_spare(community_id: uuid.UUID, cents: int) -> None:
    spare = coverage(community_id).spare_cents
    if cents > spare:
        raise ReserveNeeded(possible_cents=spare)


def _tell_others(row: Withdrawal) -> None:
    treasurers = communities.holders("treasurer", Place(row.community_id))
    others = [one.person_id for one in treasurers if one.person_id != row.made_by]
    notices.tell(
        others,
        row.community_id,
        "withdrawal_waiting",
        amount_cents=row.cents,
        why=row.why,
        withdrawal_id=row.id,
    )


def _locked(withdrawal_id: uuid.UUID) -> Withdrawal:
    row = db.session.get(Withdrawal, withdrawal_id, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound
    return row


def _said(row: Deposit) -> tuple[uuid.UUID, int, str, date, str]:
    return row.community_id, row.cents, row.bank_reference, row.day, row.received_from


def _deposit(row: Deposit) -> DepositFacts:
    return DepositFacts(**{name: getattr(row, name) for name in DepositFacts.__slots__})


def _withdrawal(row: Withdrawal) -> WithdrawalFacts:
    values = {name: getattr(row, name) for name in WithdrawalFacts.__slots__}
    values["status"] = rules.standing(row.status, row.at, clock.now())
    return WithdrawalFacts(**values)
