"""Reads of tasks, codes, claims and used places, and the places that guards ask for."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select, tuple_

from backend.codes.text_code import is_text_code
from backend.communities import queries as communities
from backend.db import Id, db
from backend.errors import NotFound
from backend.tasks.kinds import HUNG_UP
from backend.tasks.models import WAITING, Claim, Task, TaskCodeRow, TaskUsage
from backend.web.caller import Place

MOST_LISTED = 500

_Work = tuple[uuid.UUID, uuid.UUID, uuid.UUID, str, int, int]


def task(task_id: uuid.UUID) -> Task:
    """The task as it is now. Raises NotFound."""
    row = db.session.get(Task, task_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def tasks_by_id(task_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Task]:
    """These tasks, in one query."""
    rows = db.session.scalars(select(Task).where(Task.id.in_(task_ids)))
    return {row.id: row for row in rows}


def tasks_offered(
    community_id: uuid.UUID,
    now: datetime,
    closed: Collection[uuid.UUID],
    before: uuid.UUID | None = None,
    limit: int = MOST_LISTED,
) -> Sequence[Task]:
    """The tasks of a community that are neither withdrawn nor over, newest first.

    Those of the organisations ``closed`` are left out; the list goes on after task ``before``.
    """
    return db.session.scalars(
        select(Task)
        .where(
            Task.community_id == community_id,
            Task.withdrawn_at.is_(None),
            Task.organisation_id.not_in(closed),
            or_(Task.ends_at.is_(None), Task.ends_at > now),
            *_tasks_after(before),
        )
        .order_by(Task.created_at.desc(), Task.id.desc())
        .limit(limit)
    ).all()


def tasks_of(
    organisation_id: uuid.UUID, before: uuid.UUID | None = None, limit: int = MOST_LISTED
) -> Sequence[Task]:
    """The tasks of an organisation, newest first, from after task ``before`` on."""
    return db.session.scalars(
        select(Task)
        .where(Task.organisation_id == organisation_id, *_tasks_after(before))
        .order_by(Task.created_at.desc(), Task.id.desc())
        .limit(limit)
    ).all()


def _tasks_after(before: uuid.UUID | None) -> list[ColumnElement[bool]]:
    """The condition for what follows ``before`` in a list that begins with the newest."""
    if before is None:
        return []
    created = select(Task.created_at).where(Task.id == before).scalar_subquery()
    return [tuple_(Task.created_at, Task.id) < tuple_(created, literal(before, Id()))]


def waiting_claims(organisation_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many claims wait for a decision, by task; tasks with none are left out."""
    rows = db.session.execute(
        select(Claim.task_id, func.count().label("waiting"))
        .where(Claim.organisation_id == organisation_id, Claim.status == WAITING)
        .group_by(Claim.task_id)
    )
    return {row.task_id: row.waiting for row in rows}


def used(task_ids: Iterable[uuid.UUID], scopes: Collection[str]) -> dict[uuid.UUID, dict[str, int]]:
    """How many places are taken, by task and counter scope; what was never used is left out."""
    found: dict[uuid.UUID, dict[str, int]] = {task_id: {} for task_id in task_ids}
    rows = db.session.execute(
        select(TaskUsage.task_id, TaskUsage.scope, TaskUsage.used).where(
            TaskUsage.task_id.in_(found), TaskUsage.scope.in_(scopes)
        )
    )
    for row in rows:
        found[row.task_id][row.scope] = row.used
    return found


@dataclass(frozen=True, slots=True)
class WorkDone:
    """A claim as its person's meter needs it; ``minutes`` when it is known how long it took."""

    community_id: uuid.UUID
    organisation_id: uuid.UUID
    title: str
    amount: int
    minutes: int | None


def work_of(claim_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, WorkDone]:
    """The work behind these claims, by id; what is no claim is left out."""
    found: dict[uuid.UUID, WorkDone] = {}
    for start in range(0, len(claim_ids), MOST_LISTED):
        part = claim_ids[start : start + MOST_LISTED]
        rows = db.session.execute(_work().where(Claim.id.in_(part)))
        found.update({row.id: _work_done(row) for row in rows})
    return found


def work_waiting(person_id: uuid.UUID) -> list[WorkDone]:
    """The claims of a person that wait for a decision, in any community."""
    rows = db.session.execute(
        _work().where(Claim.person_id == person_id, Claim.status == WAITING).limit(MOST_LISTED)
    )
    return [_work_done(row) for row in rows]


def _work() -> Select[*_Work]:
    minutes = func.coalesce(Claim.minutes, Task.act_minutes).label("minutes")
    return select(
        Claim.id, Claim.community_id, Claim.organisation_id, Task.title, Claim.amount, minutes
    ).join(Task, Task.id == Claim.task_id)


def _work_done(row: Row[*_Work]) -> WorkDone:
    return WorkDone(row.community_id, row.organisation_id, row.title, row.amount, row.minutes)


def code(code_id: str) -> TaskCodeRow:
    """A registered code. Raises NotFound, for a code that was only prepared as well."""
    if not is_text_code(code_id):
        raise NotFound
    row = db.session.get(TaskCodeRow, code_id, populate_existing=True)
    if row is None or row.registered_at is None:
        raise NotFound
    return row


