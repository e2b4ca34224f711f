"""The table of upkeep: when each thing that has to be done regularly was done last."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class UpkeepRun(Model):
    """The last run of the work ``name`` (tick, audit, backup), and whether it went well."""

    __tablename__ = "upkeep_runs"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    finished_at: Mapped[datetime]
    went_well: Mapped[bool]
