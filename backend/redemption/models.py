"""Tables: bank details, requests to redeem, settlements with their lines, bank statements."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model

_STATUSES = "status IN ('open', 'gathered', 'released', 'paid', 'returned', 'cancelled')"
_SETTLEMENTS = "status IN ('gathered', 'released', 'dissolved')"
_OUTCOMES = (
    "outcome IN ('waiting', 'paid', 'paid_before', 'returned', 'returned_before', 'unmatched')"
)


class BankDetails(Model):
    """A bank account of an organisation, or of a community (``owner_id``); the newest row counts.

    ``sealed`` holds number and holder; ``last4`` are the number's last characters.
    """

    __tablename__ = "bank_details"
    __table_args__ = (Index(None, "owner_id", "set_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    owner_id: Mapped[uuid.UUID]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last4: Mapped[str] = mapped_column(Text)
    set_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class FeeChoice(Model):
    """Which association gets an organisation's fees, where the rules give them to one."""

    __tablename__ = "fee_choices"

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True
    )
    association_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    chosen_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    chosen_at: Mapped[datetime]


class Redemption(Model):
    """An organisation's request to turn coin into euro.

    ``asked`` is what was asked for (NULL: all), ``amount`` what was taken out of the till, in
    minor units; ``fee_parts`` are pairs of an organisation's id (null: the fund) and minor units.
    ``attempt`` counts how often it was sent: a payment that the bank returned can be sent again.
    """

    __tablename__ = "redemptions"
    __table_args__ = (
        Index(None, "organisation_id", "asked_at"),
        Index(None, "community_id", "status", "asked_at"),
        CheckConstraint(_STATUSES, name="status"),
        CheckConstraint("fee >= 0 AND amount > fee AND euro_cents > 0", name="amounts"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    asked: Mapped[int | None] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)
    fee: Mapped[int] = mapped_column(BigInteger)
    fee_parts: Mapped[list[list[object]]] = mapped_column(JSON)
    euro_cents: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(Text)
    attempt: Mapped[int]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Settlement(Model):
    """Requests that are paid together; ``gathered_by`` NULL: by the calendar, unchecked yet.

    ``file`` is the sealed bank file, made once, when a second treasurer released it.
    """

    __tablename__ = "settlements"
    __table_args__ = (
        Index(None, "community_id", "gathered_at"),
        CheckConstraint(_SETTLEMENTS, name="status"),
        CheckConstraint(
            "status <> 'released' OR (gathered_by IS NOT NULL AND released_by IS NOT NULL "
            "AND released_by <> gathered_by AND file IS NOT NULL)",
            name="two_people",
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    status: Mapped[str] = mapped_column(Text)
    gathered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    gathered_at: Mapped[datetime]
    cut_off: Mapped[date | None] = mapped_column(Date)
    refused_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    refused_at: Mapped[datetime | None]
    refused_why: Mapped[str | None] = mapped_column(Text)
    released_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime | None]
    debtor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("bank_details.id"))
    execution_day: Mapped[date | None] = mapped_column(Date)
    file: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class SettlementLine(Model):
    """One payout of a settlement: to which account, how much, under which end-to-end id.

    Of one attempt of a request at most one line counts; those taken out again do not.
    """

    __tablename__ = "settlement_lines"
    __table_args__ = (
        Index(None, "settlement_id"),
        UniqueConstraint("end_to_end_id"),
        Index(
            "uq_settlement_lines_attempt",
            "redemption_id",
            "attempt",
            unique=True,
            sqlite_where=text("taken_out_at IS NULL"),
            postgresql_where=text("taken_out_at IS NULL"),
        ),
        CheckConstraint("euro_cents > 0 AND amount > fee AND fee >= 0", name="amounts"),
        CheckConstraint("returned_at IS NULL OR paid_at IS NOT NULL", name="returned"),
        CheckConstraint("taken_out_at IS NULL OR paid_at IS NULL", name="taken_out"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    settlement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("settlements.id"))
    redemption_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("redemptions.id"))
    attempt: Mapped[int]
    bank_details_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bank_details.id"))
    end_to_end_id: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(BigInteger)
    fee: Mapped[int] = mapped_column(BigInteger)
    fee_parts: Mapped[list[list[object]]] = mapped_column(JSON)
    euro_cents: Mapped[int] = mapped_column(BigInteger)
    paid_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    return_reason: Mapped[str | None] = mapped_column(Text)
    fee_kept: Mapped[int] = mapped_column(BigInteger)
    taken_out_at: Mapped[datetime | None]
    taken_out_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class BankStatement(Model):
    """A statement that a treasurer uploaded; ``mark`` is the bank's own id and page of it."""

    __tablename__ = "bank_statements"
    __table_args__ = (
        Index(None, "community_id", "uploaded_at"),
        UniqueConstraint("community_id", "mark"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bank_details.id"))
    mark: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date | None] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    uploaded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[datetime]


class StatementEntry(Model):
    """One payment on a statement, and what came of it; ``said`` is its sealed remark."""

    __tablename__ = "statement_entries"
    __table_args__ = (
        Index(None, "line_id"),
        CheckConstraint(_OUTCOMES, name="outcome"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
    )

    statement_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("bank_statements.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    direction: Mapped[str] = mapped_column(Text)
    euro_cents: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[date | None] = mapped_column(Date)
    end_to_end_id: Mapped[str] = mapped_column(Text)
    return_reason: Mapped[str | None] = mapped_column(Text)
    said: Mapped[bytes] = mapped_column(LargeBinary)
    outcome: Mapped[str] = mapped_column(Text)
    why: Mapped[str | None] = mapped_column(Text)
    line_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("settlement_lines.id"))


class CoinLots(Model):
    """The coin of an account in the order in which it came in (see ``fifo``)."""

    __tablename__ = "coin_lots"
    __table_args__ = (Index(None, "community_id"),)

    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("ledger_accounts.id"), primary_key=True
    )
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    lots: Mapped[list[list[int]]] = mapped_column(JSON)


class LotCursor(Model):
    """How far the ledger was replayed for a community: its last transfer, and how many so far."""

    __tablename__ = "lot_cursors"

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    at: Mapped[datetime]
    transfer_id: Mapped[uuid.UUID]
    counted: Mapped[int] = mapped_column(BigInteger)
