"""Tables: programmes and their lines, budgets, and every decision that moves their coin or euro.

A row that moved something has the id of its ledger transfer.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model

OPEN, CLOSED = "open", "closed"
WAITING, BOOKED, DECLINED, EXPIRED = "waiting", "booked", "declined", "expired"
ALLOCATE, RETURN = "allocate", "return_allocation"

_DECIDED = (
    "(status = 'waiting' AND decided_by IS NULL AND decided_at IS NULL)"
    " OR (status IN ('booked', 'declined') AND decided_at IS NOT NULL)"
)


class Programme(Model):
    """What a funder pays for: a purpose, a period (both days included), an amount in each money.

    ``amount`` (minor units) is the most coin that is issued for it, ``euro_cents`` what the funder
    pays.
    """

    __tablename__ = "programmes"
    __table_args__ = (
        UniqueConstraint("account_id"),
        Index(None, "community_id"),
        CheckConstraint("status IN ('open', 'closed')", name="status"),
        CheckConstraint("ends_on >= starts_on", name="period"),
        CheckConstraint("amount > 0 AND euro_cents >= 0", name="amount"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    account_id: Mapped[uuid.UUID]
    funder: Mapped[str] = mapped_column(Text)
    funder_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    euro_cents: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(Text)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]


class ProgrammeLine(Model):
    """A part of a programme that is meant for one thing, and the most coin that goes to it."""

    __tablename__ = "programme_lines"
    __table_args__ = (Index(None, "programme_id"), CheckConstraint("amount > 0", name="amount"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programmes.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(BigInteger)


class Budget(Model):
    """Coin set aside for an organisation's tasks, on a ledger account of its own.

    ``low_told_at`` is when its coordinators were told that little is left; it is forgotten when
    more comes in.
    """

    __tablename__ = "budgets"
    __table_args__ = (
        UniqueConstraint("account_id"),
        Index(None, "community_id"),
        Index(None, "organisation_id"),
        Index(None, "programme_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    account_id: Mapped[uuid.UUID]
    name: Mapped[str] = mapped_column(Text)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    programme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("programmes.id"))
    line_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("programme_lines.id"))
    low_told_at: Mapped[datetime | None]


class Issue(Model):
    """Coin for a programme: asked for by one issuer, made when another one agrees.

    Rows with a ``budget_id`` are from the time when coin was put straight into a budget.
    """

    __tablename__ = "issues"
    __table_args__ = (
        Index(None, "budget_id"),
        Index(None, "programme_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("(budget_id IS NULL) <> (programme_id IS NULL)", name="into"),
        CheckConstraint(_DECIDED, name="status"),
        CheckConstraint(
            "budget_id IS NOT NULL OR status <> 'booked'"
            " OR (decided_by IS NOT NULL AND decided_by <> issued_by)",
            name="two_issuers",
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    budget_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("budgets.id"))
    programme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("programmes.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    why: Mapped[str] = mapped_column(Text)
    issued_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    status: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)


class Allocation(Model):
    """Coin that went from a programme to a budget, or (``return_allocation``) back."""

    __tablename__ = "allocations"
    __table_args__ = (
        Index(None, "programme_id"),
        Index(None, "budget_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("kind IN ('allocate', 'return_allocation')", name="kind"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programmes.id"))
    line_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("programme_lines.id"))
    budget_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("budgets.id"))
    kind: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(BigInteger)
    why: Mapped[str] = mapped_column(Text)
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class IssueReturn(Model):
    """Coin that a programme did not need, and that exists no longer."""

    __tablename__ = "issue_returns"
    __table_args__ = (Index(None, "programme_id"), CheckConstraint("amount > 0", name="amount"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    programme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("programmes.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    why: Mapped[str] = mapped_column(Text)
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Deposit(Model):
    """Euro that came into the reserve on ``day``, by the reference on the bank's statement."""

    __tablename__ = "deposits"
    __table_args__ = (
        UniqueConstraint("community_id", "bank_reference"),
        CheckConstraint("cents > 0", name="cents"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    cents: Mapped[int] = mapped_column(BigInteger)
    bank_reference: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date)
    received_from: Mapped[str] = mapped_column(Text)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Withdrawal(Model):
    """Euro to be taken out of the reserve: asked for by one treasurer, done by another."""

    __tablename__ = "withdrawals"
    __table_args__ = (
        Index(None, "community_id"),
        CheckConstraint("cents > 0", name="cents"),
        CheckConstraint(_DECIDED, name="status"),
        CheckConstraint(
            "status <> 'booked' OR (decided_by IS NOT NULL AND decided_by <> made_by)",
            name="two_treasurers",
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    cents: Mapped[int] = mapped_column(BigInteger)
    why: Mapped[str] = mapped_column(Text)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    status: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
