"""Printed notes: handed out for coin, taken in for coin, and counted by denomination."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend import clock
from backend.circulation import bearer_queries, customers, parties, rules
from backend.circulation.customers import Who
from backend.circulation.errors import NotesNotOut
from backend.circulation.models import NoteExchange, NotesOut
from backend.circulation.once import earlier, once
from backend.circulation.parties import Party
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db, unit_of_work
from backend.errors import IdConflict
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.ledger.service import Transfer

Direction = Literal["out", "in"]


@dataclass(frozen=True, slots=True)
class NoteOrder:
    """Hand ``notes`` (count by denomination) ``out`` for coin, or take them ``in``."""

    id: uuid.UUID
    community_id: uuid.UUID
    direction: Direction
    holder: Who
    notes: Mapping[int, int]
    by: uuid.UUID


def exchange(order: NoteOrder) -> NoteExchange:
    """Book an exchange; the same order again is the same one.

    Raises DenominationUnknown, NotesNotOut, NotEnoughCoins, CustomerUnknown, CodeTooSmall,
    CustomerSpent, NotMember, IdConflict.
    """
    return once(lambda: _exchange(order))


def outstanding(community_id: uuid.UUID) -> dict[int, int]:
    """How many notes of each denomination are out."""
    rows = db.session.execute(
        select(NotesOut.amount, NotesOut.count)
        .where(NotesOut.community_id == community_id, NotesOut.count > 0)
        .order_by(NotesOut.amount)
    )
    return {row[0]: row[1] for row in rows}


def all_outstanding(community_id: uuid.UUID) -> dict[int, int]:
    """How many printed notes of each amount are out: handed out at the desk, or with a code."""
    counted = Counter(outstanding(community_id))
    counted.update(bearer_queries.outstanding(community_id))
    return dict(counted)


@unit_of_work
def _exchange(order: NoteOrder) -> NoteExchange:
    counted = [{"amount": a, "count": c} for a, c in sorted(order.notes.items())]
    said = {"community_id": order.community_id, "direction": order.direction, "notes": counted}
    first = earlier(NoteExchange, order.id, **said)
    if first is not None:
        if not customers.is_same(order.holder, parties.party(first.holder_kind, first.holder_id)):
            raise IdConflict
        return first
    community = communities.community(order.community_id)
    now = clock.now()
    denominations = community_service.note_rules(community, community.day(now)).denominations
    # Notes of a kind that is no longer made are still taken in.
    known = set(denominations) | (
        set(outstanding(community.id)) if order.direction == "in" else set()
    )
    amount = rules.value_of(order.notes, sorted(known))
    holder = _holder(order, amount)
    parties.require_here(community.id, holder)
    row = NoteExchange(
        id=order.id,
        holder_id=holder.id,
        holder_kind=holder.kind,
        amount=amount,
        by=order.by,
        at=now,
        **said,
    )
    db.session.add(row)
    db.session.flush()
    _count(order)
    _book(row, parties.account(community.id, holder))
    return row


def _holder(order: NoteOrder, amount: int) -> Party:
    if order.direction == "out":
        return customers.spend(order.community_id, order.holder, amount, order.id)
    return customers.party(order.community_id, order.holder)


def _book(row: NoteExchange, account: uuid.UUID) -> None:
    out, notes = row.direction == "out", ledger.notes(row.community_id)
    if out and ledger.lock([account])[account] < row.amount:
        raise NotEnoughCoins
    ledger.post(
        Transfer(
            id=row.id,
            kind="note_out" if out else "note_in",
            debit_account=account if out else notes,
            credit_account=notes if out else account,
            amount=row.amount,
            at=row.at,
            about_kind="note_exchange",
            about_id=row.id,
        )
    )


def _count(order: NoteOrder) -> None:
    for amount, count in sorted(order.notes.items()):
        if order.direction == "out":
            _add(order.community_id, amount, count)
        else:
            _take(order.community_id, amount, count)


def _add(community_id: uuid.UUID, amount: int, count: int) -> None:
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    db.session.execute(
        insert(NotesOut)
        .values(community_id=community_id, amount=amount, count=count)
        .on_conflict_do_update(
            index_elements=["community_id", "amount"], set_={"count": NotesOut.count + count}
        )
    )


def _take(community_id: uuid.UUID, amount: int, count: int) -> None:
    taken = db.session.execute(
        update(NotesOut)
        .where(
            NotesOut.community_id == community_id,
            NotesOut.amount == amount,
            NotesOut.count >= count,
        )
        .values(count=NotesOut.count - count)
        .returning(NotesOut.amount),
        execution_options={"synchronize_session": False},
    )
    if taken.first() is None:
        raise NotesNotOut(amount=amount, out=outstanding(community_id).get(amount, 0))
