"""The tables: tasks, the codes that hang at them, claims, and the counters behind limits.

Tasks and codes are never removed (triggers refuse it), and a claim never changes whom or what
it names. So the stamps of the batch that writes a claim vouch for its references; foreign keys
would lock the task's row for everybody who scans one poster.
"""

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
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend import clock
from backend.db import Model, raises
from backend.payments.errors import CodeUsed
from backend.tasks.errors import ClaimLimitDay, ClaimLimitPerson, ClaimLimitTotal
from backend.web.sealed import SIGNED_CODE, TEXT_CODE

WAITING, BOOKED, DECLINED = "waiting", "booked", "declined"

raises(ClaimLimitPerson, ClaimLimitDay, ClaimLimitTotal, CodeUsed)


class Task(Model):
    """Work on offer. Amounts are minor units; the window's ends are instants, UTC.

    ``act`` is the act on the community's list that it pays for, if any, and ``act_minutes`` what
    that usually took when the task was made. A ``measured`` task pays the time between check-in
    and check-out. What hangs at a spot counts within ``spot_radius`` metres of it; its latitude
    and longitude (WGS 84) are in millionths of a degree.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        Index(None, "community_id"),
        Index(None, "organisation_id"),
        CheckConstraint("reward_kind IN ('fixed', 'per_hour')", name="reward_kind"),
        CheckConstraint("reward_amount > 0", name="reward_amount"),
        CheckConstraint(
            "reward_kind = 'per_hour' OR (max_minutes IS NULL AND minute_step IS NULL)",
            name="minutes_only_per_hour",
        ),
        CheckConstraint(
            "reward_kind = 'fixed' OR needs_approval OR max_minutes IS NOT NULL",
            name="max_minutes_required",
        ),
        CheckConstraint("ends_at > starts_at", name="window"),
        CheckConstraint("per_person > 0 AND per_day > 0 AND total > 0", name="limits"),
        CheckConstraint(
            "act_minutes IS NULL OR (act_minutes > 0 AND act IS NOT NULL)", name="act_minutes"
        ),
        CheckConstraint("NOT measured OR reward_kind = 'per_hour'", name="measured"),
        CheckConstraint(
            "(spot_latitude IS NULL) = (spot_radius IS NULL)"
            " AND (spot_longitude IS NULL) = (spot_radius IS NULL)"
            " AND spot_latitude BETWEEN -90000000 AND 90000000"
            " AND spot_longitude BETWEEN -180000000 AND 180000000"
            " AND spot_radius BETWEEN 10 AND 100000",
            name="spot",
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"))
    budget_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("budgets.id"))
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    picture: Mapped[str] = mapped_column(Text)
    reward_kind: Mapped[str] = mapped_column(Text)
    reward_amount: Mapped[int] = mapped_column(Integer)
    max_minutes: Mapped[int | None] = mapped_column(Integer)
    minute_step: Mapped[int | None] = mapped_column(Integer)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    per_person: Mapped[int | None] = mapped_column(Integer)
    per_day: Mapped[int | None] = mapped_column(Integer)
    total: Mapped[int | None] = mapped_column(Integer)
    needs_approval: Mapped[bool]
    created_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    act: Mapped[str | None] = mapped_column(Text)
    act_minutes: Mapped[int | None]
    spot_latitude: Mapped[int | None]
    spot_longitude: Mapped[int | None]
    spot_radius: Mapped[int | None]
    measured: Mapped[bool] = mapped_column(server_default=false())


class CodeSheet(Model):
    """A sheet of ``count`` single-use codes of one task, numbered from 1 (``serial``)."""

    __tablename__ = "code_sheets"
    __table_args__ = (CheckConstraint("count BETWEEN 1 AND 500", name="count"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    task_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tasks.id"), index=True)
    count: Mapped[int]
    created_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class TaskCodeRow(Model):
    """A code: prepared while ``jws`` is NULL, good once registered, until it is withdrawn.

    ``id`` is the JWS's ``jti`` and the text code under the QR; ``nbf`` and ``exp`` are Unix
    seconds, as signed; ``key_id`` is the device key of ``person_id`` that signs. ``kind`` is one
    of ``TaskCodeKind``; ``serial`` is its number on a sheet, if it is on one. The code lies sealed,
    as ``id`` and as ``jws``: whoever reads the table cannot claim with it.
    """

    __tablename__ = "task_codes"
    __table_args__ = (
        UniqueConstraint("jws"),
        Index(None, "task_id"),
        Index("ix_task_codes_sheet_id", "sheet_id", "serial", unique=True),
        CheckConstraint("nbf < exp", name="window"),
        CheckConstraint("(jws IS NULL) = (registered_at IS NULL)", name="registered"),
        CheckConstraint(
            "kind IN ('poster', 'voucher', 'live', 'check-in', 'check-out')", name="kind"
        ),
        CheckConstraint("(serial IS NULL) = (sheet_id IS NULL) AND serial > 0", name="serial"),
    )
    id: Mapped[str] = mapped_column(TEXT_CODE, primary_key=True)
    task_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tasks.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    key_id: Mapped[bytes] = mapped_column(LargeBinary)
    nbf: Mapped[int] = mapped_column(BigInteger)
    exp: Mapped[int] = mapped_column(BigInteger)
    prepared_at: Mapped[datetime]
    jws: Mapped[str | None] = mapped_column(SIGNED_CODE)
    registered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(Text, server_default="poster")
    sheet_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("code_sheets.id"))
    serial: Mapped[int | None]

    @property
    def expires_at(self) -> datetime:
        """``exp`` as an instant, UTC."""
        return clock.from_millis(self.exp * 1000)


class Claim(Model):
    """Somebody did the work and scanned the code. ``id`` is also the id of the reward's transfer.

    ``minutes`` is what the person said, ``amount`` (minor units) what that is worth; ``day`` is
    the community's calendar day on which a place of the day's limit was taken. One that
    ``needs_second`` is paid after two people looked: ``first_by``, then ``decided_by``.
    """

    __tablename__ = "claims"
    __table_args__ = (
        Index(None, "person_id", "at"),
        Index(None, "organisation_id", "at"),
        Index(
            "ix_claims_waiting",
            "organisation_id",
            "task_id",
            sqlite_where=text("status = 'waiting'"),
            postgresql_where=text("status = 'waiting'"),
        ),
        CheckConstraint("status IN ('waiting', 'booked', 'declined')", name="status"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("(status = 'declined') = (reason IS NOT NULL)", name="reason"),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL) AND "
            "(decided_at IS NULL OR status <> 'waiting')",
            name="decided",
        ),
        CheckConstraint(
            "(first_at IS NULL) = (first_by IS NULL) AND (first_at IS NULL OR needs_second)",
            name="first",
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID]
    organisation_id: Mapped[uuid.UUID]
    task_id: Mapped[uuid.UUID]
    code_id: Mapped[str] = mapped_column(TEXT_CODE)
    person_id: Mapped[uuid.UUID]
    amount: Mapped[int] = mapped_column(Integer)
    minutes: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    day: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
    needs_second: Mapped[bool] = mapped_column(server_default=false())
    first_by: Mapped[uuid.UUID | None]
    first_at: Mapped[datetime | None]


class TaskUsage(Model):
    """How many places of one limit are taken; ``cap`` is the limit at the last claim.

    A row exists only where there is a limit, so tasks without one make nobody wait. A trigger
    refuses to count past the cap and names the limit.
    """

    __tablename__ = "task_usage"
    __table_args__ = (CheckConstraint("used >= 0", name="used"),)
    task_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(Text, primary_key=True)
    used: Mapped[int] = mapped_column(Integer)
    cap: Mapped[int] = mapped_column(Integer)
