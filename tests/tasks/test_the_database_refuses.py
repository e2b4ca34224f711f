"""Direct SQL that would undo what was decided is refused by both databases."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.db import Batch, commit, db
from backend.tasks import errors
from tests.factories.communities import Somebody
from tests.factories.tasks import Desk, claim, expect

UNDOING = [
    "DELETE FROM tasks",
    "DELETE FROM task_codes",
    "DELETE FROM claims",
    "UPDATE claims SET status = 'booked', reason = NULL",
    "UPDATE claims SET amount = amount + 1",
    "UPDATE claims SET reason = 'anders'",
    "UPDATE tasks SET reward_amount = 0",
    "UPDATE tasks SET total = 0",
    "UPDATE tasks SET starts_at = 9, ends_at = 9",
    "UPDATE tasks SET reward_kind = 'per_hour', needs_approval = (1 = 0)",
    "UPDATE task_codes SET jws = NULL",
]


@pytest.fixture
def declined(desk: Desk, resident: Somebody) -> dict[str, Any]:
    """A claim that a coordinator declined."""
    _, code = desk.poster_of(needs_approval=True)
    made = expect(200, claim(resident.client, code["jws"]))
    path = f"/claims/{made['id']}/decline"
    return expect(200, desk.send("POST", path, {"reason": "Niet gezien."}))


def test_what_happened_stays(app: Flask, declined: dict[str, Any]) -> None:
    db.session.rollback()
    for statement in UNDOING:
        with db.engine.connect() as connection, pytest.raises(DBAPIError):
            connection.execution_options(write=True).execute(text(statement))


@pytest.mark.parametrize(
    ("scope", "refusal"),
    [
        ("person:019aaf00-0000-7000-8000-000000000001", errors.ClaimLimitPerson),
        ("day:2026-11-23", errors.ClaimLimitDay),
        ("total", errors.ClaimLimitTotal),
    ],
)
def test_nothing_counts_past_a_cap(
    app: Flask, scope: str, refusal: type[errors.ClaimLimitPerson]
) -> None:
    task_id = uuid.uuid4()

    def write(sql: str, **values: object) -> None:
        batch = Batch()
        batch.add(sql, task_id=task_id, scope=scope, **values)
        commit(batch)

    where = "WHERE task_id = :task_id AND scope = :scope"
    write("INSERT INTO task_usage (task_id, scope, used, cap) VALUES (:task_id, :scope, 1, 1)")
    with pytest.raises(refusal):
        write(f"UPDATE task_usage SET used = used + 1 {where}")  # noqa: S608 - no outside text
    write(f"UPDATE task_usage SET used = used + 4, cap = :cap {where}", cap=5)  # noqa: S608
    write(f"UPDATE task_usage SET cap = :cap {where}", cap=2)  # noqa: S608
    with pytest.raises(refusal):
        write(f"UPDATE task_usage SET used = used + 1 {where}")  # noqa: S608
    write(f"UPDATE task_usage SET used = used - 1 {where}")  # noqa: S608
