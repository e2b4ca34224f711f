"""The tables of this feature: payments, refunds, limits, and codes in other clothes."""

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
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.web.sealed import SIGNED_CODE


class Status(StrEnum):
    """What became of a payment. ``expired`` is never stored: a waiting one ends by the clock."""

    PAID = "paid"
    WAITING = "waiting"
    REFUSED = "refused"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Means(StrEnum):
    """How a payer showed the wish to pay."""

    CODE = "code"
    OFFLINE = "offline"
    CARD = "card"
    REQUEST = "request"


class Payment(Model):
    """One attempt to be paid, also a refused one: the id belongs to it for ever.

    ``key_id`` and ``counter`` say what was used up: a number of the payer's key or, by other
    ``means``, of a card or of a payment request, whose 8 bytes stand for it here.

    ``key_id`` and ``counter`` are kept only when the code was truly signed by that key; else
    anybody could use up another's codes by forging them. Amounts are minor units.

    The stamps of the batch that writes a row vouch for whom and what it names; foreign keys
    would lock those rows as well, and everybody who pays one shop would queue for its row.
    """

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("key_id", "counter"),
        Index(None, "shop_id", "at"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("refunded >= 0 AND refunded <= amount", name="refunded_within_amount"),
        CheckConstraint("refunded = 0 OR status = 'paid'", name="refunded_only_paid"),
        CheckConstraint("(key_id IS NULL) = (counter IS NULL)", name="code_whole"),
        CheckConstraint("status = 'refused' OR counter IS NOT NULL", name="code_spent"),
        CheckConstraint("status <> 'waiting' OR expires_at IS NOT NULL", name="waiting_ends"),
        CheckConstraint("(status = 'refused') = (reason IS NOT NULL)", name="refused_reason"),
        CheckConstraint(
            "status IN ('paid', 'waiting', 'refused', 'declined', 'cancelled')", name="status"
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID]
    shop_id: Mapped[uuid.UUID]
    cashier_id: Mapped[uuid.UUID]
    payer_id: Mapped[uuid.UUID | None]
    key_id: Mapped[bytes | None] = mapped_column(LargeBinary)
    counter: Mapped[int | None] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(Integer)
    refunded: Mapped[int] = mapped_column(Integer, server_default="0")
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    reason_number: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    means: Mapped[str] = mapped_column(Text, server_default="code")


class Refund(Model):
    """Coin that a shop gave back, whole or in part. ``at`` is when."""

    __tablename__ = "refunds"
    __table_args__ = (
        Index(None, "shop_id", "at"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    payment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("payments.id"), index=True)
    shop_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class PaymentLimit(Model):
    """The limit that a member chose: up to it an open code pays without asking. Minor units."""

    __tablename__ = "payment_limits"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    amount: Mapped[int] = mapped_column(Integer)


class ShortCode(Model):
    """Eight digits that stand for a payment code on a screen; only their keyed hash is kept.

    The code itself lies sealed: it pays for a minute and a half, whoever shows it.

    ``payment_id`` is the payment that used them up.
    """

    __tablename__ = "short_codes"
    digits_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    code: Mapped[str] = mapped_column(SIGNED_CODE)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    payment_id: Mapped[uuid.UUID | None]


class ServerCodeCounter(Model):
    """The last counter of a key that the server keeps for a phone that cannot."""

    __tablename__ = "server_code_counters"
    key_id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    counter: Mapped[int] = mapped_column(BigInteger)


class Visit(Model):
    """A payment by a member of another community (``home_id``) that shares the currency."""

    __tablename__ = "visits"
    __table_args__ = (Index(None, "home_id", "community_id"),)
    payment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    home_id: Mapped[uuid.UUID]
    community_id: Mapped[uuid.UUID]


class VisitTotal(Model):
    """What members of ``home_id`` spent in a month (its first day) at counters of another."""

    __tablename__ = "visit_totals"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)
    home_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    most: Mapped[int | None] = mapped_column(BigInteger)
