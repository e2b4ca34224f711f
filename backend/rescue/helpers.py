"""Trusted helpers: a member offers it by a link, somebody accepts, either of them ends it.

Naming asks the helper first, because both have to know each other anyway, and so nobody has to be
looked up by name. A helper may block the member's phones and cards; never see or spend anything.
"""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, select

from backend import clock
from backend.communities import queries as communities
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import FreshLoginRequired, NotFound
from backend.identity import service as identity
from backend.ids import new_id
from backend.notices import service as notices
from backend.rescue import rules
from backend.rescue.errors import HelperOfferGone, OwnHelper
from backend.rescue.models import TrustedHelper
from backend.web.caller import Caller, Grant, Place

TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer that was just made; ``token`` exists nowhere else."""

    id: uuid.UUID
    expires_at: datetime
    token: str = field(repr=False)


@unit_of_work
def offer(community_id: uuid.UUID, member_id: uuid.UUID) -> Offer:
    """Ask whoever gets the link to be the member's helper. Raises TooManyHelpers."""
    identity.lock_person(member_id)
    now = clock.now()
    rules.check_room(_count(community_id, member_id, with_offers=True))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = TrustedHelper(
        id=new_id(),
        community_id=community_id,
        member_id=member_id,
        token_hash=hash_of(token),
        offered_at=now,
        offer_ends_at=now + rules.OFFER_FOR,
    )
    db.session.add(row)
    return Offer(row.id, row.offer_ends_at, token)


def look(token: str, caller: Caller) -> TrustedHelper:
    """An offer that can still be accepted. Raises HelperOfferGone, NotFound for strangers."""
    row = db.session.scalar(
        select(TrustedHelper)
        .where(TrustedHelper.token_hash == hash_of(token))
        .execution_options(populate_existing=True)
    )
    if row is None or row.accepted_at or row.ended_at or row.offer_ends_at <= clock.now():
        raise HelperOfferGone
    if not caller.holds({"member"}, Place(row.community_id)):
        raise NotFound
    return row


@again_on(DuplicateRow)
@unit_of_work
def accept(token: str, caller: Caller) -> TrustedHelper:
    """Become a helper, once. Raises HelperOfferGone, OwnHelper, TooManyHelpers, NotFound."""
    row = look(token, caller)
    if row.member_id == caller.person_id:
        raise OwnHelper
    identity.lock_person(row.member_id)
    now = clock.now()
    if is_helper(row.member_id, caller.person_id, row.community_id):
        row.ended_at, row.ended_by = now, caller.person_id
        return row
    rules.check_room(_count(row.community_id, row.member_id, with_offers=False))
    row.helper_id, row.accepted_at = caller.person_id, now
    db.session.flush()
    name = identity.person(caller.person_id).display_name
    notices.tell([row.member_id], row.community_id, "helper_accepted", name=name)
    return row


@unit_of_work
def end(helper_row_id: uuid.UUID, caller: Caller) -> None:
    """End it, from either side; the member needs a passkey, so that no thief takes helpers away.

    Raises NotFound for anybody else, FreshLoginRequired.
    """
    row = db.session.get(TrustedHelper, helper_row_id, populate_existing=True)
    if row is None or caller.person_id not in {row.member_id, row.helper_id}:
        raise NotFound
    if row.ended_at is not None:
        return
    if caller.person_id == row.member_id and not caller.is_fresh(clock.now()):
        raise FreshLoginRequired
    row.ended_at, row.ended_by = clock.now(), caller.person_id
    other = row.helper_id if caller.person_id == row.member_id else row.member_id
    if other is not None:
        name = identity.person(caller.person_id).display_name
        notices.tell([other], row.community_id, "helper_ended", name=name)


def is_helper(member_id: uuid.UUID, helper_id: uuid.UUID, community_id: uuid.UUID) -> bool:
    """Whether the member named this person, who accepted, and both still belong here."""
    return standing(member_id, helper_id, community_id) is not None


def standing(
    member_id: uuid.UUID, helper_id: uuid.UUID, community_id: uuid.UUID
) -> TrustedHelper | None:
    """The helper's row while it holds."""
    row = db.session.scalar(
        select(TrustedHelper).where(
            TrustedHelper.community_id == community_id,
            TrustedHelper.member_id == member_id,
            TrustedHelper.helper_id == helper_id,
            *_stands(),
        )
    )
    member = Grant("member", Place(community_id))
    if row is None or any(
        member not in communities.grants_of(person) for person in (member_id, helper_id)
    ):
        return None
    return row


def of_member(community_id: uuid.UUID, member_id: uuid.UUID) -> Sequence[TrustedHelper]:
    """The member's helpers and the offers that wait, oldest first."""
    rows = db.session.scalars(
        select(TrustedHelper)
        .where(
            TrustedHelper.community_id == community_id,
            TrustedHelper.member_id == member_id,
            TrustedHelper.ended_at.is_(None),
        )
        .order_by(TrustedHelper.offered_at, TrustedHelper.id)
    )
    now = clock.now()
    return [row for row in rows if row.accepted_at or row.offer_ends_at > now]


def of_helper(community_id: uuid.UUID, helper_id: uuid.UUID) -> Sequence[TrustedHelper]:
    """Those whom somebody helps here, oldest first."""
    rows = db.session.scalars(
        select(TrustedHelper)
        .where(
            TrustedHelper.community_id == community_id,
            TrustedHelper.helper_id == helper_id,
            *_stands(),
        )
        .order_by(TrustedHelper.accepted_at, TrustedHelper.id)
    )
    return rows.all()


def helpers_of(person_id: uuid.UUID) -> Sequence[TrustedHelper]:
    """Everybody who helps this person, in whatever community."""
    wanted = select(TrustedHelper).where(TrustedHelper.member_id == person_id, *_stands())
    return db.session.scalars(wanted).all()


def hash_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def _count(community_id: uuid.UUID, member_id: uuid.UUID, *, with_offers: bool) -> int:
    rows = of_member(community_id, member_id)
    return sum(1 for row in rows if row.accepted_at or with_offers)


def _stands() -> tuple[ColumnElement[bool], ...]:
    return TrustedHelper.accepted_at.is_not(None), TrustedHelper.ended_at.is_(None)
