"""A card's history, and who is told of it: the holder, and the helpers whom the holder named."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from backend import clock
from backend.cards.models import CardDeed, Deed, WalletCard
from backend.db import db
from backend.ids import new_id
from backend.notices import service as notices

AT_THE_DESK = timedelta(minutes=10)
"""How long a coordinator may go on for a holder who typed the PIN there."""


def note(
    card: WalletCard,
    deed: Deed,
    by: uuid.UUID | None,
    organisation_id: uuid.UUID | None = None,
) -> None:
    """Write a line of the card's history, in the unit of work under way."""
    db.session.add(
        CardDeed(
            id=new_id(),
            card_id=card.id,
            deed=deed.value,
            by=by,
            organisation_id=organisation_id,
            at=clock.now(),
        )
    )


def tell_holder(card: WalletCard, kind: str, by: uuid.UUID | None) -> None:
    """Tell the holder what somebody else did with the card."""
    if by != card.person_id:
        notices.tell([card.person_id], card.community_id, kind, name=card.name)


def history(card_id: uuid.UUID) -> Sequence[CardDeed]:
    """What was done with a card, newest first."""
    return db.session.scalars(
        select(CardDeed)
        .where(CardDeed.card_id == card_id)
        .order_by(CardDeed.at.desc(), CardDeed.id.desc())
    ).all()


def was_shown(card_id: uuid.UUID, by: uuid.UUID, now: datetime) -> bool:
    """Whether the holder typed the PIN before ``by`` in the last minutes."""
    shown = exists().where(
        CardDeed.card_id == card_id,
        CardDeed.deed == Deed.SHOWN.value,
        CardDeed.by == by,
        CardDeed.at > now - AT_THE_DESK,
    )
    return bool(db.session.scalar(select(shown)))


def is_locked(card_id: uuid.UUID) -> bool:
    """Whether the last line about locking says that the card is locked."""
    last = db.session.scalar(
        select(CardDeed.deed)
        .where(
            CardDeed.card_id == card_id,
            CardDeed.deed.in_([Deed.LOCKED.value, Deed.UNLOCKED.value, Deed.PIN.value]),
        )
        .order_by(CardDeed.at.desc(), CardDeed.id.desc())
        .limit(1)
    )
    return last == Deed.LOCKED


def pin_was_changed(person_id: uuid.UUID) -> bool:
    """Whether the person ever chose another PIN than the first."""
    changed = (
        exists()
        .where(CardDeed.deed == Deed.PIN.value)
        .where(CardDeed.card_id == WalletCard.id, WalletCard.person_id == person_id)
    )
    return bool(db.session.scalar(select(changed)))
