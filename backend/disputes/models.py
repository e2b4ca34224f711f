"""Tables: disputes as they stand, and every step of their history, which is only ever added to."""

import uuid
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model

_CLOSED = "(status = 'closed') = (closed_at IS NOT NULL)"
_OUTCOME = "(status = 'closed') = (outcome IS NOT NULL)"


class Dispute(Model):
    """A payer's word that ``amount`` minor units of a payment are not right.

    ``refunded`` is what the shop gave back because of it, ``owed`` what was decided and is not
    paid yet. ``due_at`` is until when whoever's turn it is has time; NULL: there is no end.
    """

    __tablename__ = "disputes"
    __table_args__ = (
        Index(None, "community_id", "status"),
        Index(None, "shop_id", "opened_at"),
        Index(None, "person_id", "opened_at"),
        Index(
            "uq_disputes_open",
            "payment_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint("status IN ('open', 'answered', 'asked', 'closed')", name="status"),
        CheckConstraint(
            "outcome IN ('accepted', 'decided', 'withdrawn', 'lapsed')", name="outcome"
        ),
        CheckConstraint(_CLOSED, name="closed_at"),
        CheckConstraint(_OUTCOME, name="closed_how"),
        CheckConstraint("amount > 0 AND refunded >= 0 AND owed >= 0", name="amounts"),
        CheckConstraint("owed = 0 OR outcome = 'decided'", name="owed_by_decision"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    payment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("payments.id"))
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    shop_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    refunded: Mapped[int] = mapped_column(Integer)
    owed: Mapped[int] = mapped_column(Integer)
    steps: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]


class DisputeStep(Model):
    """What somebody said or did, or what the calendar did (``person_id`` NULL), and when.

    ``amount``: minor units given back, to be given back, or paid, by the kind of step.
    """

    __tablename__ = "dispute_steps"
    __table_args__ = (
        UniqueConstraint("dispute_id", "number"),
        CheckConstraint(
            "kind IN ('opened', 'answered', 'accepted', 'asked', 'overdue', 'decided', 'paid',"
            " 'lapsed', 'withdrawn')",
            name="kind",
        ),
        CheckConstraint("amount >= 0", name="amount"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    dispute_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("disputes.id"))
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(Integer)
    refund_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("refunds.id"))