def codes_of(task_id: uuid.UUID) -> Sequence[TaskCodeRow]:
    """The registered codes of a task that were made one by one to hang up, newest first."""
    return db.session.scalars(
        select(TaskCodeRow)
        .where(
            TaskCodeRow.task_id == task_id,
            TaskCodeRow.registered_at.is_not(None),
            TaskCodeRow.kind.in_([kind.value for kind in HUNG_UP]),
        )
        .order_by(TaskCodeRow.registered_at.desc(), TaskCodeRow.id)
    ).all()


def has_codes(task_id: uuid.UUID) -> bool:
    """Whether a code of this task was ever registered, and so may hang somewhere."""
    registered = select(TaskCodeRow.id).where(
        TaskCodeRow.task_id == task_id, TaskCodeRow.registered_at.is_not(None)
    )
    return db.session.scalar(registered.limit(1)) is not None


def signing_keys(community_id: uuid.UUID, now: datetime) -> Sequence[bytes]:
    """The ids of the device keys with a code that is good in this community at ``now``."""
    return db.session.scalars(
        select(TaskCodeRow.key_id)
        .join(Task, Task.id == TaskCodeRow.task_id)
        .where(
            Task.community_id == community_id,
            TaskCodeRow.registered_at.is_not(None),
            TaskCodeRow.withdrawn_at.is_(None),
            TaskCodeRow.exp > int(now.timestamp()),
        )
        .distinct()
        .order_by(TaskCodeRow.key_id)
    ).all()


def claim(claim_id: uuid.UUID) -> Claim:
    """The claim as it is now. Raises NotFound."""
    row = db.session.get(Claim, claim_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def claims_by(
    person_id: uuid.UUID,
    community_id: uuid.UUID,
    before: uuid.UUID | None = None,
    limit: int = MOST_LISTED,
) -> Sequence[Claim]:
    """What a person claimed in a community, newest first, from after claim ``before`` on."""
    wanted = select(Claim).where(Claim.person_id == person_id, Claim.community_id == community_id)
    return _claims(wanted, before, limit)


def claims_at(
    organisation_id: uuid.UUID,
    *,
    only_waiting: bool,
    before: uuid.UUID | None = None,
    limit: int = MOST_LISTED,
) -> Sequence[Claim]:
    """What was claimed from an organisation, newest first, from after claim ``before`` on."""
    wanted = select(Claim).where(Claim.organisation_id == organisation_id)
    if only_waiting:
        wanted = wanted.where(Claim.status == WAITING)
    return _claims(wanted, before, limit)


def _claims(wanted: Select[Claim], before: uuid.UUID | None, limit: int) -> Sequence[Claim]:
    if before is not None:
        at = select(Claim.at).where(Claim.id == before).scalar_subquery()
        wanted = wanted.where(tuple_(Claim.at, Claim.id) < tuple_(at, literal(before, Id())))
    return db.session.scalars(wanted.order_by(Claim.at.desc(), Claim.id.desc()).limit(limit)).all()


def task_in(touched: Mapping[str, Any]) -> Place:
    """For guards: where the task named by the path argument ``task_id`` belongs."""
    return place_of(touched["task_id"])


def code_in(touched: Mapping[str, Any]) -> Place:
    """For guards: where the registered code named by the path argument ``code_id`` belongs."""
    return place_of(code(touched["code_id"]).task_id)


def second_looks(community_id: uuid.UUID) -> list[Claim]:
    """The claims whose second look is the issuers', because nobody else can give it."""
    here = [organisation.id for organisation in communities.organisations(community_id)]
    rows = db.session.scalars(
        select(Claim)
        .where(
            Claim.organisation_id.in_(here),
            Claim.status == WAITING,
            Claim.first_by.is_not(None),
        )
        .order_by(Claim.first_at, Claim.id)
        .limit(MOST_LISTED)
    ).all()
    holders = {
        place: {one.person_id for one in communities.holders("coordinator", place)}
        for place in {Place(row.community_id, row.organisation_id) for row in rows}
    }
    return [
        row
        for row in rows
        if not holders[Place(row.community_id, row.organisation_id)] - {row.first_by, row.person_id}
    ]


def amounts(claim_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """What these claims are worth, minor units."""
    rows = db.session.execute(select(Claim.id, Claim.amount).where(Claim.id.in_(claim_ids)))
    return {row.id: row.amount for row in rows}


def titles(task_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What these tasks are called, in one query."""
    return {task_id: row.title for task_id, row in tasks_by_id(task_ids).items()}


def claim_in(touched: Mapping[str, Any]) -> Place:
    """For guards: where the claim named by the path argument ``claim_id`` was made."""
    row = claim(touched["claim_id"])
    return Place(row.community_id, row.organisation_id)


def place_of(task_id: uuid.UUID) -> Place:
    """Where the roles over a task are held. Raises NotFound."""
    row = task(task_id)
    return Place(row.community_id, row.organisation_id)
