"""Through pgbouncer in transaction mode: every way in which we talk to PostgreSQL works."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, make_url, select

import migrations
from backend.app import create_app
from backend.db import Batch, commit, db, dispose, insert_many, unit_of_work
from backend.db.snapshot import snapshot
from backend.db.stamps import StampRow
from tests.conftest import config_for
from tests.scale.pooler import pooler
from tests.support.postgres import PostgresServer

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

THREADS = 12
TIMES = 240
INSERT = "INSERT INTO stamps (scope, version) VALUES (:scope, :version)"


@pytest.fixture
def pooled_app(postgres: PostgresServer, database_url: str) -> Iterator[Callable[[bool], Flask]]:
    """Makes applications that reach the test's database through a pooler."""
    made = []
    name = make_url(database_url).database
    with pooler(postgres) as folder:
        address = f"postgresql+psycopg://postgres@/{name}?host={folder}"

        def make(pooled: bool) -> Flask:
            app = create_app(config_for(address, isolation_level="READ COMMITTED", pooled=pooled))
            made.append(app)
            return app

        yield make
        for app in made:
            dispose(app)


def insert() -> None:
    batch = Batch()
    batch.add(INSERT, scope=uuid.uuid4(), version=1)
    commit(batch)


@unit_of_work
def add() -> None:
    db.session.add(StampRow(scope=uuid.uuid4(), version=1))


@unit_of_work
def add_by_stream() -> None:
    insert_many(StampRow, [{"scope": uuid.uuid4(), "version": 1}])


def read() -> None:
    db.session.execute(select(func.count()).select_from(StampRow)).scalar_one()


def read_in_peace() -> None:
    with snapshot() as view:
        view.execute(select(StampRow.scope).limit(1)).all()


WAYS = (insert, add, add_by_stream, read, read_in_peace)
WRITING = 3


def talk(app: Flask) -> list[BaseException]:
    """All ways at once, by more threads than the database has connections."""
    failures: list[BaseException] = []

    def work(number: int) -> None:
        with app.app_context():
            try:
                WAYS[number % len(WAYS)]()
            except Exception as failure:
                failures.append(failure)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(TIMES)))
    return failures


def test_all_ways_of_talking_work_through_a_pooler(
    pooled_app: Callable[[bool], Flask],
) -> None:
    app = pooled_app(True)
    assert talk(app) == []
    with app.app_context():
        written = db.session.execute(select(func.count()).select_from(StampRow)).scalar_one()
        assert written == TIMES // len(WAYS) * WRITING
        assert migrations.is_current(db.engine)


def test_the_pooler_is_one_that_forgets_what_was_prepared(
    pooled_app: Callable[[bool], Flask],
) -> None:
    """The control: were we not told of it, statements would be missing on other connections."""
    failures = talk(pooled_app(False))
    assert any("prepared statement" in str(failure) for failure in failures), failures[:3]
