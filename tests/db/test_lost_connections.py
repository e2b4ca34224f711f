"""Connections that break, as when PostgreSQL starts again: nothing is lost or done twice."""

import threading
import uuid
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select, text

from backend.db import Batch, DuplicateRow, commit, db, unit_of_work
from backend.db.stamps import StampRow

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

INSERT = "INSERT INTO stamps (scope, version) VALUES (:scope, :version)"
HANG_UP = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
WAITING = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()"""


@pytest.fixture
def operator(app: Flask) -> Iterator[psycopg.Connection[tuple[int]]]:
    """Somebody at the database itself."""
    with db.engine.connect() as connection:
        dsn = connection.connection.driver_connection.info.dsn  # type: ignore[union-attr]
    with psycopg.connect(dsn, autocommit=True) as other:
        yield other


def rows() -> int:
    return db.session.execute(select(func.count()).select_from(StampRow)).scalar_one()


def insert(scope: uuid.UUID) -> None:
    batch = Batch()
    batch.add(INSERT, scope=scope, version=1)
    commit(batch)


def hang_up(operator: psycopg.Connection[tuple[int]]) -> None:
    """End every connection of ours, which are idle or should be."""
    row = operator.execute(HANG_UP).fetchone()
    assert row is not None
    assert row[0] > 0, "there was nothing to hang up, so nothing is shown"


def test_idle_connections_that_died_cost_nobody_an_answer(
    app: Flask, operator: psycopg.Connection[tuple[int]]
) -> None:
    insert(uuid.uuid4())
    assert rows() == 1
    db.session.rollback()
    hang_up(operator)
    insert(uuid.uuid4())
    assert rows() == 2


def test_a_read_whose_connection_breaks_is_repeated(
    app: Flask, operator: psycopg.Connection[tuple[int]]
) -> None:
    assert rows() == 0  # the session holds its connection from here on
    hang_up(operator)
    assert rows() == 0


def test_a_connection_that_breaks_after_the_answer_takes_nothing_back(
    app: Flask, operator: psycopg.Connection[tuple[int]]
) -> None:
    with app.app_context():
        assert rows() == 0
        session = db.session()
        assert session.in_transaction()
        hang_up(operator)
    assert not session.in_transaction()
    assert session not in db.session.registry.registry.values()
    with app.app_context():
        assert rows() == 0


def test_a_unit_that_breaks_before_its_commit_runs_again_and_writes_once(
    app: Flask, operator: psycopg.Connection[tuple[int]]
) -> None:
    tries = []

    @unit_of_work
    def add_one() -> None:
        db.session.add(StampRow(scope=uuid.uuid4(), version=1))
        db.session.flush()
        tries.append(True)
        if len(tries) == 1:
            hang_up(operator)
        db.session.execute(select(func.count()).select_from(StampRow))

    add_one()
    assert len(tries) == 2
    assert rows() == 1


def test_a_batch_that_breaks_under_way_is_sent_again_and_written_once(
    app: Flask, operator: psycopg.Connection[tuple[int]]
) -> None:
    scope = uuid.uuid4()
    done: list[BaseException | None] = []

    def work() -> None:
        with app.app_context():
            try:
                insert(scope)
                done.append(None)
            except BaseException as error:
                done.append(error)

    with operator.transaction():
        # An uncommitted row with the same id: whoever inserts it too has to wait.
        operator.execute("INSERT INTO stamps (scope, version) VALUES (%s, 1)", (scope,))
        writer = threading.Thread(target=work)
        writer.start()
        with psycopg.connect(operator.info.dsn, autocommit=True) as other:
            while not (waiting := other.execute(WAITING).fetchone()):
                pass
            other.execute("SELECT pg_terminate_backend(%s)", waiting)
        raise psycopg.Rollback
    writer.join()
    assert done == [None]
    assert rows() == 1


def test_a_batch_that_was_done_before_its_connection_broke_is_found_by_its_id(app: Flask) -> None:
    scope = uuid.uuid4()
    insert(scope)
    with pytest.raises(DuplicateRow) as found:
        insert(scope)
    assert found.value.key == "stamps.scope"


def test_a_connection_to_a_server_that_only_reads_now_is_not_kept(app: Flask) -> None:
    with db.engine.connect() as connection:
        connection.execute(text("SELECT set_config('default_transaction_read_only', 'on', false)"))
        connection.commit()
    assert db.engine.pool.checkedin() == 1, "the next one is it"  # type: ignore[attr-defined]
    insert(uuid.uuid4())

    @unit_of_work
    def add_one() -> None:
        db.session.add(StampRow(scope=uuid.uuid4(), version=1))

    add_one()
    assert rows() == 2
