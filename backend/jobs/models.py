"""The table of job runs: where every job stands, per community and period."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class JobRun(Model):
    """One period of a job; ``cursor`` says where to go on until it is finished."""

    __tablename__ = "job_runs"
    __table_args__ = (Index(None, "community_id"),)

    job: Mapped[str] = mapped_column(Text, primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    period: Mapped[date] = mapped_column(Date, primary_key=True)
    cursor: Mapped[str | None] = mapped_column(Text)
    done: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int | None] = mapped_column(BigInteger)
    started_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(Text)
