"""Tables: budgets, and issues (who put coin into one, and why)."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class Budget(Model):
    """Coin set aside for an organisation's tasks, on a ledger account of its own."""

    __tablename__ = "budgets"
    __table_args__ = (
        UniqueConstraint("account_id"),
        Index(None, "community_id"),
        Index(None, "organisation_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    account_id: Mapped[uuid.UUID]
    name: Mapped[str] = mapped_column(Text)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class Issue(Model):
    """Coin made and put into a budget; its ledger transfer has the same id."""

    __tablename__ = "issues"
    __table_args__ = (Index(None, "budget_id"), CheckConstraint("amount > 0", name="amount"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    budget_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("budgets.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    why: Mapped[str] = mapped_column(Text)
    issued_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
