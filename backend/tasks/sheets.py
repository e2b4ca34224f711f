"""Use cases of voucher sheets: make one, sign it portion by portion, withdraw codes of it.

The codes of a sheet exist from the beginning, unsigned. The phone signs them a hundred at a time;
when it is interrupted, or lost, the same or another coordinator's phone goes on with the rest.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Text, func, select, type_coerce, update

from backend import clock
from backend.codes.task import TaskCodeKind
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.identity import queries as identity
from backend.tasks import codes, kinds, rules
from backend.tasks.codes import Signer
from backend.tasks.models import CodeSheet, TaskCodeRow, TaskUsage
from backend.web.code_schemas import MOST_AT_ONCE, PreparedCode
from backend.web.sealed import unseal

VOUCHER = TaskCodeKind.VOUCHER


@dataclass(frozen=True, slots=True)
class Serials:
    """The numbers from ``first`` to ``last`` of a sheet; None is open on that side."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A sheet, and how many of its codes are in which state; a used one is nothing else."""

    sheet: CodeSheet
    unsigned: int
    unused: int
    used: int
    withdrawn: int


@again_on(DuplicateRow)
@unit_of_work
def create(sheet_id: uuid.UUID, task_id: uuid.UUID, count: int, signer: Signer) -> CodeSheet:
    """Make a sheet of ``count`` vouchers, to be signed; the same again returns it.

    Raises NotFound, TaskWithdrawn, CodeKeyUnknown, CodeKeyRevoked, IdConflict.
    """
    earlier = db.session.get(CodeSheet, sheet_id, populate_existing=True)
    if earlier is not None:
        if (earlier.task_id, earlier.count) != (task_id, count):
            raise IdConflict
        return earlier
    task = codes.open_task(task_id)
    identity.own_device_key(signer.key_id, signer.person_id)
    sheet = CodeSheet(
        id=sheet_id,
        task_id=task_id,
        count=count,
        created_by=signer.person_id,
        created_at=clock.now(),
    )
    db.session.add(sheet)
    db.session.flush()
    codes.add(task, signer, VOUCHER, sheet)
    return sheet


@unit_of_work
def prepare(sheet_id: uuid.UUID, signer: Signer) -> list[PreparedCode]:
    """What ``signer`` has to sign next: up to 100 codes, by serial; none when all are signed.

    Raises NotFound, TaskWithdrawn, CodeKeyUnknown, CodeKeyRevoked.
    """
    task = codes.open_task(_sheet(sheet_id).task_id)
    identity.own_device_key(signer.key_id, signer.person_id)
    rows = db.session.scalars(
        select(TaskCodeRow)
        .where(
            TaskCodeRow.sheet_id == sheet_id,
            TaskCodeRow.registered_at.is_(None),
            TaskCodeRow.withdrawn_at.is_(None),
        )
        .order_by(TaskCodeRow.serial)
        .limit(MOST_AT_ONCE)
    ).all()
    for row in rows:
        if row.key_id != signer.key_id:
            row.key_id, row.person_id = signer.key_id, signer.person_id
            row.nbf, row.exp = kinds.window(VOUCHER, clock.now(), task.ends_at)
    db.session.flush()
    return [codes.prepared(row, task) for row in rows]


def register(sheet_id: uuid.UUID, signed: Sequence[str], person_id: uuid.UUID) -> Counted:
    """Make these signed codes good, all or none. Raises as ``codes.register`` does."""
    codes.register_many(_sheet(sheet_id).task_id, signed, person_id)
    return counted(sheet_id)


@unit_of_work
def withdraw(sheet_id: uuid.UUID, serials: Serials) -> None:
    """Stop these codes of a sheet at once and for good; what was used stays used.

    Raises NotFound.
    """
    _sheet(sheet_id)
    wanted = [TaskCodeRow.sheet_id == sheet_id, TaskCodeRow.withdrawn_at.is_(None)]
    if serials.first is not None:
        wanted.append(TaskCodeRow.serial >= serials.first)
    if serials.last is not None:
        wanted.append(TaskCodeRow.serial <= serials.last)
    db.session.execute(
        update(TaskCodeRow)
        .where(*wanted)
        .values(withdrawn_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def counted(sheet_id: uuid.UUID) -> Counted:
    """A sheet with its counts. Raises NotFound."""
    sheet = _sheet(sheet_id)
    return _counted([sheet])[0]


def of_task(task_id: uuid.UUID) -> list[Counted]:
    """The sheets of a task, newest first."""
    found = db.session.scalars(
        select(CodeSheet)
        .where(CodeSheet.task_id == task_id)
        .order_by(CodeSheet.created_at.desc(), CodeSheet.id.desc())
    ).all()
    return _counted(found)


def codes_on(sheet_id: uuid.UUID) -> list[tuple[TaskCodeRow, bool]]:
    """The codes of a sheet by serial, each with whether it was used. Raises NotFound."""
    sheet = _sheet(sheet_id)
    used = _used(sheet.task_id)
    rows = db.session.scalars(
        select(TaskCodeRow)
        .where(TaskCodeRow.sheet_id == sheet_id)
        .order_by(TaskCodeRow.serial)
        .execution_options(populate_existing=True)
    )
    return [(row, row.id in used) for row in rows]


def place_task(sheet_id: uuid.UUID) -> uuid.UUID:
    """The task that a sheet belongs to. Raises NotFound."""
    return _sheet(sheet_id).task_id


def _sheet(sheet_id: uuid.UUID) -> CodeSheet:
    row = db.session.get(CodeSheet, sheet_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def _counted(found: Sequence[CodeSheet]) -> list[Counted]:
    """In two queries for all sheets of one task."""
    if not found:
        return []
    signed, gone = TaskCodeRow.registered_at.is_not(None), TaskCodeRow.withdrawn_at.is_not(None)
    scope = rules.scope_of_code("") + type_coerce(TaskCodeRow.id, Text)
    used = TaskUsage.used > 0
    rows = db.session.execute(
        select(
            TaskCodeRow.sheet_id,
            func.count().filter(~gone & ~signed).label("unsigned"),
            func.count().filter(~gone & signed & TaskUsage.scope.is_(None)).label("unused"),
            func.count(TaskUsage.scope).label("used"),
            func.count().filter(gone & TaskUsage.scope.is_(None)).label("withdrawn"),
        )
        .join(
            TaskUsage,
            (TaskUsage.task_id == TaskCodeRow.task_id) & (TaskUsage.scope == scope) & used,
            isouter=True,
        )
        .where(TaskCodeRow.sheet_id.in_([sheet.id for sheet in found]))
        .group_by(TaskCodeRow.sheet_id)
    )
    by_sheet = {row.sheet_id: row for row in rows}
    return [
        Counted(sheet, at.unsigned, at.unused, at.used, at.withdrawn)
        for sheet in found
        for at in [by_sheet[sheet.id]]
    ]


def _used(task_id: uuid.UUID) -> set[str]:
    """The single-use codes of a task that were used."""
    prefix = rules.scope_of_code("")
    scopes = db.session.scalars(
        select(TaskUsage.scope).where(
            TaskUsage.task_id == task_id, TaskUsage.scope.startswith(prefix), TaskUsage.used > 0
        )
    )
    return {unseal(scope.removeprefix(prefix)) for scope in scopes}
