"""Credit lines: their size is decided by issuers, and what comes in pays the debt once a day."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from backend import clock
from backend.circulation import customers, drawing, parties, rules
from backend.circulation.credit_models import CreditLine, LineChange
from backend.circulation.customers import Who
from backend.circulation.errors import AlreadyDecided, LineInUse, OtherIssuerNeeded
from backend.circulation.once import once
from backend.circulation.parties import Party
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import CommunityFacts
from backend.db import db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ids import derived_id
from backend.jobs.job import MOST_IN_A_BATCH, Due, Step
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.notices import service as notices
from backend.programmes import service as programmes


@dataclass(frozen=True, slots=True)
class LineOrder:
    """Let a party go into debt up to ``amount`` minor units (0 ends the line)."""

    id: uuid.UUID
    community_id: uuid.UUID
    owner: Who
    amount: int
    why: str
    by: uuid.UUID


def ask_for_line(order: LineOrder) -> LineChange:
    """Set a line, or ask another issuer to when it is larger than the community's own size.

    The same order again is the same change. Raises LineInUse, NotMember, CustomerUnknown,
    ReserveTooSmall, IdConflict.
    """
    return once(lambda: _ask(order))


@unit_of_work
def decide(change_id: uuid.UUID, by: uuid.UUID, *, agreed: bool) -> LineChange:
    """The second issuer's word on a line; deciding the same again changes nothing.

    Raises NotFound, OtherIssuerNeeded, AlreadyDecided, LineInUse, ReserveTooSmall.
    """
    change = db.session.get(LineChange, change_id, populate_existing=True, with_for_update=True)
    if change is None:
        raise NotFound
    status = "granted" if agreed else "declined"
    if change.status != "asked":
        if change.status != status:
            raise AlreadyDecided(status=change.status)
        return change
    if change.asked_by == by:
        raise OtherIssuerNeeded
    if agreed:
        _apply(change)
    change.status, change.decided_by, change.decided_at = status, by, clock.now()
    return change


@unit_of_work
def freeze(line_id: uuid.UUID, *, frozen: bool) -> CreditLine:
    """Stop a line from being drawn on, or let it be drawn on again with a new term.

    Raises NotFound.
    """
    line = db.session.get(CreditLine, line_id, populate_existing=True, with_for_update=True)
    if line is None:
        raise NotFound
    now = clock.now()
    if frozen and line.frozen_at is None:
        line.frozen_at, line.frozen_why = now, "issuer"
    elif not frozen:
        line.frozen_at = line.frozen_why = line.warned_at = None
        line.in_debt_since = line.in_debt_since and now
    return line


def repay_debts(due: Due, cursor: str | None) -> Step:
    """Let what came in pay what is owed, and look after debts that last too long."""
    community = communities.community(due.community_id)
    lines = _in_debt(community.id, cursor)
    accounts = {line.id: _accounts(line) for line in lines}
    held = ledger.lock([account for pair in accounts.values() for account in pair])
    now, transfers = clock.now(), []
    for line in lines:
        account, undrawn = accounts[line.id]
        debt = line.granted - held[undrawn]
        paid = min(debt, held[account])
        if paid > 0:
            transfers.append(_repayment(line, account, undrawn, paid, due.day, now))
        _look_after(line, debt - paid, community, due.day, now)
    if transfers:
        ledger.post_many(transfers)
    more = len(lines) == MOST_IN_A_BATCH
    return Step(str(lines[-1].id) if more else None, done=len(transfers))


def first_in_debt(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """Every day, as long as anybody is in debt."""
    found = select(CreditLine.id).where(
        CreditLine.community_id == community_id, CreditLine.in_debt_since.is_not(None)
    )
    return first if db.session.execute(found.limit(1)).first() else None


def clear_by(line: CreditLine, community: CommunityFacts, on: date) -> date | None:
    """The day by which the debt has to be cleared, by the rules of ``on``; None: never."""
    months = community_service.credit_rules(community, on).clear_months
    if months is None or line.in_debt_since is None:
        return None
    return rules.months_later(community.day(line.in_debt_since), months)


@unit_of_work
def _ask(order: LineOrder) -> LineChange:
    first = db.session.get(LineChange, order.id, populate_existing=True)
    if first is not None:
        owner = parties.party(first.owner_kind, first.owner_id)
        said = (order.community_id, order.amount, order.why)
        if said != (first.community_id, first.amount, first.why):
            raise IdConflict
        if not customers.is_same(order.owner, owner):
            raise IdConflict
        return first
    owner = customers.party(order.community_id, order.owner)
    parties.require_here(order.community_id, owner)
    now = clock.now()
    change = LineChange(
        id=order.id,
        community_id=order.community_id,
        owner_id=owner.id,
        owner_kind=owner.kind,
        amount=order.amount,
        why=order.why,
        asked_by=order.by,
        asked_at=now,
        status="asked",
    )
    db.session.add(change)
    db.session.flush()
    if order.amount <= drawing.usual_line(order.community_id, owner, now):
        _apply(change)
        change.status, change.decided_at = "granted", now
    return change


def _apply(change: LineChange) -> None:
    now = clock.now()
    line = drawing.locked(
        change.community_id, parties.party(change.owner_kind, change.owner_id), now
    )
    undrawn = ledger.credit(line.community_id, line.owner_id)
    drawn = line.granted - ledger.lock([undrawn])[undrawn]
    if change.amount < drawn:
        raise LineInUse(drawn=drawn)
    if change.amount > line.granted:
        programmes.require_possible(line.community_id, change.amount - line.granted)
    drawing.grant(line, change.amount, now, change.id)
    line.by_default = False


def _in_debt(community_id: uuid.UUID, cursor: str | None) -> list[CreditLine]:
    wanted = (
        select(CreditLine)
        .where(CreditLine.community_id == community_id, CreditLine.in_debt_since.is_not(None))
        .order_by(CreditLine.id)
        .limit(MOST_IN_A_BATCH)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if cursor:
        wanted = wanted.where(CreditLine.id > uuid.UUID(cursor))
    return list(db.session.scalars(wanted))


def _accounts(line: CreditLine) -> tuple[uuid.UUID, uuid.UUID]:
    owner = parties.party(line.owner_kind, line.owner_id)
    return (
        parties.account(line.community_id, owner),
        ledger.credit(line.community_id, line.owner_id),
    )


def _repayment(
    line: CreditLine,
    account: uuid.UUID,
    undrawn: uuid.UUID,
    amount: int,
    day: date,
    now: datetime,
) -> Transfer:
    return Transfer(
        id=derived_id("repay", line.id, day),
        kind="repay",
        debit_account=account,
        credit_account=undrawn,
        amount=amount,
        at=now,
        about_kind="credit_line",
        about_id=line.id,
    )


def _look_after(
    line: CreditLine, debt: int, community: CommunityFacts, day: date, now: datetime
) -> None:
    """End the debt, warn a month before it has to end, or freeze the line."""
    if debt <= 0:
        line.in_debt_since = line.warned_at = None
        return
    last = clear_by(line, community, day)
    if last is None or line.frozen_at is not None:
        return
    said: Mapping[str, int | str] = {"amount": debt, "on": last.isoformat()}
    if day >= last:
        line.frozen_at, line.frozen_why = now, "not_cleared"
        notices.tell(owners(line), community.id, "credit_frozen", **said)
    elif line.warned_at is None and day >= rules.months_later(last, -1):
        line.warned_at = now
        notices.tell(owners(line), community.id, "credit_clear_soon", **said)


def owners(line: CreditLine) -> list[uuid.UUID]:
    """The people who answer for a line."""
    return people_of(parties.party(line.owner_kind, line.owner_id))


def people_of(who: Party) -> list[uuid.UUID]:
    """A member, or whoever owns or coordinates an organisation."""
    if who.is_person:
        return [who.id]
    staff = communities.staff(who.id)
    return [one.person_id for one in staff if one.role in {"shop_owner", "coordinator"}]


def drawn(line: CreditLine) -> int:
    """What is owed on a line now, minor units."""
    undrawn = ledger.credit(line.community_id, line.owner_id)
    return line.granted - ledger_queries.balance(undrawn)
