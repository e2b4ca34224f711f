"""Tables: currencies, communities, organisations, memberships, enrolment links, settings."""

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

_KINDS = "kind IN ('shop', 'association', 'institution', 'municipality')"
_STATUSES = "status IN ('open', 'closed')"
_ROLE_AND_PLACE = (
    "(role IN ('member', 'treasurer', 'issuer') AND organisation_id IS NULL) OR "
    "(role IN ('shop_owner', 'shop_staff', 'coordinator') AND organisation_id IS NOT NULL)"
)


class Currency(Model):
    """A coin: its words, and how many decimals of it are counted."""

    __tablename__ = "currencies"
    __table_args__ = (CheckConstraint("decimals BETWEEN 0 AND 3", name="decimals"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    plural: Mapped[str] = mapped_column(Text)
    symbol: Mapped[str] = mapped_column(Text)
    decimals: Mapped[int]


class Community(Model):
    """A neighbourhood. ``number`` is what its payment codes carry in four bytes."""

    __tablename__ = "communities"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("slug"),
        CheckConstraint("number BETWEEN 1 AND 4294967295", name="number"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    slug: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    languages: Mapped[list[str]] = mapped_column(JSON)
    timezone: Mapped[str] = mapped_column(Text)
    currency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("currencies.id"))
    created_at: Mapped[datetime]


class Organisation(Model):
    """A shop, an association, an institution or the municipality.

    ``coin_share`` is the percentage of a price that it takes in coin; NULL: it did not say.
    """

    __tablename__ = "organisations"
    __table_args__ = (
        Index(None, "community_id"),
        CheckConstraint(_KINDS, name="kind"),
        CheckConstraint(_STATUSES, name="status"),
        CheckConstraint("coin_share BETWEEN 0 AND 100", name="coin_share"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    coin_share: Mapped[int | None]


class Membership(Model):
    """A role that a person holds, from ``since`` until it was ended (NULL: still held)."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index(None, "person_id"),
        Index(
            "uq_memberships_held_in_community",
            "person_id",
            "community_id",
            "role",
            unique=True,
            sqlite_where=text("until IS NULL AND organisation_id IS NULL"),
            postgresql_where=text("until IS NULL AND organisation_id IS NULL"),
        ),
        Index(
            "uq_memberships_held_in_organisation",
            "organisation_id",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        CheckConstraint(_ROLE_AND_PLACE, name="role"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    granted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    until: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class EnrolmentLink(Model):
    """An invitation to a role, good once. Only the SHA-256 of its token is kept."""

    __tablename__ = "enrolment_links"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index(None, "community_id"),
        CheckConstraint(_ROLE_AND_PLACE, name="role"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[str] = mapped_column(Text)
    issued_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class Setting(Model):
    """A value that holds from a day in the community's time zone; never edited, only followed."""

    __tablename__ = "settings"
    __table_args__ = (Index(None, "community_id", "key", "valid_from"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    key: Mapped[str] = mapped_column(Text)
    value: Mapped[object] = mapped_column(JSON)
    valid_from: Mapped[date] = mapped_column(Date)
    set_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    why: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
