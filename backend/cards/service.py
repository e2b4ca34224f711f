"""What cards offer to routes, and to the rooms that wire or read them."""

import uuid

from sqlalchemy import select

from backend import clock
from backend.cards import deeds
from backend.cards.making import NewCard, block, enrol, make_own, substitute
from backend.cards.models import Deed, WalletCard
from backend.cards.opening import choose_pin, open_card, unlock
from backend.cards.paying import CardOrder, pay
from backend.cards.rules import Ended
from backend.db import db, unit_of_work

__all__ = [
    "CardOrder",
    "NewCard",
    "block",
    "block_all_of",
    "choose_pin",
    "enrol",
    "make_own",
    "note_printed",
    "open_card",
    "pay",
    "substitute",
    "unlock",
]


@unit_of_work
def block_all_of(person_id: uuid.UUID, by: uuid.UUID | None, reason: str) -> int:
    """Block every card of a person, as part of whatever ends what they lost; says how many."""
    del reason
    working = select(WalletCard).where(
        WalletCard.person_id == person_id, WalletCard.ended_as.is_(None)
    )
    cards = db.session.scalars(working.with_for_update()).all()
    for card in cards:
        card.ended_as, card.ended_at = Ended.BLOCKED.value, clock.now()
        deeds.note(card, Deed.BLOCKED, by)
        deeds.tell_holder(card, "card_was_blocked", by)
    return len(cards)


@unit_of_work
def note_printed(card_id: uuid.UUID, by: uuid.UUID) -> None:
    """Write down that somebody printed a statement for the holder."""
    deeds.note(db.session.get_one(WalletCard, card_id), Deed.PRINTED, by)
