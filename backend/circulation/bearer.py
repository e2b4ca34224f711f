"""Notes with a code: funded when the sheet is made, signed by the phone, withdrawn by serial.

The coin of every note that is neither taken nor withdrawn lies in the community's account
``notes``. Notes of a sheet exist from the beginning, unsigned: whoever is interrupted goes on.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from backend import clock
from backend.amounts import MAX_AMOUNT
from backend.circulation import bearer_queries
from backend.circulation.bearer_models import BearerNote, NoteSheet, NoteTaking, NoteWithdrawal
from backend.circulation.errors import DenominationUnknown, NoteWithdrawn, NothingToWithdraw
from backend.circulation.once import earlier, once
from backend.codes import task as codes
from backend.codes.errors import CodeNotPrepared
from backend.codes.keys import load_public_key
from backend.codes.task import TaskCode, TaskCodeKind
from backend.codes.text_code import new_text_code
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db, unit_of_work
from backend.errors import AmountInvalid, Forbidden, IdConflict, NotFound
from backend.identity import queries as identity
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.ledger.service import Transfer
from backend.programmes import queries as programmes
from backend.programmes import service as programme_service
from backend.web.code_schemas import MOST_AT_ONCE, CodeClaims, CodeHeader, PreparedCode

LIFE = timedelta(days=5 * 365 + 1)
"""How long a note is good; after that its coin can only be withdrawn."""

ABOUT = "note_sheet"


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """Print ``count`` notes of ``amount`` minor units, out of a budget or the till."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    budget_id: uuid.UUID | None
    amount: int
    count: int
    key_id: bytes
    by: uuid.UUID


@dataclass(frozen=True, slots=True)
class WithdrawalOrder:
    """Take the notes with serials ``first`` to ``last`` out of circulation."""

    id: uuid.UUID
    sheet_id: uuid.UUID
    first: int
    last: int
    why: str
    by: uuid.UUID


def create(order: SheetOrder) -> NoteSheet:
    """Fund a sheet of notes; the same order again is the same sheet.

    Raises DenominationUnknown, AmountInvalid, NotEnoughCoins, Forbidden for a budget of others,
    CodeKeyUnknown, CodeKeyRevoked, NotFound, IdConflict.
    """
    return once(lambda: _create(order))


def withdraw(order: WithdrawalOrder) -> NoteWithdrawal:
    """Give the coin of lost notes back; notes that were taken stay taken.

    Raises NothingToWithdraw, NotFound, IdConflict.
    """
    return once(lambda: _withdraw(order))


@unit_of_work
def prepare(sheet_id: uuid.UUID, key_id: bytes, by: uuid.UUID) -> list[PreparedCode]:
    """What this key has to sign next: up to 100 notes, by serial; none when all are signed.

    Raises NotFound, CodeKeyUnknown, CodeKeyRevoked.
    """
    sheet = bearer_queries.sheet(sheet_id)
    identity.own_device_key(key_id, by)
    rows = db.session.scalars(
        select(BearerNote)
        .where(
            BearerNote.sheet_id == sheet_id,
            BearerNote.registered_at.is_(None),
            BearerNote.withdrawn_at.is_(None),
        )
        .order_by(BearerNote.serial)
        .limit(MOST_AT_ONCE)
    ).all()
    for row in rows:
        row.key_id, row.person_id = key_id, by
    db.session.flush()
    return [_prepared(_content(row, sheet)) for row in rows]


@unit_of_work
def register(sheet_id: uuid.UUID, signed: Sequence[str], by: uuid.UUID) -> None:
    """Put these signed notes into circulation, all or none; the same again changes nothing.

    Raises NotFound, what ``codes.verify`` names, CodeKeyUnknown, CodeKeyRevoked, CodeNotPrepared,
    NoteWithdrawn, IdConflict.
    """
    sheet = bearer_queries.sheet(sheet_id)
    contents = [_verified(jws, by) for jws in signed]
    rows = _held([content.code_id for content in contents])
    for jws, content in zip(signed, contents, strict=True):
        row = rows.get(content.code_id)
        if row is None or row.sheet_id != sheet_id or content != _content(row, sheet):
            raise CodeNotPrepared
        if row.jws is None and row.withdrawn_at is not None:
            raise NoteWithdrawn
        if row.jws is None:
            row.jws, row.registered_at = jws, clock.now()
        elif row.jws != jws:
            raise IdConflict
    db.session.flush()


