"""Use cases of task codes: prepare what a phone signs, register it, withdraw it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from backend import clock
from backend.circulation import queries as notes
from backend.codes import task as codes
from backend.codes.errors import CodeNotPrepared
from backend.codes.keys import load_public_key, public_jwk
from backend.codes.task import TaskCode, TaskCodeKind
from backend.codes.text_code import new_text_code
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import IdConflict
from backend.identity import queries as identity
from backend.tasks import kinds, queries, schemas
from backend.tasks.errors import CodeWithdrawn, TaskWithdrawn
from backend.tasks.models import CodeSheet, Task, TaskCodeRow
from backend.web.code_schemas import CodeClaims, CodeHeader, PreparedCode

TIME_TO_SIGN = timedelta(days=1)
"""How long a prepared code waits for its signature; those of a sheet wait as long as it takes."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose device key will sign."""

    key_id: bytes
    person_id: uuid.UUID


@unit_of_work
def prepare(
    task_id: uuid.UUID, signer: Signer, kind: TaskCodeKind = TaskCodeKind.POSTER
) -> PreparedCode:
    """What ``signer`` has to sign for one more code of the task.

    Raises NotFound, TaskWithdrawn, CodeKeyUnknown (also for somebody else's key), CodeKeyRevoked.
    """
    task = open_task(task_id)
    identity.own_device_key(signer.key_id, signer.person_id)
    _forget_unsigned(task_id)
    return prepared(add(task, signer, kind)[0], task)


@unit_of_work
def register(task_id: uuid.UUID, jws: str, person_id: uuid.UUID) -> TaskCodeRow:
    """Make a signed code good: from here on it can be claimed. The same again returns it.

    Raises NotFound, CodeUnreadable, CodeVersionUnknown, CodeKeyUnknown (also for somebody else's
    key), CodeKeyRevoked, CodeSignatureBad, CodeExpired, CodeFromFuture, TaskWithdrawn,
    CodeNotPrepared when the content is not what ``prepare`` gave out, CodeWithdrawn, IdConflict
    when the code was registered with another signature.
    """
    return register_many(task_id, [jws], person_id)[0]


@unit_of_work
def register_many(
    task_id: uuid.UUID, signed: Sequence[str], person_id: uuid.UUID
) -> list[TaskCodeRow]:
    """Make all of these codes good, or none of them. Raises as ``register`` does."""
    contents = [_verified(jws, person_id) for jws in signed]
    task = open_task(task_id)
    found = db.session.scalars(
        select(TaskCodeRow)
        .where(TaskCodeRow.id.in_([content.code_id for content in contents]))
        .order_by(TaskCodeRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = {row.id: row for row in found}
    for jws, content in zip(signed, contents, strict=True):
        row = rows.get(content.code_id)
        if row is None or row.task_id != task_id or content != _content(row, task):
            raise CodeNotPrepared
        if row.jws is None and row.withdrawn_at is not None:
            raise CodeWithdrawn
        if row.jws is None:
            row.jws, row.registered_at = jws, clock.now()
        elif row.jws != jws:
            raise IdConflict
    db.session.flush()
    return [rows[content.code_id] for content in contents]


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
    now = clock.now()
    of_notes = notes.note_keys(community_id, now)
    key_ids = list(dict.fromkeys([*queries.signing_keys(community_id, now), *of_notes]))
    found = identity.device_keys(key_ids)
    return [
        schemas.PublicKey(**public_jwk(load_public_key(found[key_id].public_key_spki)))
        for key_id in key_ids
        if key_id in found
    ]


def open_task(task_id: uuid.UUID) -> Task:
    """The task, locked against a change of its reward while a code for it is made.

    Raises NotFound, TaskWithdrawn.
    """
    queries.task(task_id)
    task = db.session.get_one(Task, task_id, populate_existing=True, with_for_update=True)
    if task.withdrawn_at is not None:
        raise TaskWithdrawn
    return task


def add(
    task: Task, signer: Signer, kind: TaskCodeKind, sheet: CodeSheet | None = None
) -> list[TaskCodeRow]:
    """New unsigned codes of ``task``, flushed: one, or as many as ``sheet`` has.

    Raises CodeKindWrong for a kind that the task does not have.
    """
    kinds.require_fits(kind, measured=task.measured)
    now = clock.now()
    nbf, exp = kinds.window(kind, now, task.ends_at)
    ids = _unused_ids(sheet.count if sheet else 1)
    rows = [
        TaskCodeRow(
            id=code_id,
            task_id=task.id,
            person_id=signer.person_id,
            key_id=signer.key_id,
            kind=kind.value,
            nbf=nbf,
            exp=exp,
            prepared_at=now,
            sheet_id=sheet.id if sheet else None,
            serial=serial if sheet else None,
        )
        for serial, code_id in enumerate(ids, start=1)
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def prepared(row: TaskCodeRow, task: Task) -> PreparedCode:
    """What the phone has to sign to make ``row`` good."""
    return PreparedCode(
        header=CodeHeader.model_validate(codes.prepare_header(row.key_id)),
        claims=CodeClaims.model_validate(codes.prepare_claims(_content(row, task))),
    )


def _verified(jws: str, person_id: uuid.UUID) -> TaskCode:
    key = identity.own_device_key(codes.read_header_unverified(jws), person_id)
    return codes.verify(jws, load_public_key(key.public_key_spki), now=clock.now())


def _content(row: TaskCodeRow, task: Task) -> TaskCode:
    """What a prepared code says when it is signed."""
    return TaskCode(
        kind=TaskCodeKind(row.kind),
        organisation_id=task.organisation_id,
        task_id=task.id,
        community=communities.community(task.community_id).number,
        code_id=row.id,
        not_before=row.nbf,
        expires_at=row.exp,
        key_id=row.key_id,
    )


def _unused_ids(count: int) -> list[str]:
    """As many different text codes that stand on no paper yet."""
    found: set[str] = set()
    while len(found) < count:
        found |= {new_text_code() for _ in range(count - len(found))}
        taken = db.session.scalars(select(TaskCodeRow.id).where(TaskCodeRow.id.in_(found)))
        found -= set(taken) | notes.printed_notes(found)
    return list(found)


def _forget_unsigned(task_id: uuid.UUID) -> None:
    db.session.execute(
        delete(TaskCodeRow).where(
            TaskCodeRow.task_id == task_id,
            TaskCodeRow.registered_at.is_(None),
            TaskCodeRow.sheet_id.is_(None),
            TaskCodeRow.prepared_at < clock.now() - TIME_TO_SIGN,
        )
    )
