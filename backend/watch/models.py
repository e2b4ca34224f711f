"""The table of what looked unusual, and what an issuer said of it."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model

_OPEN = text("dismissed_at IS NULL")


class Finding(Model):
    """Something unusual about ``subject`` (a word of the pattern's own), open until dismissed.

    ``facts`` hold numbers and ids, never names. What happened did so from ``first_at`` to
    ``last_at``; of one pattern and subject there is one open finding, which grows.
    """

    __tablename__ = "findings"
    __table_args__ = (
        Index(None, "community_id", "found_at"),
        Index(
            "ix_findings_open",
            "community_id",
            "pattern",
            "subject",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint(
            "(dismissed_at IS NULL) = (dismissed_by IS NULL)"
            " AND (dismissed_at IS NULL) = (note IS NULL)",
            name="dismissed",
        ),
        CheckConstraint("first_at <= last_at", name="span"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    pattern: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, object]] = mapped_column(JSON)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    found_at: Mapped[datetime]
    dismissed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    dismissed_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(Text)
