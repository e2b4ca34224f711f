"""Tables of credit lines and loans. Amounts are minor units; debts are what the ledger says."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model

_OWNER = "owner_kind IN ('person', 'organisation')"


class CreditLine(Model):
    """How far its owner may go into debt: ``granted``; the part not drawn is a ledger account.

    ``in_debt_since`` is when the first coin was drawn after the debt was last cleared;
    ``by_default``: nobody decided on it, it follows the community's setting upward.
    """

    __tablename__ = "credit_lines"
    __table_args__ = (
        UniqueConstraint("community_id", "owner_id"),
        Index(
            "ix_credit_lines_in_debt",
            "community_id",
            "id",
            sqlite_where=text("in_debt_since IS NOT NULL"),
            postgresql_where=text("in_debt_since IS NOT NULL"),
        ),
        CheckConstraint("granted >= 0", name="granted"),
        CheckConstraint(_OWNER, name="owner_kind"),
        CheckConstraint("(frozen_at IS NULL) = (frozen_why IS NULL)", name="frozen"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    owner_id: Mapped[uuid.UUID]
    owner_kind: Mapped[str] = mapped_column(Text)
    granted: Mapped[int] = mapped_column(Integer)
    by_default: Mapped[bool]
    opened_at: Mapped[datetime]
    in_debt_since: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]
    frozen_why: Mapped[str | None] = mapped_column(Text)


class LineChange(Model):
    """A line asked for by one issuer; above the community's own size a second one decides."""

    __tablename__ = "line_changes"
    __table_args__ = (
        Index(None, "community_id", "status"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint(_OWNER, name="owner_kind"),
        CheckConstraint("status IN ('asked', 'granted', 'declined')", name="status"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    owner_id: Mapped[uuid.UUID]
    owner_kind: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class Loan(Model):
    """Coin lent without interest, out of the fund or made for it; two issuers agree to it.

    What is not spent by ``spend_by`` is taken back, the rest is collected from ``repay_by`` on.
    ``next_on`` is the day on which the loan has to be looked at next.
    """

    __tablename__ = "loans"
    __table_args__ = (
        Index(None, "community_id", "next_on"),
        Index(None, "borrower_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("repaid >= 0 AND repaid <= amount", name="repaid_within_amount"),
        CheckConstraint("borrower_kind IN ('person', 'organisation')", name="borrower_kind"),
        CheckConstraint("source IN ('fund', 'line')", name="source"),
        CheckConstraint("status IN ('asked', 'running', 'repaid', 'declined')", name="status"),
        CheckConstraint("status <> 'running' OR repay_by IS NOT NULL", name="running"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    borrower_id: Mapped[uuid.UUID]
    borrower_kind: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(Integer)
    repaid: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    started_at: Mapped[datetime | None]
    spend_by: Mapped[date | None] = mapped_column(Date)
    repay_by: Mapped[date | None] = mapped_column(Date)
    next_on: Mapped[date | None] = mapped_column(Date)


class LoanRepayment(Model):
    """Coin that came back: ``unspent`` in time, ``due``, or ``early`` by own will."""

    __tablename__ = "loan_repayments"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("why IN ('unspent', 'due', 'early')", name="why"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    loan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("loans.id"), index=True)
    amount: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
