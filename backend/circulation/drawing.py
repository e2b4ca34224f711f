"""Credit lines at work: what a payer is short of is drawn, in the same commit as what it pays."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from backend import clock
from backend.circulation import parties, rules
from backend.circulation.credit_models import CreditLine
from backend.circulation.parties import Party
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import Batch, db, run_in_session, unit_of_work
from backend.ids import derived_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.ledger.service import Transfer
from backend.payments.service import Cover, Shortfall
from backend.programmes import service as programmes

_IN_DEBT = (
    "UPDATE credit_lines SET in_debt_since = coalesce(in_debt_since, :at) WHERE id = :line_id"
)


@dataclass(frozen=True, slots=True)
class Need:
    """``amount`` minor units that ``who`` is short of, to pay for ``about_id``."""

    community_id: uuid.UUID
    who: Party
    amount: int
    about_kind: str
    about_id: uuid.UUID
    at: datetime


def cover_payment(short: Shortfall) -> Cover | None:
    """For the counter: draw what a member is short of, or None when their line has less."""
    who = parties.person(short.person_id)
    need = Need(short.community_id, who, short.missing, "payment", short.payment_id, short.at)
    return cover(need)


def cover(need: Need) -> Cover | None:
    """What has to be written together with the payment; None when the line has less, or none is."""
    line = line_of(need.community_id, need.who, need.at)
    if line is None or line.frozen_at is not None:
        return None
    undrawn = ledger.credit(need.community_id, need.who.id)
    if ledger_queries.balance(undrawn) < need.amount:
        return None
    draw = Transfer(
        id=derived_id("draw", need.about_id),
        kind="draw",
        debit_account=undrawn,
        credit_account=parties.account(need.community_id, need.who),
        amount=need.amount,
        at=need.at,
        about_kind=need.about_kind,
        about_id=need.about_id,
    )
    return Cover(draw, _IN_DEBT, {"at": clock.millis(need.at), "line_id": line.id})


def ensure(need: Need) -> None:
    """Let ``need.amount`` lie in the account, drawing what is missing, in the unit under way.

    Raises NotEnoughCoins when account and line together hold less.
    """
    account = parties.account(need.community_id, need.who)
    missing = need.amount - ledger.lock([account])[account]
    if missing <= 0:
        return
    found = cover(
        Need(need.community_id, need.who, missing, need.about_kind, need.about_id, need.at)
    )
    if found is None:
        raise NotEnoughCoins
    batch = Batch()
    batch.add(found.sql, **found.parameters)
    run_in_session(batch)
    ledger.post(found.draw)


def line_of(community_id: uuid.UUID, who: Party, at: datetime) -> CreditLine | None:
    """The line of a party; one of the community's own size is opened or raised when that is due.

    A line is coin: where the reserve has to cover it and cannot, the line stays as it is.
    """
    row = find(community_id, who.id)
    if row is not None and not row.by_default:
        return row
    more = usual_line(community_id, who, at) - (row.granted if row else 0)
    possible = programmes.coverage(community_id).possible if more > 0 else 0
    if more <= 0 or (possible is not None and possible < more):
        return row
    return _open_usual(community_id, who, at)


def find(community_id: uuid.UUID, owner_id: uuid.UUID) -> CreditLine | None:
    """The line as it is now."""
    return db.session.get(CreditLine, line_id(community_id, owner_id), populate_existing=True)


def line_id(community_id: uuid.UUID, owner_id: uuid.UUID) -> uuid.UUID:
    """The id of an owner's line, the same whoever computes it."""
    return derived_id("credit line", community_id, owner_id)


def usual_line(community_id: uuid.UUID, who: Party, at: datetime) -> int:
    """What the community's setting gives to such a party on that day, minor units."""
    community = communities.community(community_id)
    terms = community_service.credit_rules(community, community.day(at))
    if who.is_person:
        return terms.member_line
    return terms.shop_line if communities.organisation(who.id).kind == "shop" else 0


@unit_of_work
def _open_usual(community_id: uuid.UUID, who: Party, at: datetime) -> CreditLine:
    row = locked(community_id, who, at)
    grant(row, usual_line(community_id, who, at), at)
    return row


def locked(community_id: uuid.UUID, who: Party, at: datetime) -> CreditLine:
    """The line of a party, opened with nothing granted when there is none, and held."""
    wanted = line_id(community_id, who.id)
    hold: Callable[[], CreditLine | None] = lambda: db.session.get(  # noqa: E731
        CreditLine, wanted, populate_existing=True, with_for_update=True
    )
    row = hold()
    if row is None:
        row = CreditLine(
            id=wanted,
            community_id=community_id,
            owner_id=who.id,
            owner_kind=who.kind,
            granted=0,
            by_default=True,
            opened_at=at,
        )
        db.session.add(row)
        db.session.flush()
    return row


def grant(row: CreditLine, amount: int, at: datetime, change_id: uuid.UUID | None = None) -> None:
    """Make the line ``amount`` minor units large; less than is drawn raises NotEnoughCoins.

    ``change_id`` is the decision behind it; without one the community's setting was followed.
    """
    more = amount - row.granted
    if more == 0:
        return
    undrawn, issuance = (
        ledger.credit(row.community_id, row.owner_id),
        ledger.issuance(row.community_id),
    )
    ledger.post(
        Transfer(
            id=change_id or derived_id("line", row.id, amount),
            kind="line" if more > 0 else "line_cut",
            debit_account=issuance if more > 0 else undrawn,
            credit_account=undrawn if more > 0 else issuance,
            amount=abs(more),
            at=at,
            about_kind="credit_line",
            about_id=row.id,
        )
    )
    row.granted = amount


def available(community_id: uuid.UUID, who: Party, at: datetime) -> int:
    """What the party could draw now, minor units, also of a line that is not opened yet."""
    row = find(community_id, who.id)
    undrawn = ledger_queries.balance(ledger.credit(community_id, who.id))
    granted = row.granted if row else 0
    if row is None or row.by_default:
        undrawn += max(0, usual_line(community_id, who, at) - granted)
    return rules.usable(undrawn, frozen=row is not None and row.frozen_at is not None)
