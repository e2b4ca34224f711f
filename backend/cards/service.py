"""What cards offer to routes, and to the rooms that wire or read them."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from backend import clock
from backend.cards import access, deeds
from backend.cards.errors import HolderNotHere
from backend.cards.making import NewCard, block, enrol, make_own, substitute
from backend.cards.models import Deed, WalletCard
from backend.cards.opening import choose_pin, open_card, unlock
from backend.cards.paying import CardOrder, pay
from backend.cards.rules import Ended
from backend.db import db, unit_of_work
from backend.ledger import service as ledger
from backend.web.caller import Caller

__all__ = [
    "CardOrder",
    "HolderWallet",
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
    "wallet_at_the_desk",
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


@dataclass(frozen=True, slots=True)
class HolderWallet:
    """Whose wallet a card names."""

    person_id: uuid.UUID
    account_id: uuid.UUID


def wallet_at_the_desk(caller: Caller, card_id: uuid.UUID) -> HolderWallet:
    """The wallet of a holder who typed the PIN before this coordinator in the last minutes.

    Raises NotFound, Forbidden, HolderNotHere.
    """
    card, _ = access.card_for(caller, card_id, "coordinator")
    if not deeds.was_shown(card_id, caller.person_id, clock.now()):
        raise HolderNotHere
    return HolderWallet(card.person_id, ledger.wallet(card.community_id, card.person_id))


@unit_of_work
def note_printed(card_id: uuid.UUID, by: uuid.UUID) -> None:
    """Write down that somebody printed a statement for the holder."""
    deeds.note(db.session.get_one(WalletCard, card_id), Deed.PRINTED, by)
