"""Tables: the mark that a database holds the example, and the roles to step into."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class ExampleMark(Model):
    """Says that this database holds the example; ``finished_at`` once all of it is there."""

    __tablename__ = "example_marks"

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ExampleRole(Model):
    """A role to step into, whose it is, and the unused enrolment link for it.

    The token is kept readable, which no real enrolment link is: anybody at this machine may
    have it.
    """

    __tablename__ = "example_roles"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(Text)