@unit_of_work
def _create(order: SheetOrder) -> NoteSheet:
    said = {
        "organisation_id": order.organisation_id,
        "budget_id": order.budget_id,
        "amount": order.amount,
        "count": order.count,
    }
    first = earlier(NoteSheet, order.id, **said)
    if first is not None:
        return first
    identity.own_device_key(order.key_id, order.by)
    organisation = communities.organisation(order.organisation_id)
    community = communities.community(organisation.community_id)
    now = clock.now()
    denominations = community_service.note_rules(community, community.day(now)).denominations
    if order.amount not in denominations:
        raise DenominationUnknown(amount=order.amount, denominations=sorted(denominations))
    if order.amount * order.count > MAX_AMOUNT:
        raise AmountInvalid(reason="too_large")
    sheet = NoteSheet(
        id=order.id, community_id=community.id, created_by=order.by, created_at=now, **said
    )
    db.session.add(sheet)
    db.session.flush()
    _add_notes(sheet, order)
    _move(sheet, order.id, order.count, out=True)
    if order.budget_id is not None:
        programme_service.watch(programmes.budget(order.budget_id))
    return sheet


def _add_notes(sheet: NoteSheet, order: SheetOrder) -> None:
    nbf = int(sheet.created_at.timestamp())
    exp = int((sheet.created_at + LIFE).timestamp())
    db.session.add_all(
        BearerNote(
            id=code_id,
            sheet_id=sheet.id,
            serial=serial,
            person_id=order.by,
            key_id=order.key_id,
            nbf=nbf,
            exp=exp,
        )
        for serial, code_id in enumerate(_unused_ids(sheet.count), start=1)
    )
    db.session.flush()


def _move(sheet: NoteSheet, transfer_id: uuid.UUID, count: int, *, out: bool) -> None:
    """Move the coin of ``count`` notes out of their source, or back into it."""
    source, notes = _source(sheet), ledger.notes(sheet.community_id)
    amount = sheet.amount * count
    if out and ledger.lock([source])[source] < amount:
        raise NotEnoughCoins
    ledger.post(
        Transfer(
            id=transfer_id,
            kind="note_out" if out else "note_in",
            debit_account=source if out else notes,
            credit_account=notes if out else source,
            amount=amount,
            at=clock.now(),
            about_kind=ABOUT,
            about_id=sheet.id,
        )
    )


def _source(sheet: NoteSheet) -> uuid.UUID:
    """The account that pays for the notes. Raises Forbidden for the budget of others."""
    if sheet.budget_id is None:
        return ledger.till(sheet.community_id, sheet.organisation_id)
    budget = programmes.budget(sheet.budget_id)
    if budget.organisation_id != sheet.organisation_id:
        raise Forbidden
    return budget.account_id


@unit_of_work
def _withdraw(order: WithdrawalOrder) -> NoteWithdrawal:
    first = earlier(
        NoteWithdrawal, order.id, sheet_id=order.sheet_id, first=order.first, last=order.last
    )
    if first is not None:
        return first
    sheet, now = bearer_queries.sheet(order.sheet_id), clock.now()
    ids = db.session.scalars(
        select(BearerNote.id).where(
            BearerNote.sheet_id == order.sheet_id,
            BearerNote.serial.between(order.first, order.last),
        )
    ).all()
    held = _held(ids)
    taken = set(
        db.session.scalars(select(NoteTaking.note_id).where(NoteTaking.sheet_id == order.sheet_id))
    )
    out = [row for row in held.values() if row.withdrawn_at is None and row.id not in taken]
    if not out:
        raise NothingToWithdraw
    for row in out:
        row.withdrawn_at = now
    made = NoteWithdrawal(
        id=order.id,
        sheet_id=sheet.id,
        first=order.first,
        last=order.last,
        count=len(out),
        why=order.why,
        by=order.by,
        at=now,
    )
    db.session.add(made)
    db.session.flush()
    _move(sheet, order.id, len(out), out=False)
    return made


def _held(ids: Sequence[str]) -> dict[str, BearerNote]:
    """These notes, which nobody else takes or withdraws until the unit of work ends."""
    rows = db.session.scalars(
        select(BearerNote)
        .where(BearerNote.id.in_(ids))
        .order_by(BearerNote.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def hold(note_id: str) -> BearerNote:
    """One note, which nobody else takes or withdraws meanwhile. Raises NotFound."""
    found = _held([note_id])
    if note_id not in found:
        raise NotFound
    return found[note_id]


def _verified(jws: str, by: uuid.UUID) -> TaskCode:
    key = identity.own_device_key(codes.read_header_unverified(jws), by)
    return codes.verify(jws, load_public_key(key.public_key_spki), now=clock.now())


def _content(row: BearerNote, sheet: NoteSheet) -> TaskCode:
    return TaskCode(
        kind=TaskCodeKind.NOTE,
        organisation_id=sheet.organisation_id,
        task_id=sheet.id,
        community=communities.community(sheet.community_id).number,
        code_id=row.id,
        not_before=row.nbf,
        expires_at=row.exp,
        key_id=row.key_id,
    )


def _prepared(content: TaskCode) -> PreparedCode:
    return PreparedCode(
        header=CodeHeader.model_validate(codes.prepare_header(content.key_id)),
        claims=CodeClaims.model_validate(codes.prepare_claims(content)),
    )


def _unused_ids(count: int) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        found |= {new_text_code() for _ in range(count - len(found))}
        found -= bearer_queries.printed(found)
    return list(found)
