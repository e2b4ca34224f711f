"""The tables of wallet cards. Amounts are minor units; days are the community's own."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model

_WORKS = text("ended_as IS NULL")


class WalletCard(Model):
    """A number on a card that names its holder's wallet, until it ends.

    ``pin_hash`` is argon2id over a keyed hash of the PIN, ``pin_key`` names the installation's
    secret in it. ``tries`` counts the PINs tried since the last right one. ``used`` is the number
    of the last payment; ``instrument`` stands for the card in payments. ``organisation_id`` is
    where the card was made, NULL when its holder made it. ``replaces`` is the card before it.
    """

    __tablename__ = "wallet_cards"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("instrument"),
        Index(
            "uq_wallet_cards_working",
            "person_id",
            "community_id",
            unique=True,
            sqlite_where=_WORKS,
            postgresql_where=_WORKS,
        ),
        Index(None, "organisation_id"),
        CheckConstraint("length(number) = 12", name="number"),
        CheckConstraint("length(instrument) = 8", name="instrument"),
        CheckConstraint("tries >= 0", name="tries"),
        CheckConstraint("used >= 0", name="used"),
        CheckConstraint("ended_as IN ('blocked', 'replaced')", name="ended_as"),
        CheckConstraint("(ended_as IS NULL) = (ended_at IS NULL)", name="ended"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    number: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    instrument: Mapped[bytes] = mapped_column(LargeBinary)
    pin_hash: Mapped[str] = mapped_column(Text)
    pin_key: Mapped[str] = mapped_column(Text)
    pin_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    pin_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(Integer, server_default="0")
    used: Mapped[int] = mapped_column(BigInteger, server_default="0")
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    replaces: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("wallet_cards.id"))
    ended_as: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None]


class CardDay(Model):
    """What a member paid by card in a community on a day, whichever card it was."""

    __tablename__ = "card_days"
    __table_args__ = (CheckConstraint("spent > 0", name="spent"),)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    spent: Mapped[int] = mapped_column(BigInteger)


class WrongPin(Model):
    """A command that was refused for its PIN, so that sending it again is not another try."""

    __tablename__ = "card_wrong_pins"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("wallet_cards.id"), index=True)
    shop_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    at: Mapped[datetime]


class Deed(StrEnum):
    """What was done with a card, beside paying."""

    MADE = "made"
    REPLACED = "replaced"
    BLOCKED = "blocked"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    PIN = "pin"
    SHOWN = "shown"
    PRINTED = "printed"
    EARNED = "earned"
    HANDED_OVER = "handed_over"


class CardDeed(Model):
    """One line of a card's history: who did what, and where (NULL: not at an organisation)."""

    __tablename__ = "card_deeds"
    __table_args__ = (Index(None, "card_id", "at"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("wallet_cards.id"))
    deed: Mapped[str] = mapped_column(Text)
    by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    at: Mapped[datetime]


class HandOver(Model):
    """A way to put the wallet of somebody without a phone on one; ``by`` is who opened it.

    Only the SHA-256 of its token is kept. ``keep_card``: the card goes on to work afterwards.
    """

    __tablename__ = "card_hand_overs"
    __table_args__ = (UniqueConstraint("token_hash"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("wallet_cards.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    keep_card: Mapped[bool]
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
