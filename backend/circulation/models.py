"""Tables of sales, trade, wages, notes and shared currencies. Amounts are minor units of coin.

``..._kind`` says whose id stands beside it: a person's or an organisation's.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    JSON,
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


class ExchangeOffice(Model):
    """An organisation that the treasurers let sell coin, until ``ended_at``."""

    __tablename__ = "exchange_offices"
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True
    )
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), index=True)
    named_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    named_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ChosenAssociation(Model):
    """The association that a member wants the community's gifts to go to."""

    __tablename__ = "chosen_associations"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    chosen_at: Mapped[datetime]


class Customer(Model):
    """A member who showed a code at a desk: found without a list of names, for a quarter hour.

    ``most`` is what the code would have paid without a question, and so the most that may be
    taken from the wallet with it, once (``spent_by``).
    """

    __tablename__ = "customers"
    __table_args__ = (UniqueConstraint("key_id", "counter"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    served_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    key_id: Mapped[bytes] = mapped_column(LargeBinary)
    counter: Mapped[int] = mapped_column(BigInteger)
    most: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    spent_by: Mapped[uuid.UUID | None]


class Sale(Model):
    """Coin bought with ``cents`` euro; its ledger transfer has the same id.

    ``gift_paid_at`` is empty while the fund owes the gift to the association ``gift_to``, which
    the buyer named then (``gift_chosen``) or before.
    """

    __tablename__ = "sales"
    __table_args__ = (
        UniqueConstraint("community_id", "paid_by", "reference"),
        Index(None, "community_id", "at"),
        CheckConstraint("cents > 0 AND amount > 0", name="positive"),
        CheckConstraint("bonus >= 0 AND gift >= 0", name="shares"),
        CheckConstraint("gift = 0 OR gift_to IS NOT NULL", name="gift_to_somebody"),
        CheckConstraint("buyer_kind IN ('person', 'organisation')", name="buyer_kind"),
        CheckConstraint("paid_by IN ('bank', 'cash')", name="paid_by"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    office_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    sold_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    buyer_id: Mapped[uuid.UUID]
    buyer_kind: Mapped[str] = mapped_column(Text)
    cents: Mapped[int] = mapped_column(BigInteger)
    paid_by: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(Integer)
    bonus: Mapped[int] = mapped_column(Integer)
    gift: Mapped[int] = mapped_column(Integer)
    gift_to: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    gift_chosen: Mapped[bool]
    gift_paid_at: Mapped[datetime | None]
    at: Mapped[datetime]


class Contribution(Model):
    """Coin that was put into the community's fund out of a budget."""

    __tablename__ = "contributions"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), index=True)
    budget_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("budgets.id"))
    amount: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(Text)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Trade(Model):
    """An organisation paid another; its ledger transfer has the same id."""

    __tablename__ = "trades"
    __table_args__ = (
        Index(None, "payer_id", "at"),
        Index(None, "payee_id", "at"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("refunded >= 0 AND refunded <= amount", name="refunded_within_amount"),
        CheckConstraint("payer_id <> payee_id", name="two_organisations"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    payer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    payee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int] = mapped_column(Integer)
    refunded: Mapped[int] = mapped_column(Integer, server_default="0")
    memo: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class TradeRefund(Model):
    """All or part of a trade, given back by whoever received it."""

    __tablename__ = "trade_refunds"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    trade_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("trades.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Wage(Model):
    """An organisation paid a person for work, with what the fund adds."""

    __tablename__ = "wages"
    __table_args__ = (
        Index(None, "organisation_id", "at"),
        CheckConstraint("amount > 0 AND bonus >= 0", name="amounts"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    paid_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int] = mapped_column(Integer)
    bonus: Mapped[int] = mapped_column(Integer)
    memo: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class NoteExchange(Model):
    """Printed notes handed out for coin, or coin for notes taken in.

    ``notes``: ``[{amount, count}]``, as many of each denomination.
    """

    __tablename__ = "note_exchanges"
    __table_args__ = (
        Index(None, "community_id", "at"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("direction IN ('out', 'in')", name="direction"),
        CheckConstraint("holder_kind IN ('person', 'organisation')", name="holder_kind"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    direction: Mapped[str] = mapped_column(Text)
    holder_id: Mapped[uuid.UUID]
    holder_kind: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(Integer)
    notes: Mapped[list[dict[str, int]]] = mapped_column(JSON)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class NotesOut(Model):
    """How many notes of a denomination are with the people."""

    __tablename__ = "notes_out"
    __table_args__ = (CheckConstraint("count >= 0", name="count"),)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    amount: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Integer)


class Netting(Model):
    """One community made good to another what its members spent there, once a month.

    ``amount`` of coin was taken over, for ``cents`` euro; its transfers are derived from its id.
    """

    __tablename__ = "nettings"
    __table_args__ = (
        UniqueConstraint("payer_id", "payee_id", "month"),
        Index(None, "payee_id"),
        CheckConstraint("amount >= 0 AND cents >= 0", name="amounts"),
        CheckConstraint("status IN ('settled', 'short')", name="status"),
        CheckConstraint("payer_id <> payee_id", name="two_communities"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    payer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    payee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    month: Mapped[date] = mapped_column(Date)
    amount: Mapped[int] = mapped_column(BigInteger)
    cents: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
