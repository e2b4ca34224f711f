"""The tables: what members sent, payment requests and who paid them, bills, hidden contacts."""

import uuid
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
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


def _where(name: str, column: str, *columns: str) -> Index:
    """An index of the rows that have the first column only."""
    some = text(f"{column} IS NOT NULL")
    return Index(name, column, *columns, sqlite_where=some, postgresql_where=some)


class Send(Model):
    """Coin that a member sent to a member; the transfer has the same id. Minor units.

    ``confirmed``: a passkey was asked for, since it was above what needs no question.
    """

    __tablename__ = "sends"
    __table_args__ = (
        Index(None, "payer_id", "community_id", "at"),
        Index(None, "payee_id", "community_id", "at"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("payer_id <> payee_id", name="between_two"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    payer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    payee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(Text)
    request_id: Mapped[uuid.UUID | None]
    confirmed: Mapped[bool]
    at: Mapped[datetime]


class Split(Model):
    """A bill that somebody paid and shares; each share is a request. ``own`` is their part."""

    __tablename__ = "splits"
    __table_args__ = (
        Index(None, "person_id", "at"),
        CheckConstraint("own >= 0", name="own_not_negative"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Text)
    own: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]


class Request(Model):
    """A payment request that its payee signed and registered; ``code`` is the JWS.

    Paid once, or by ``many``. The payee is the person or the organisation. ``amount`` 0: the payer
    names it. ``asked_id`` was asked in person and may decline; ``share`` names whose part of a
    bill it is, as the payee typed it.
    """

    __tablename__ = "payment_requests"
    __table_args__ = (
        _where("ix_payment_requests_person_id_at", "person_id", "at"),
        _where("ix_payment_requests_organisation_id_at", "organisation_id", "at"),
        _where("ix_payment_requests_asked_id_at", "asked_id", "at"),
        _where("ix_payment_requests_split_id", "split_id"),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="payee"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    amount: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(Text)
    many: Mapped[bool]
    code: Mapped[str] = mapped_column(Text)
    key_id: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    expires_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    declined_at: Mapped[datetime | None]
    split_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("splits.id"))
    share: Mapped[str | None] = mapped_column(Text)

    @property
    def payee_id(self) -> uuid.UUID:
        """The person or the organisation that is paid."""
        found = self.person_id or self.organisation_id
        assert found is not None  # noqa: S101 - the constraint "payee"
        return found


class RequestPayment(Model):
    """A payment of a request: a send to a member or a payment to a shop with the same id.

    ``number`` counts the payments of one request from 1; a request for one has no second.
    """

    __tablename__ = "request_payments"
    __table_args__ = (
        UniqueConstraint("request_id", "number"),
        Index(None, "payer_id", "at"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("payment_requests.id"))
    number: Mapped[int] = mapped_column(BigInteger)
    payer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    amount: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]


class HiddenContact(Model):
    """Somebody whom a member does not want to see among contacts, nor be asked by."""

    __tablename__ = "hidden_contacts"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[datetime]
