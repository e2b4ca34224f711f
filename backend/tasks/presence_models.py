"""The tables about being there: stays between check-in and check-out, and marks of phones."""

import uuid
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.web.sealed import TEXT_CODE

_OPEN = text("until IS NULL")


class Stay(Model):
    """Somebody is at work ``since`` a check-in, or was there ``until`` a check-out.

    ``code_id`` is what was scanned to check in. Over without a claim: nothing was paid for it.
    ``closed_by`` is the coordinator who ended a stay whose check-out was forgotten.
    """

    __tablename__ = "stays"
    __table_args__ = (
        Index(
            "ix_stays_open",
            "person_id",
            "task_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_stays_open_at",
            "organisation_id",
            "since",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        UniqueConstraint("claim_id"),
        CheckConstraint("until >= since", name="span"),
        CheckConstraint(
            "until IS NOT NULL OR (claim_id IS NULL AND closed_by IS NULL)", name="open"
        ),
        CheckConstraint("closed_by <> person_id", name="never_for_oneself"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID]
    organisation_id: Mapped[uuid.UUID]
    task_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tasks.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    code_id: Mapped[str] = mapped_column(TEXT_CODE)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    claim_id: Mapped[uuid.UUID | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class ClaimPhone(Model):
    """From which phone a claim came: a keyed hash of the phone's random mark, kept for weeks."""

    __tablename__ = "claim_phones"
    __table_args__ = (Index(None, "community_id", "at"),)
    claim_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID]
    phone: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
