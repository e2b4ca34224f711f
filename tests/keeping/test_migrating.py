"""The newest revision arrives while people pay, and a busy table makes nobody wait for it."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect

import migrations
from backend import db
from tests.factories.communities import make_community
from tests.factories.payments import Counter, Payer, make_counter, make_payer
from tests.keeping.test_copies import address

PATIENCE_SECONDS = 60

EXPAND = """
import sqlalchemy as sa
from alembic import op
from migrations.support import on_sqlite
revision, down_revision, branch_labels, depends_on = "9001", "{before}", None, None
def upgrade():
    op.add_column("payments", sa.Column("tip", sa.Integer(), nullable=True))
    if on_sqlite():
        op.create_index("ix_payments_tip", "payments", ["tip"])
        return
    with op.get_context().autocommit_block():
        op.create_index("ix_payments_tip", "payments", ["tip"], postgresql_concurrently=True)
"""
FILL = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "9002", "9001", None, None
def upgrade():
    op.execute("UPDATE payments SET tip = 0 WHERE tip IS NULL")
"""
MISTAKEN = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "9003", "9002", None, None
def upgrade():
    op.execute("CREATE TABLE half_done (id INTEGER)")
    op.execute("UPDATE nowhere SET tip = 0")
"""
MIGRATE = """
import pathlib, sys, sqlalchemy, migrations
migrations.upgrade(sqlalchemy.create_engine(sys.argv[1]), pathlib.Path(sys.argv[2]))
"""


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """The history with two revisions more than this program has: what a newer version brings."""
    newer = tmp_path / "migrations"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(migrations.HISTORY, newer, ignore=ignored)
    [newest] = migrations.heads()
    (newer / "versions" / "9001_expand.py").write_text(EXPAND.format(before=newest))
    (newer / "versions" / "9002_fill.py").write_text(FILL)
    return newer


@contextmanager
def migrating(app: Flask, history: Path) -> Iterator[threading.Thread]:
    """Another process brings the database up to date meanwhile; it has to end well."""
    failures: list[BaseException] = []

    def work() -> None:
        try:
            with app.app_context():
                migrations.upgrade(db.db.engine, history)
        except BaseException as error:  # told in the thread of the test
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield thread
    finally:
        thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()
    assert failures == []


def pay(counter: Counter, payer: Payer) -> None:
    answer = counter.scan(payer.code(), amount=5)
    assert (answer.status_code, answer.json["status"]) == (200, "paid"), answer.text


def columns(url: str) -> set[str]:
    engine = create_engine(url)
    found = {column["name"] for column in inspect(engine).get_columns("payments")}
    engine.dispose()
    return found


def test_people_pay_while_the_database_is_brought_up_to_date(
    app: Flask, make_app: Callable[..., Flask], history: Path
) -> None:
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community)
    pay(counter, payer)
    with migrating(make_app(), history) as upgrade:
        during = 0
        while upgrade.is_alive():
            pay(counter, payer)
            during += 1
    pay(counter, payer)
    assert during > 0
    assert counter.till == 5 * (during + 2)
    assert "tip" in columns(address(app))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_revision_that_has_to_wait_for_a_table_gives_way(
    app: Flask, make_app: Callable[..., Flask], history: Path
) -> None:
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community)
    reached = address(app).replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(reached) as reader, migrating(make_app(), history) as upgrade:
        reader.execute("SELECT count(*) FROM payments")
        # Everybody queues behind who waits for the whole table; the reader ends after the payment.
        wait_for_waiting(reached)
        pay(counter, payer)
        assert upgrade.is_alive()
        assert "tip" not in columns(address(app))
        reader.rollback()
    assert "tip" in columns(address(app))


def test_a_revision_that_fails_is_undone_and_those_before_it_stay(
    app: Flask, history: Path
) -> None:
    (history / "versions" / "9003_mistaken.py").write_text(MISTAKEN)
    with pytest.raises(Exception, match="nowhere"):
        migrations.upgrade(db.db.engine, history)
    assert not inspect(db.db.engine).has_table("half_done")
    assert "tip" in columns(address(app))
    (history / "versions" / "9003_mistaken.py").unlink()
    migrations.upgrade(db.db.engine, history)


def test_two_who_migrate_at_once_do_it_once(app: Flask, history: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", MIGRATE, address(app), str(history)])
    migrations.upgrade(db.db.engine, history)
    assert other.wait(PATIENCE_SECONDS) == 0
    assert "tip" in columns(address(app))


def wait_for_waiting(reached: str) -> None:
    """Until somebody waits for a lock on a whole table."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
    with psycopg.connect(reached, autocommit=True) as looking:
        while not looking.execute(waiting).fetchall():
            assert time.monotonic() < deadline, "nobody waits"
            time.sleep(0.01)
