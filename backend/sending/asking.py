"""Use cases: register a signed request, take it back, decline one, split a bill."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from backend import clock
from backend.codes import request as requests
from backend.codes.request import PayeeKind, PaymentRequest
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.communities.queries import CommunityFacts
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import AmountInvalid, IdConflict, NotFound
from backend.identity import service as keys
from backend.sending import contacts, reading, rules, telling
from backend.sending.errors import (
    NotYourRequest,
    RequestPaid,
    SendingNotAllowed,
    SharesInvalid,
)
from backend.sending.models import Request, Split
from backend.web.caller import Caller, Place


@dataclass(frozen=True, slots=True)
class Terms:
    """What the server signs for a phone that keeps no key; ``amount`` 0: the payer names it."""

    community_id: uuid.UUID
    organisation_id: uuid.UUID | None
    amount: int
    words: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request to register: signed by the phone (``code``), or its ``terms``.

    ``asked_id`` is a contact to tell; ``share`` whose part of a bill it is.
    """

    id: uuid.UUID
    code: str | None = None
    terms: Terms | None = None
    many: bool = False
    asked_id: uuid.UUID | None = None
    share: str | None = None


@dataclass(frozen=True, slots=True)
class NewSplit:
    """A bill: ``own`` is the part of who paid it, each share a request of theirs."""

    id: uuid.UUID
    community_id: uuid.UUID
    words: str
    own: int
    shares: Sequence[NewRequest]


@again_on(DuplicateRow)
@unit_of_work
def register(new: NewRequest, caller: Caller) -> Request:
    """Register a request of the caller's, or of an organisation whose counter they keep.

    The same again is the same request. Raises what ``reading.verified`` does, NotYourRequest,
    RequestTooLong, SendingNotAllowed, ContactUnknown, AmountInvalid, IdConflict.
    """
    return _register(new, caller, None)


@again_on(DuplicateRow)
@unit_of_work
def split(new: NewSplit, caller: Caller) -> Split:
    """Share a bill; the same again is the same bill. Raises SharesInvalid and as ``register``."""
    earlier = db.session.get(Split, new.id)
    if earlier is not None:
        if (earlier.person_id, earlier.words, earlier.own) != (
            caller.person_id,
            new.words,
            new.own,
        ):
            raise IdConflict
    else:
        earlier = Split(
            id=new.id,
            community_id=new.community_id,
            person_id=caller.person_id,
            words=new.words,
            own=new.own,
            at=clock.now(),
        )
        db.session.add(earlier)
        db.session.flush()
    if len({share.id for share in new.shares}) < len(new.shares):
        raise SharesInvalid
    for share in new.shares:
        row = _register(share, caller, new.id)
        if row.split_id != new.id or row.community_id != new.community_id or not row.amount:
            raise SharesInvalid
    return earlier


@unit_of_work
def cancel(request_id: uuid.UUID, caller: Caller) -> Request:
    """Take a request back; once more is the same. Raises NotFound for others, RequestPaid."""
    row = of_payee(request_id, caller)
    db.session.execute(select(Request.id).where(Request.id == row.id).with_for_update())
    if not row.many and reading.payments_of(row.id):
        raise RequestPaid
    _end([Request.id == row.id], caller.person_id)
    db.session.refresh(row)
    return row


@unit_of_work
def cancel_split(split_id: uuid.UUID, caller: Caller) -> Split:
    """Take back every share that nobody has paid. Raises NotFound for others."""
    found = db.session.get(Split, split_id)
    if found is None or found.person_id != caller.person_id:
        raise NotFound
    rows = db.session.scalars(
        select(Request).where(Request.split_id == split_id).with_for_update()
    ).all()
    unpaid = [row.id for row in rows if not reading.payments_of(row.id)]
    _end([Request.id.in_(unpaid)], caller.person_id)
    return found


@unit_of_work
def decline(request_id: uuid.UUID, caller: Caller) -> Request:
    """Say no to a request that asks the caller; once more is the same. Raises NotFound."""
    row = db.session.get(Request, request_id)
    if row is None or row.asked_id != caller.person_id:
        raise NotFound
    rules.check_open(reading.standing_of(row, reading.payments_of(row.id)))
    if row.declined_at is None:
        row.declined_at = clock.now()
        telling.declined(row)
    return row


