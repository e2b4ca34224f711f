"""The tables: certificates, what shops accepted without a network, what is owed, the guarantee."""

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
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class Status(StrEnum):
    """What the shop got: all from the payer, all with the guarantee's help, a part, nothing."""

    PAID = "paid"
    COVERED = "covered"
    SHORT = "short"
    REFUSED = "refused"


class IssuedCertificate(Model):
    """A certificate as it was given to a phone; ``allowance`` in minor units."""

    __tablename__ = "offline_certificates"
    __table_args__ = (
        Index(None, "community_id", "expires_at"),
        CheckConstraint("allowance > 0", name="allowance"),
    )
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    serial: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    key_id: Mapped[bytes] = mapped_column(LargeBinary)
    allowance: Mapped[int] = mapped_column(Integer)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class OfflinePayment(Model):
    """What a shop accepted without a network, and what became of it; the id is the shop's.

    Of ``amount`` (minor units) ``received`` came to the till, ``covered`` of it from the
    guarantee; the rest the shop bears. ``reason`` is why the payer's coin was not enough or did
    not count, ``lost_because`` why the guarantee did not bear all of it. Payer, key, counter and
    serial are kept only when the code was truly signed by that key. ``said`` is the SHA-256 of
    everything the shop sent; ``code`` is kept as evidence.
    ``blameless``: the payer does not owe what the guarantee paid.
    """

    __tablename__ = "offline_payments"
    __table_args__ = (
        Index(None, "shop_id", "accepted_day"),
        Index(None, "key_id", "counter"),
        Index(None, "payer_id", "community_id"),
        Index(
            "ix_offline_payments_conflicts",
            "community_id",
            "settled_at",
            sqlite_where=text("status <> 'paid'"),
            postgresql_where=text("status <> 'paid'"),
        ),
        CheckConstraint("amount > 0 AND received <= amount", name="received"),
        CheckConstraint("covered >= 0 AND covered <= received", name="covered"),
        CheckConstraint(
            "(status = 'paid' AND received = amount AND covered = 0)"
            " OR (status = 'covered' AND received = amount AND covered > 0)"
            " OR (status = 'short' AND received > 0 AND received < amount)"
            " OR (status = 'refused' AND received = 0)",
            name="status",
        ),
        CheckConstraint("(status = 'paid') = (reason IS NULL)", name="reason"),
        CheckConstraint("(received = amount) = (lost_because IS NULL)", name="lost_because"),
        CheckConstraint("(key_id IS NULL) = (counter IS NULL)", name="code_whole"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    shop_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    cashier_id: Mapped[uuid.UUID | None]
    payer_id: Mapped[uuid.UUID | None]
    key_id: Mapped[bytes | None] = mapped_column(LargeBinary)
    counter: Mapped[int | None] = mapped_column(BigInteger)
    serial: Mapped[int | None] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(Integer)
    received: Mapped[int] = mapped_column(Integer)
    covered: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    lost_because: Mapped[str | None] = mapped_column(Text)
    blameless: Mapped[bool]
    booked: Mapped[bool]
    said: Mapped[bytes] = mapped_column(LargeBinary)
    evidence: Mapped[bytes] = mapped_column(LargeBinary)
    code: Mapped[str] = mapped_column(Text)
    accepted_at: Mapped[datetime]
    accepted_day: Mapped[date] = mapped_column(Date)
    settled_at: Mapped[datetime]


class Debt(Model):
    """What a wallet owes of one acceptance, minor units; closed when whole or forgiven.

    ``to_guarantee`` is what the guarantee paid, ``to_shop`` what nobody has paid yet. Forgiven,
    ``given_back`` of what was repaid is the guarantee's loss as well.
    """

    __tablename__ = "offline_debts"
    __table_args__ = (
        Index(
            "ix_offline_debts_open",
            "person_id",
            "community_id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint("to_guarantee >= 0 AND to_shop >= 0", name="owed"),
        CheckConstraint(
            "repaid_guarantee BETWEEN 0 AND to_guarantee AND repaid_shop BETWEEN 0 AND to_shop",
            name="repaid",
        ),
        CheckConstraint("(waived_at IS NULL) = (waived_by IS NULL)", name="waived"),
        CheckConstraint(
            "given_back = 0 OR (waived_at IS NOT NULL"
            " AND given_back = repaid_guarantee + repaid_shop)",
            name="given_back",
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offline_payments.id"), primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    shop_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    to_guarantee: Mapped[int] = mapped_column(Integer)
    to_shop: Mapped[int] = mapped_column(Integer)
    repaid_guarantee: Mapped[int] = mapped_column(Integer)
    repaid_shop: Mapped[int] = mapped_column(Integer)
    given_back: Mapped[int] = mapped_column(Integer, server_default="0")
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    waived_at: Mapped[datetime | None]
    waived_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    waived_why: Mapped[str | None] = mapped_column(Text)

    @property
    def owed(self) -> int:
        """What is still owed, minor units; nothing once it is closed."""
        if self.closed_at is not None:
            return 0
        return self.to_guarantee + self.to_shop - self.repaid_guarantee - self.repaid_shop


class GuaranteeMove(Model):
    """Coin put into the guarantee account (``amount`` > 0) or taken back out of it (< 0)."""

    __tablename__ = "guarantee_moves"
    __table_args__ = (
        Index(None, "community_id", "at"),
        CheckConstraint("amount <> 0", name="amount"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    programme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("programmes.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    why: Mapped[str] = mapped_column(Text)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
