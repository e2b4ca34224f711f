"""The table of notices."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class Notice(Model):
    """Something that a person is told: its kind and plain values, never prose."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(None, "person_id", "at", "id"),
        Index(None, "community_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    kind: Mapped[str] = mapped_column(Text)
    params: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
