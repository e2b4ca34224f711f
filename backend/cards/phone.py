"""Use cases: the wallet of somebody without a phone moves to one. The person stays the same.

The holder types the PIN at a coordinator's and gets a link for the new phone, once, for an hour.
A coordinator alone cannot take a wallet: it needs the PIN, and one that was chosen anew at a
coordinator's opens a phone only at another's, after the community's time for recovering. Whoever
ever signed in is never moved this way: that is a recovery.
"""

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from backend import clock
from backend.cards import access, deeds, making, queries, rules
from backend.cards.errors import HandOverGone, HolderNotHere, PinTooNew
from backend.cards.models import Deed, HandOver, WalletCard
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db, unit_of_work
from backend.errors import SamePerson
from backend.identity import service as identity
from backend.identity.service import Ceremony, Credential, NewPasskey, SignedUp
from backend.ids import new_id
from backend.web.caller import Caller
from backend.web.throttle import client_address, limit

PURPOSE = "hand_over"
GOOD_FOR = timedelta(hours=1)
TOKEN_BYTES = 24
_LOOKS = "60 per hour"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a phone that was just opened; ``token`` exists nowhere else."""

    expires_at: datetime
    token: str = field(repr=False)


@unit_of_work
def open_way(card_id: uuid.UUID, caller: Caller, *, keep_card: bool) -> Way:
    """Let whoever gets the token put the wallet on a phone; earlier ways of it are void.

    Raises NotFound, Forbidden, FreshLoginRequired, HolderHasPhone, HolderNotHere, SamePerson,
    PinTooNew.
    """
    card, _ = access.card_for(caller, card_id, "coordinator")
    access.require_fresh(caller)
    rules.check_works(card.ended_as)
    access.require_no_phone(card.person_id)
    now = clock.now()
    if not deeds.was_shown(card_id, caller.person_id, now):
        raise HolderNotHere
    _check_pin(card, caller.person_id, now)
    for earlier in db.session.scalars(_open_ways(card.person_id)):
        earlier.expires_at = now
    token = secrets.token_urlsafe(TOKEN_BYTES)
    way = HandOver(
        id=new_id(),
        card_id=card.id,
        person_id=card.person_id,
        token_hash=_hash(token),
        keep_card=keep_card,
        by=caller.person_id,
        opened_at=now,
        expires_at=now + GOOD_FOR,
    )
    db.session.add(way)
    return Way(way.expires_at, token)


def look(token: str) -> tuple[HandOver, WalletCard]:
    """What an open way leads to. Raises HandOverGone, Throttled."""
    limit("look at hand-over", client_address(), _LOOKS)
    way = _usable(db.session.scalar(select(HandOver).where(HandOver.token_hash == _hash(token))))
    return way, queries.card(way.card_id)


def begin(token: str) -> Ceremony:
    """Options for the passkey of the person whose wallet it is. Raises HandOverGone, Throttled."""
    way, _ = look(token)
    person = identity.person(way.person_id)
    return identity.begin_registration(
        PURPOSE, person_id=person.id, display_name=person.display_name, subject_id=way.id
    )


def finish(challenge_id: uuid.UUID, credential: Credential, device_name: str) -> SignedUp:
    """Sign the phone in as the person: passkey, recovery codes and session, all or nothing.

    Raises ChallengeExpired, PasskeyRefused, HandOverGone.
    """
    made = identity.finish_registration(challenge_id, credential, (PURPOSE,))
    return _settle(made, device_name)


@unit_of_work
def _settle(made: NewPasskey, device_name: str) -> SignedUp:
    way = _usable(
        db.session.get(HandOver, made.subject_id, populate_existing=True, with_for_update=True)
    )
    way.used_at = clock.now()
    card = queries.card(way.card_id)
    tokens, codes = identity.start_over(made, device_name)
    deeds.note(card, Deed.HANDED_OVER, card.person_id)
    if not way.keep_card:
        making.forget_card(card.id)
    return SignedUp(card.person_id, tokens, codes)


def _check_pin(card: WalletCard, by: uuid.UUID, now: datetime) -> None:
    """A PIN that was chosen anew at one coordinator's opens a phone at another's, and later."""
    chosen_anew = card.pin_by != card.person_id and deeds.pin_was_changed(card.person_id)
    if not chosen_anew:
        return
    if card.pin_by == by:
        raise SamePerson
    wait = community_service.recovery_rules(communities.community(card.community_id)).wait_hours
    opens_at = card.pin_at + timedelta(hours=wait)
    if now < opens_at:
        raise PinTooNew(opens_at=opens_at.isoformat())


def _open_ways(person_id: uuid.UUID) -> Select[HandOver]:
    return select(HandOver).where(
        HandOver.person_id == person_id,
        HandOver.used_at.is_(None),
        HandOver.expires_at > clock.now(),
    )


def _usable(way: HandOver | None) -> HandOver:
    if way is None or way.used_at is not None or way.expires_at <= clock.now():
        raise HandOverGone
    if identity.was_ever_in(way.person_id):
        raise HandOverGone
    return way


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
