"""Tables: trusted helpers, recoveries in person, and what was blocked."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


def _index(name: str, where: str, *columns: str) -> Index:
    """A unique index of some rows only."""
    some = text(where)
    return Index(name, *columns, unique=True, sqlite_where=some, postgresql_where=some)


class TrustedHelper(Model):
    """A member's offer to be helped by somebody, and, once accepted, who that is.

    Only the SHA-256 of the offer's token is kept. ``ended_by`` is either of the two.
    """

    __tablename__ = "trusted_helpers"
    __table_args__ = (
        Index(None, "member_id"),
        Index(None, "helper_id"),
        CheckConstraint("(helper_id IS NULL) = (accepted_at IS NULL)", name="accepted_whole"),
        CheckConstraint("helper_id IS NULL OR helper_id <> member_id", name="somebody_else"),
        _index(
            "uq_trusted_helpers_standing",
            "accepted_at IS NOT NULL AND ended_at IS NULL",
            *("community_id", "member_id", "helper_id"),
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    helper_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    offered_at: Mapped[datetime]
    offer_ends_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class Recovery(Model):
    """Somebody without any key is let back in by two people.

    ``slip`` is what the person takes to the second one; it finds the recovery and proves nothing.
    ``trusted``: the person holds a role that others rely on, so a first pair of eyes and the wait
    are not enough. ``ended_how`` says how it came to its end, before ``ends_at`` by itself.
    """

    __tablename__ = "recoveries"
    __table_args__ = (
        Index(None, "community_id", "started_at"),
        Index(None, "person_id"),
        CheckConstraint("started_by <> person_id", name="not_oneself"),
        CheckConstraint("agreed_by <> started_by", name="two_people"),
        CheckConstraint("agreed_by <> person_id", name="not_agreed_oneself"),
        CheckConstraint("(agreed_by IS NULL) = (link_hash IS NULL)", name="link_of_two"),
        CheckConstraint("ended_how <> 'used' OR agreed_by IS NOT NULL", name="used_by_two"),
        CheckConstraint("(ended_at IS NULL) = (ended_how IS NULL)", name="ended_whole"),
        CheckConstraint(
            "ended_how IN ('used', 'passkey', 'recovery_code', 'desk', 'expired')",
            name="ended_how",
        ),
        _index("uq_recoveries_under_way", "ended_at IS NULL", "person_id"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    trusted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    slip: Mapped[str] = mapped_column(Text, unique=True)
    started_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    started_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    agreed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    agreed_at: Mapped[datetime | None]
    link_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    link_ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str | None] = mapped_column(Text)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class Block(Model):
    """What was stopped of a person's phones and cards, by whom; how many of each.

    ``by_person`` is NULL when a recovery code proved who it was.
    """

    __tablename__ = "blocks"
    __table_args__ = (
        Index(None, "person_id", "at"),
        CheckConstraint(
            "how IN ('recovery_code', 'helper', 'coordinator', 'recovery')", name="how"
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    community_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("communities.id"))
    by_person: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    how: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    sessions: Mapped[int]
    device_keys: Mapped[int]
    passkeys: Mapped[int]
    cards: Mapped[int]
