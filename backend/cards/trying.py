"""Trying a PIN: counted before it is looked at, so that nobody tries more by trying at once.

A try is taken in a transaction of its own, in one statement that takes the last one only once,
whatever the number of shops and workers. Only then is the slow hash computed, outside of any
transaction. A right PIN gives the tries back; a locked card's PIN is not looked at at all, so that
neither the answer nor its time tells whether it was right.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import update

from backend import clock
from backend.cards import deeds, pins, rules
from backend.cards.errors import CardLocked, CardPinWrong
from backend.cards.models import Deed, WalletCard, WrongPin
from backend.db import DuplicateRow, db, unit_of_work
from backend.errors import IdConflict
from backend.web.throttle import limit, require_room

_WRONG = "wrong card pin at a shop"
WRONG_PINS_OF_A_SHOP = "20 per hour"
ASKED_OF_A_SHOP = "200 per hour"


@dataclass(frozen=True, slots=True)
class Try:
    """A PIN that was typed for a card at an organisation; ``id`` is the command's, if it has one.

    ``by`` is who holds the screen on which it was typed.
    """

    card: WalletCard
    pin: str
    organisation_id: uuid.UUID
    by: uuid.UUID
    id: uuid.UUID | None = None


def require_right(tried: Try) -> None:
    """Return when the PIN is right; then the card's tries are all there again.

    Raises PinInvalid, CardPinWrong (also for a command that was refused so before, which is no
    other try), CardLocked, IdConflict, and Throttled for a shop where very many were wrong.
    """
    pin = rules.read_pin(tried.pin)
    place = str(tried.organisation_id)
    _refuse_again(tried)
    require_room(_WRONG, place, WRONG_PINS_OF_A_SHOP)
    limit("card pin at a shop", place, ASKED_OF_A_SHOP)
    card = tried.card
    pin_hash, key_id = _take(card.id)
    if pins.is_right(pin, card.person_id, pin_hash, key_id):
        renewed = pins.hash_pin(pin, card.person_id) if pins.is_old(key_id) else None
        _give_back(card.id, pin_hash, renewed)
        return
    try:
        left = _keep_wrong(tried)
    except DuplicateRow:
        raise CardPinWrong from None
    try:
        limit(_WRONG, place, WRONG_PINS_OF_A_SHOP)
    finally:
        if not left:
            raise CardLocked
    raise CardPinWrong


def _refuse_again(tried: Try) -> None:
    if tried.id is None:
        return
    earlier = db.session.get(WrongPin, tried.id, populate_existing=True)
    if earlier is None:
        return
    if (earlier.card_id, earlier.shop_id) != (tried.card.id, tried.organisation_id):
        raise IdConflict
    raise CardPinWrong


@unit_of_work
def _take(card_id: uuid.UUID) -> tuple[str, str]:
    """Take one of the tries that are left. Raises CardLocked when there is none."""
    taken = db.session.execute(
        update(WalletCard)
        .where(WalletCard.id == card_id, WalletCard.tries < rules.TRIES)
        .values(tries=WalletCard.tries + 1)
        .returning(WalletCard.pin_hash, WalletCard.pin_key),
        execution_options={"synchronize_session": False},
    ).one_or_none()
    if taken is None:
        raise CardLocked
    return taken.pin_hash, taken.pin_key


@unit_of_work
def _give_back(card_id: uuid.UUID, old_hash: str, renewed: tuple[str, str] | None) -> None:
    """All tries again; a PIN kept under an older secret is kept under the newest from now on."""
    db.session.execute(
        update(WalletCard).where(WalletCard.id == card_id).values(tries=0),
        execution_options={"synchronize_session": False},
    )
    if renewed is not None:
        pin_hash, pin_key = renewed
        # Not when the holder chose another PIN meanwhile.
        db.session.execute(
            update(WalletCard)
            .where(WalletCard.id == card_id, WalletCard.pin_hash == old_hash)
            .values(pin_hash=pin_hash, pin_key=pin_key),
            execution_options={"synchronize_session": False},
        )


@unit_of_work
def _keep_wrong(tried: Try) -> bool:
    """Note the refusal, and say whether any try is left; tell the holder when none is."""
    card = db.session.get_one(
        WalletCard, tried.card.id, populate_existing=True, with_for_update=True
    )
    if tried.id is not None:
        db.session.add(
            WrongPin(id=tried.id, card_id=card.id, shop_id=tried.organisation_id, at=clock.now())
        )
    if card.tries < rules.TRIES:
        return True
    if not deeds.is_locked(card.id):
        deeds.note(card, Deed.LOCKED, None, tried.organisation_id)
        deeds.tell_holder(card, "card_was_locked", None)
    return False
