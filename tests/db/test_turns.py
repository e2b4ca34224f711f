"""Several processes write to one embedded database, in turns; one of them is killed."""

import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select

from backend.db import Batch, commit, db, unit_of_work
from backend.db.stamps import StampRow
from backend.db.turns import ENDINGS, Turns
from tests.db import writer

ROOT = Path(__file__).parents[2]
SOON = 20.0


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file that stands for a database."""
    path = tmp_path / "some.sqlite"
    path.touch(0o640)
    return path


@contextmanager
def writing(url: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that writes as quickly as it can, and says each id once it is on disk."""
    process = subprocess.Popen(
        [sys.executable, "-m", writer.__name__, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(process: "subprocess.Popen[str]", count: int | None = None) -> list[str]:
    """So many ids as soon as they are there; all that are left of a process that ended."""
    assert process.stdout is not None
    lines = [line for line, _ in zip(process.stdout, range(count or sys.maxsize), strict=False)]
    return [line.strip() for line in lines if line.endswith("\n")]


def test_who_waits_is_next(database: Path) -> None:
    one, other = Turns(database), Turns(database)
    order = []

    def wait() -> None:
        assert other.take(SOON)
        order.append("other")
        other.give_back()

    assert one.take(SOON)
    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.2)
    assert order == []
    one.give_back()
    assert one.take(SOON)
    order.append("one")
    one.give_back()
    thread.join()
    assert order == ["other", "one"]
    one.close()
    other.close()


def test_threads_of_a_process_wait_only_so_long(database: Path) -> None:
    turns = Turns(database)
    assert turns.take(SOON)
    assert not turns.take(0.05)
    turns.give_back()
    assert turns.take(0.05)


def test_its_files_are_for_those_who_may_use_the_database(database: Path) -> None:
    turns = Turns(database)
    assert turns.take(SOON)
    beside = [database.with_name(database.name + ending) for ending in ENDINGS]
    assert {path.stat().st_mode & 0o777 for path in beside} == {0o640}


def test_a_folder_that_is_not_there_means_no_turn(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "none" / "some.sqlite")
    assert not turns.take(SOON)
    assert not turns.take(SOON)


def test_a_unit_of_work_gives_its_turn_back(app: Flask, database_url: str) -> None:
    if "turns" not in app.extensions:
        assert database_url.startswith("postgresql")
        return

    @unit_of_work
    def write(*, fails: bool) -> None:
        assert not app.extensions["turns"].take(0)
        if fails:
            raise RuntimeError

    write(fails=False)
    with pytest.raises(RuntimeError):
        write(fails=True)
    with db.engine.connect().execution_options(write=True) as connection:
        connection.begin()
        connection.invalidate()
    assert app.extensions["turns"].take(0)
    app.extensions["turns"].give_back()


def test_a_killed_process_holds_nobody_up_and_loses_nothing(app: Flask, database_url: str) -> None:
    with writing(database_url) as one, writing(database_url) as other:
        acknowledged = said(one, 100) + said(other, 100)
        one.send_signal(signal.SIGKILL)
        acknowledged += said(one)
        started = time.monotonic()
        acknowledged += said(other, 100)
        assert time.monotonic() - started < SOON
    with db.engine.connect() as connection:
        found = set(connection.scalars(select(StampRow.scope)))
    assert {uuid.UUID(one) for one in acknowledged} <= found


def test_a_program_that_knows_of_no_turns_is_waited_for(app: Flask, database_url: str) -> None:
    stranger = create_engine(database_url)
    with stranger.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, connection.rollback)
        release.start()
        batch = Batch()
        batch.add("INSERT INTO stamps (scope, version) VALUES (:scope, 1)", scope=uuid.uuid4())
        commit(batch)
        release.join()
    stranger.dispose()
