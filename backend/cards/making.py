"""Use cases: somebody gets a card, with or without a phone; a card is blocked and replaced."""

import hashlib
import uuid
from dataclasses import dataclass, replace

from backend import clock
from backend.cards import access, deeds, pins, queries, rules
from backend.cards.errors import CardExists
from backend.cards.models import Deed, WalletCard
from backend.cards.rules import Ended
from backend.codes.card import new_card_number
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import IdConflict
from backend.identity import service as identity
from backend.identity.errors import PersonUnknown
from backend.ledger import service as ledger
from backend.web.caller import Caller, Place
from backend.web.throttle import limit

ENROLMENTS = "60 per day"


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card to make under the client's ``id``; ``name`` stands on it, ``pin`` as it was typed."""

    id: uuid.UUID
    community_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    pin: str
    by: uuid.UUID
    organisation_id: uuid.UUID | None = None


def make_own(new: NewCard) -> WalletCard:
    """A card for a member who asks for it; the same again is the same card.

    Raises CardsOff, PinInvalid, PinTooSimple, CardExists, IdConflict.
    """
    return _make(_checked(new), None)


def enrol(new: NewCard, display_name: str, language: str) -> WalletCard:
    """A person without a phone, a membership and a card, at once; the same again is the same.

    Raises as ``make_own`` does, and Throttled when one coordinator enrols very many.
    """
    limit("enrol by card", str(new.by), ENROLMENTS)
    return _make(_checked(new), (display_name, language))


@unit_of_work
def block(card_id: uuid.UUID, caller: Caller) -> WalletCard:
    """End a card at once and for good; again changes nothing. Raises NotFound."""
    access.card_for(caller, card_id, "holder", "coordinator", "helper")
    card = queries.locked(card_id)
    if card.ended_as is None:
        _end(card, Ended.BLOCKED)
        deeds.note(card, Deed.BLOCKED, caller.person_id)
        deeds.tell_holder(card, "card_was_blocked", caller.person_id)
    return card


@again_on(DuplicateRow)
@unit_of_work
def substitute(card_id: uuid.UUID, with_id: uuid.UUID, caller: Caller) -> WalletCard:
    """A new number for the same wallet and the same PIN; the old one works no more.

    Wrong PINs stay counted: a new number is no way to try more of them. Raises NotFound,
    CardReplaced when another card took its place already, IdConflict.
    """
    access.card_for(caller, card_id, "holder", "coordinator", "helper")
    old = queries.locked(card_id)
    earlier = db.session.get(WalletCard, with_id)
    if earlier is not None:
        if earlier.replaces != old.id:
            raise IdConflict
        return earlier
    if old.ended_as == Ended.REPLACED:
        rules.check_works(old.ended_as)
    _end(old, Ended.REPLACED)
    db.session.flush()
    card = _row(
        with_id,
        old,
        pin_hash=old.pin_hash,
        pin_key=old.pin_key,
        pin_by=old.pin_by,
        pin_at=old.pin_at,
        tries=old.tries,
        made_by=caller.person_id,
        replaces=old.id,
    )
    deeds.note(card, Deed.REPLACED, caller.person_id)
    deeds.tell_holder(card, "card_was_replaced", caller.person_id)
    return card


@unit_of_work
def forget_card(card_id: uuid.UUID) -> None:
    """End the card of somebody whose wallet moved to a phone and who wants no card any more."""
    card = queries.locked(card_id)
    if card.ended_as is None:
        _end(card, Ended.BLOCKED)
        deeds.note(card, Deed.BLOCKED, card.person_id)


def _checked(new: NewCard) -> NewCard:
    """With its PIN read and found good, and cards in use here."""
    terms = community_service.card_rules(communities.community(new.community_id))
    rules.check_once(0, terms.per_payment, terms.per_day)
    return replace(new, pin=rules.new_pin(new.pin))


def _make(new: NewCard, person: tuple[str, str] | None) -> WalletCard:
    """Hash the PIN outside of the transaction: nobody waits for it with a lock in hand."""
    hashed = pins.hash_pin(new.pin, new.person_id)
    card, was_there = _keep(new, person, hashed)
    if was_there and not pins.is_right(new.pin, new.person_id, card.pin_hash, card.pin_key):
        raise IdConflict
    return card


@again_on(DuplicateRow)
@unit_of_work
def _keep(
    new: NewCard, person: tuple[str, str] | None, hashed: tuple[str, str]
) -> tuple[WalletCard, bool]:
    """The card, and whether it was there before."""
    earlier = db.session.get(WalletCard, new.id, populate_existing=True)
    if earlier is not None:
        said = (new.community_id, new.person_id, new.organisation_id, new.name)
        if (
            earlier.community_id,
            earlier.person_id,
            earlier.organisation_id,
            earlier.name,
        ) != said:
            raise IdConflict
        return earlier, True
    if person is not None:
        _welcome(new, *person)
    elif queries.working(new.person_id, new.community_id) is not None:
        raise CardExists
    card = _row(
        new.id,
        new,
        pin_hash=hashed[0],
        pin_key=hashed[1],
        pin_by=new.by,
        pin_at=clock.now(),
        tries=0,
        made_by=new.by,
        replaces=None,
    )
    deeds.note(card, Deed.MADE, new.by, new.organisation_id)
    return card, False


def _welcome(new: NewCard, display_name: str, language: str) -> None:
    """Make the person a member. Raises IdConflict for a person who exists."""
    try:
        identity.person(new.person_id)
    except PersonUnknown:
        identity.create_person(display_name, language, new.person_id)
    else:
        raise IdConflict
    community_service.grant(new.person_id, "member", Place(new.community_id), by=new.by)
    ledger.wallet(new.community_id, new.person_id)


def _row(card_id: uuid.UUID, of: NewCard | WalletCard, **values: object) -> WalletCard:
    number = new_card_number()
    card = WalletCard(
        id=card_id,
        community_id=of.community_id,
        person_id=of.person_id,
        organisation_id=of.organisation_id,
        number=number,
        name=of.name,
        instrument=hashlib.sha256(b"wijkmunt wallet card\0" + number.encode()).digest()[:8],
        used=0,
        made_at=clock.now(),
        ended_as=None,
        ended_at=None,
        **values,
    )
    db.session.add(card)
    db.session.flush()
    return card


def _end(card: WalletCard, how: Ended) -> None:
    card.ended_as = how.value
    card.ended_at = card.ended_at or clock.now()
