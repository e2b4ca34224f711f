"""Tables: plans, their plots and waiting lists, mandates, and what was collected."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model

_IN_LINE = "status IN ('waiting', 'offered')"


def _index(name: str, where: str, *columns: str, unique: bool = False) -> Index:
    """An index of some rows only: the others cost nothing when they change."""
    some = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=some, postgresql_where=some)


class Plan(Model):
    """What is paid each period: dues or a plot's rent to an organisation, or a grant.

    ``account_id`` is the till that dues and rents go to, or the account that grants come from.
    Without an organisation it is a grant out of the community's fund.
    """

    __tablename__ = "plans"
    __table_args__ = (
        Index(None, "community_id"),
        Index(None, "organisation_id"),
        CheckConstraint("kind IN ('dues', 'plot', 'grant')", name="kind"),
        CheckConstraint("status IN ('open', 'closed')", name="status"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("euro_cents >= 0", name="euro_cents"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    account_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(BigInteger)
    euro_cents: Mapped[int] = mapped_column(BigInteger)
    period: Mapped[str] = mapped_column(Text)
    offer_days: Mapped[int]
    status: Mapped[str] = mapped_column(Text)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class Plot(Model):
    """One of a plan's plots, by the number or name on its sign."""

    __tablename__ = "plots"
    __table_args__ = (UniqueConstraint("plan_id", "label"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id"))
    label: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None]


class Wait(Model):
    """A place on the waiting list for a plot; an offer holds until the end of ``until``."""

    __tablename__ = "plot_waits"
    __table_args__ = (
        Index(None, "plan_id", "status", "since"),
        Index(None, "person_id"),
        _index("uq_plot_waits_in_line", _IN_LINE, "plan_id", "person_id", unique=True),
        _index("uq_plot_waits_offered", "status = 'offered'", "plot_id", unique=True),
        CheckConstraint(
            "status IN ('waiting', 'offered', 'taken', 'passed', 'left')", name="status"
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]
    status: Mapped[str] = mapped_column(Text)
    plot_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plots.id"))
    until: Mapped[date | None] = mapped_column(Date)


class Mandate(Model):
    """The word of a payer that a plan's amount may be taken each period, until it is ended.

    Of a grant the person or organisation is who receives it. ``nth`` periods are behind, the
    next is due on ``due_on`` and taken on ``try_on``, which is later after ``tries`` in vain.
    """

    __tablename__ = "mandates"
    __table_args__ = (
        Index(None, "community_id", "try_on", "id"),
        Index(None, "plan_id"),
        Index(None, "person_id"),
        _index("ix_mandates_organisation_id", "organisation_id IS NOT NULL", "organisation_id"),
        _index(
            "uq_mandates_active_person", "ended_at IS NULL", "plan_id", "person_id", unique=True
        ),
        _index(
            "uq_mandates_active_organisation",
            "ended_at IS NULL AND organisation_id IS NOT NULL",
            "plan_id",
            "organisation_id",
            unique=True,
        ),
        _index(
            "uq_mandates_active_plot",
            "ended_at IS NULL AND plot_id IS NOT NULL",
            "plot_id",
            unique=True,
        ),
        CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="party"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("ended_at IS NULL OR try_on IS NULL", name="ended"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plans.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    payer_account: Mapped[uuid.UUID]
    payee_account: Mapped[uuid.UUID]
    amount: Mapped[int] = mapped_column(BigInteger)
    euro_cents: Mapped[int] = mapped_column(BigInteger)
    period: Mapped[str] = mapped_column(Text)
    first_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    nth: Mapped[int]
    due_on: Mapped[date] = mapped_column(Date)
    try_on: Mapped[date | None] = mapped_column(Date)
    tries: Mapped[int]
    told: Mapped[bool]
    plot_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plots.id"))
    holds_until: Mapped[date | None] = mapped_column(Date)
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    end_reason: Mapped[str | None] = mapped_column(Text)


class Collection(Model):
    """One period of a mandate; when it was paid its transfer has the same id.

    The euro part is paid outside; the coordinator writes down that it came. The plan is that of
    the mandate, repeated for its lists; the audit compares them.
    """

    __tablename__ = "collections"
    __table_args__ = (
        UniqueConstraint("mandate_id", "due_on"),
        Index(None, "plan_id", "due_on"),
        CheckConstraint("status IN ('paid', 'short', 'skipped', 'returned')", name="status"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    mandate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mandates.id"))
    plan_id: Mapped[uuid.UUID]
    due_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[int] = mapped_column(BigInteger)
    euro_cents: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(Text)
    tries: Mapped[int]
    at: Mapped[datetime]
    returned_why: Mapped[str | None] = mapped_column(Text)
    euro_paid_at: Mapped[datetime | None]
    euro_reference: Mapped[str | None] = mapped_column(Text)
    euro_noted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
