"""Whoever scans a note first has its coin: a member in the wallet, a shop in its till."""

import uuid
from dataclasses import dataclass

from backend import clock
from backend.circulation import bearer, bearer_queries
from backend.circulation.bearer_models import BearerNote, NoteSheet, NoteTaking
from backend.circulation.errors import NoteUnknown, NoteWithdrawn, OwnNote
from backend.circulation.once import once
from backend.codes import task as codes
from backend.codes.errors import CodeKeyUnknown, CodeUnreadable, CodeWrongCommunity
from backend.codes.keys import load_public_key
from backend.codes.recognise import recognise
from backend.codes.task import TaskCodeKind
from backend.codes.window import check_window
from backend.communities import queries as communities
from backend.db import DuplicateRow, db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.identity import queries as identity
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.payments import service as payments
from backend.payments.errors import CodeUsed
from backend.web.caller import Caller, Place
from backend.web.throttle import limit

TYPED_BY_MEMBER = "10 per 10 minutes"
TYPED_AT_COUNTER = "60 per 10 minutes"
_CASHIERS = frozenset({"shop_owner", "shop_staff"})
_PRINTERS = frozenset({"coordinator", "shop_owner", "shop_staff"})


@dataclass(frozen=True, slots=True)
class TakingOrder:
    """What was scanned or typed; into the till of ``shop_id``, or the caller's wallet."""

    id: uuid.UUID
    code: str
    shop_id: uuid.UUID | None


def read(caller: Caller, code: str) -> tuple[BearerNote, NoteSheet]:
    """What a note is, for who may take it; nothing is changed.

    Raises Throttled for too many typed codes, what the code itself tells, CodeWrongCommunity,
    NoteUnknown, CodeUsed, NoteWithdrawn.
    """
    _throttle(caller, code, None)
    note = find(code)
    sheet = bearer_queries.sheet(note.sheet_id)
    _require_known(caller, sheet)
    _require_out(note)
    return note, sheet


def take(caller: Caller, order: TakingOrder) -> NoteTaking:
    """Book a note to whoever is first; the same order again is the same taking.

    Raises what ``read`` does, OwnNote, NotFound for a shop that is not the caller's, ShopClosed,
    NotAllowedHere, CategoryNotAllowed, LimitExceeded, IdConflict.
    """
    _throttle(caller, order.code, order.shop_id)
    try:
        return once(lambda: _take(caller, order))
    except DuplicateRow as taken:
        if taken.key == "note_takings.note_id":
            raise CodeUsed from taken
        raise


def find(code: str) -> BearerNote:
    """The signed note that was scanned or typed. Raises NoteUnknown and what the code tells."""
    found = recognise(code)
    if found.kind == "text_code":
        note = bearer_queries.by_text(found.value)
    elif found.kind in {"task_code", "task_link"}:
        note = _scanned(found.value)
    else:
        raise CodeUnreadable
    if note is None:
        raise NoteUnknown
    check_window(note.nbf, note.exp, clock.now())
    return note


def _scanned(jws: str) -> BearerNote | None:
    """A note stays good when its key is revoked afterwards: its coin is there."""
    key = identity.device_key(codes.read_header_unverified(jws))
    if key is None:
        raise CodeKeyUnknown
    content = codes.verify(jws, load_public_key(key.public_key_spki), now=clock.now())
    if content.kind is not TaskCodeKind.NOTE:
        raise CodeUnreadable
    return bearer_queries.by_jws(jws)


@unit_of_work
def _take(caller: Caller, order: TakingOrder) -> NoteTaking:
    earlier = bearer_queries.taking(order.id)
    if earlier is not None:
        return _same(earlier, caller, order)
    note = bearer.hold(find(order.code).id)
    sheet = bearer_queries.sheet(note.sheet_id)
    account = _account(caller, sheet, order.shop_id)
    _require_out(note)
    made = NoteTaking(
        id=order.id,
        note_id=note.id,
        sheet_id=sheet.id,
        shop_id=order.shop_id,
        person_id=caller.person_id,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    ledger.post(
        Transfer(
            id=order.id,
            kind="note_in",
            debit_account=ledger.notes(sheet.community_id),
            credit_account=account,
            amount=sheet.amount,
            at=made.at,
            about_kind=bearer.ABOUT,
            about_id=sheet.id,
        )
    )
    return made


def _account(caller: Caller, sheet: NoteSheet, shop_id: uuid.UUID | None) -> uuid.UUID:
    """Where the coin goes; nobody gives it to themselves."""
    printer = Place(sheet.community_id, sheet.organisation_id)
    if shop_id is None:
        if not caller.holds({"member"}, Place(sheet.community_id)):
            raise CodeWrongCommunity
        if caller.holds(_PRINTERS, printer):
            raise OwnNote
        return ledger.wallet(sheet.community_id, caller.person_id)
    shop = communities.organisation(shop_id)
    if not caller.holds(_CASHIERS, shop.place):
        raise NotFound
    if shop.community_id != sheet.community_id:
        raise CodeWrongCommunity
    if shop_id == sheet.organisation_id and sheet.budget_id is not None:
        raise OwnNote
    return payments.open_till(shop_id, sheet.amount)


def _require_known(caller: Caller, sheet: NoteSheet) -> None:
    if not any(grant.place.community_id == sheet.community_id for grant in caller.grants):
        raise CodeWrongCommunity


def _require_out(note: BearerNote) -> None:
    if bearer_queries.is_taken(note.id):
        raise CodeUsed
    if note.withdrawn_at is not None:
        raise NoteWithdrawn


def _same(earlier: NoteTaking, caller: Caller, order: TakingOrder) -> NoteTaking:
    said = (earlier.person_id, earlier.shop_id)
    if said != (caller.person_id, order.shop_id) or find(order.code).id != earlier.note_id:
        raise IdConflict
    return earlier


def _throttle(caller: Caller, code: str, shop_id: uuid.UUID | None) -> None:
    if recognise(code).kind != "text_code":
        return
    if shop_id is None:
        limit("typed note", str(caller.person_id), TYPED_BY_MEMBER)
    else:
        limit("typed note at a counter", str(shop_id), TYPED_AT_COUNTER)