def of_payee(request_id: uuid.UUID, caller: Caller) -> Request:
    """The request, for its payee or who keeps the payee's counter; raises NotFound."""
    row = db.session.get(Request, request_id)
    if row is None:
        raise NotFound
    if row.organisation_id is not None:
        mine = caller.holds(reading.COUNTER_ROLES, Place(row.community_id, row.organisation_id))
    else:
        mine = row.person_id == caller.person_id
    if not mine:
        raise NotFound
    return row


def _register(new: NewRequest, caller: Caller, split_id: uuid.UUID | None) -> Request:
    earlier = db.session.get(Request, new.id)
    if earlier is not None:
        if not _same(earlier, new, caller):
            raise IdConflict
        return earlier
    now = clock.now()
    code = new.code or _signed_here(new, caller, now)
    community, content, _, signer = reading.verified(code, now)
    if content.request_id != new.id:
        raise IdConflict
    rules.check_life(_time(content.issued_at), _time(content.expires_at))
    _check_payee(content, community, caller, signer)
    if new.asked_id is not None:
        if not content.amount:
            raise AmountInvalid
        contacts.require(caller.person_id, new.asked_id, community.id)
    row = _row(new, code, content, community, caller, now)
    row.split_id = split_id
    db.session.add(row)
    db.session.flush()
    telling.asked(row)
    return row


def _row(
    new: NewRequest,
    code: str,
    content: PaymentRequest,
    community: CommunityFacts,
    caller: Caller,
    now: datetime,
) -> Request:
    member = content.kind is PayeeKind.MEMBER
    return Request(
        id=new.id,
        community_id=community.id,
        person_id=content.payee_id if member else None,
        organisation_id=None if member else content.payee_id,
        amount=content.amount,
        words=content.words,
        many=new.many or content.is_standing,
        code=code,
        key_id=content.key_id,
        made_by=caller.person_id,
        at=now,
        expires_at=_time(content.expires_at),
        asked_id=new.asked_id,
        share=new.share,
    )


def _check_payee(
    content: PaymentRequest, community: CommunityFacts, caller: Caller, signer: uuid.UUID
) -> None:
    """Raise unless the caller signed this, for themselves or for a counter that they keep."""
    if signer != caller.person_id:
        raise NotYourRequest
    here = Place(community.id)
    if content.kind is PayeeKind.MEMBER:
        if content.payee_id != caller.person_id or not caller.holds({"member"}, here):
            raise NotYourRequest
        if not settings.between_members(community).allowed:
            raise SendingNotAllowed
        return
    place = Place(community.id, content.payee_id)
    if not caller.holds(reading.COUNTER_ROLES, place):
        raise NotYourRequest


def _signed_here(new: NewRequest, caller: Caller, now: datetime) -> str:
    """The request signed with the key that the server has for this session."""
    terms = new.terms
    assert terms is not None  # noqa: S101 - the schema wants the one or the other
    rules.check_life(now, terms.expires_at)
    key_id, private_key = keys.server_key(caller.session_id)
    shop = terms.organisation_id
    content = PaymentRequest(
        community=communities.community(terms.community_id).number,
        kind=PayeeKind.SHOP if shop else PayeeKind.MEMBER,
        payee_id=shop or caller.person_id,
        amount=terms.amount,
        words=terms.words,
        request_id=new.id,
        issued_at=clock.millis(now) // 1000,
        expires_at=max(clock.millis(terms.expires_at), clock.millis(now) + 1000) // 1000,
        key_id=key_id,
    )
    return requests.sign(content, private_key)


def _same(earlier: Request, new: NewRequest, caller: Caller) -> bool:
    if earlier.made_by != caller.person_id or earlier.asked_id != new.asked_id:
        return False
    if new.code is not None:
        return reading.signed_part(new.code) == reading.signed_part(earlier.code)
    terms = new.terms
    return terms is not None and (terms.amount, terms.words, terms.organisation_id) == (
        earlier.amount,
        earlier.words,
        earlier.organisation_id,
    )


def _end(conditions: list[object], by: uuid.UUID) -> None:
    db.session.execute(
        update(Request)
        .where(*conditions, Request.cancelled_at.is_(None))  # type: ignore[arg-type]
        .values(cancelled_at=clock.now(), cancelled_by=by),
        execution_options={"synchronize_session": False},
    )


def _time(seconds: int) -> datetime:
    return clock.from_millis(seconds * 1000)
