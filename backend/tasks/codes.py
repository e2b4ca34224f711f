"""Use cases of task codes: prepare what a phone signs, register it, withdraw it."""

import uuid
from datetime import timedelta

from sqlalchemy import delete

from backend import clock
from backend.codes import task as codes
from backend.codes.errors import CodeKeyRevoked, CodeKeyUnknown
from backend.codes.keys import load_public_key, public_jwk
from backend.codes.task import TaskCode, TaskCodeKind
from backend.codes.text_code import new_text_code
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import IdConflict
from backend.identity import queries as identity
from backend.identity.queries import DeviceKeyFacts
from backend.tasks import queries, schemas
from backend.tasks.errors import CodeNotPrepared, TaskWithdrawn
from backend.tasks.models import Task, TaskCodeRow

LIFE = timedelta(days=366)
"""How long a code hangs at least; a task that ends later makes its codes last as long."""

TIME_TO_SIGN = timedelta(days=1)
"""How long a prepared code waits for its signature."""


@unit_of_work
def prepare(task_id: uuid.UUID, key_id: bytes, person_id: uuid.UUID) -> schemas.PreparedCode:
    """What the device key ``key_id`` of ``person_id`` has to sign for one more code of the task.

    Raises NotFound, TaskWithdrawn, CodeKeyUnknown (also for somebody else's key), CodeKeyRevoked.
    """
    task = _open_task(task_id)
    _own_key(key_id, person_id)
    now = clock.now()
    _forget_unsigned(task_id)
    ends_at = max(now + LIFE, task.ends_at or now)
    row = TaskCodeRow(
        id=_unused_id(),
        task_id=task_id,
        person_id=person_id,
        key_id=key_id,
        nbf=int(now.timestamp()),
        exp=int(ends_at.timestamp()),
        prepared_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return schemas.PreparedCode(
        header=schemas.CodeHeader.model_validate(codes.prepare_header(key_id)),
        claims=schemas.CodeClaims.model_validate(codes.prepare_claims(_content(row, task))),
    )


@unit_of_work
def register(task_id: uuid.UUID, jws: str, person_id: uuid.UUID) -> TaskCodeRow:
    """Make a signed code good: from here on it can be claimed. The same again returns it.

    Raises NotFound, CodeUnreadable, CodeVersionUnknown, CodeKeyUnknown (also for somebody else's
    key), CodeKeyRevoked, CodeSignatureBad, CodeExpired, CodeFromFuture, TaskWithdrawn,
    CodeNotPrepared when the content is not what ``prepare`` gave out, IdConflict when the code
    was registered with another signature.
    """
    key_id = codes.read_header_unverified(jws)
    key = _own_key(key_id, person_id)
    content = codes.verify(jws, load_public_key(key.public_key_spki), now=clock.now())
    task = _open_task(task_id)
    row = db.session.get(TaskCodeRow, content.code_id, populate_existing=True, with_for_update=True)
    if row is None or row.task_id != task_id or content != _content(row, task):
        raise CodeNotPrepared
    if row.jws is None:
        row.jws, row.registered_at = jws, clock.now()
        db.session.flush()
    elif row.jws != jws:
        raise IdConflict
    return row


@unit_of_work
def withdraw(code_id: str) -> TaskCodeRow:
    """Stop one code at once and for good; again changes nothing. Raises NotFound."""
    row = queries.code(code_id)
    db.session.refresh(row, with_for_update=True)
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        db.session.flush()
    return row


def public_keys(community_id: uuid.UUID) -> list[schemas.PublicKey]:
    """The keys that verify what hangs in a community now. Raises NotFound."""
    communities.community(community_id)
    key_ids = queries.signing_keys(community_id, clock.now())
    found = identity.device_keys(key_ids)
    return [
        schemas.PublicKey(**public_jwk(load_public_key(found[key_id].public_key_spki)))
        for key_id in key_ids
        if key_id in found
    ]


def _open_task(task_id: uuid.UUID) -> Task:
    """The task, locked against a change of its reward while a code for it is made."""
    queries.task(task_id)
    task = db.session.get_one(Task, task_id, populate_existing=True, with_for_update=True)
    if task.withdrawn_at is not None:
        raise TaskWithdrawn
    return task


def _own_key(key_id: bytes, person_id: uuid.UUID) -> DeviceKeyFacts:
    key = identity.device_key(key_id)
    if key is None or key.person_id != person_id:
        raise CodeKeyUnknown
    if key.revoked_at is not None:
        raise CodeKeyRevoked
    return key


def _content(row: TaskCodeRow, task: Task) -> TaskCode:
    """What a prepared code says when it is signed."""
    return TaskCode(
        kind=TaskCodeKind.POSTER,
        organisation_id=task.organisation_id,
        task_id=task.id,
        community=communities.community(task.community_id).number,
        code_id=row.id,
        not_before=row.nbf,
        expires_at=row.exp,
        key_id=row.key_id,
    )


def _unused_id() -> str:
    while True:
        code_id = new_text_code()
        if db.session.get(TaskCodeRow, code_id) is None:
            return code_id


def _forget_unsigned(task_id: uuid.UUID) -> None:
    db.session.execute(
        delete(TaskCodeRow).where(
            TaskCodeRow.task_id == task_id,
            TaskCodeRow.registered_at.is_(None),
            TaskCodeRow.prepared_at < clock.now() - TIME_TO_SIGN,
        )
    )
