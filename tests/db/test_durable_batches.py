"""Batches and units of work on both databases, with a table that every database has: stamps."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.db import Batch, DuplicateRow, StaleFacts, Stamp, commit, db, read_stamps, unit_of_work
from backend.db.stamps import StampRow

INSERT = "INSERT INTO stamps (scope, version) VALUES (:scope, :version)"


def rows() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(StampRow)).scalar_one()


def batch_of(*scopes: uuid.UUID) -> Batch:
    batch = Batch()
    for scope in scopes:
        batch.add(INSERT, scope=scope, version=1)
    return batch


def test_a_batch_is_written_whole(app: Flask) -> None:
    commit(batch_of(uuid.uuid4(), uuid.uuid4()))
    assert rows() == 2


def test_a_refused_batch_writes_nothing_and_names_the_key(app: Flask) -> None:
    twice = uuid.uuid4()
    with pytest.raises(DuplicateRow) as refused:
        commit(batch_of(uuid.uuid4(), twice, twice))
    assert refused.value.key == "stamps.scope"
    assert rows() == 0


def test_a_refused_batch_leaves_the_next_one_alone(app: Flask) -> None:
    twice = uuid.uuid4()
    with pytest.raises(DuplicateRow):
        commit(batch_of(twice, twice))
    commit(batch_of(twice))
    assert rows() == 1


def test_stale_facts_refuse_a_batch(app: Flask) -> None:
    scope = uuid.uuid4()
    known = read_stamps([scope])
    commit(batch_of(scope))
    late = batch_of(uuid.uuid4())
    late.expect(*known)
    with pytest.raises(StaleFacts):
        commit(late)
    assert rows() == 1
    late.stamps = [Stamp(scope, 1)]
    commit(late)
    assert rows() == 2


def test_a_unit_of_work_rolls_back_when_it_raises(app: Flask) -> None:
    @unit_of_work
    def write_and_fail() -> None:
        db.session.add(StampRow(scope=uuid.uuid4(), version=1))
        db.session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert rows() == 0


def test_units_and_batches_from_many_threads_all_arrive(app: Flask) -> None:
    @unit_of_work
    def add_one() -> None:
        db.session.add(StampRow(scope=uuid.uuid4(), version=1))

    def work(number: int) -> None:
        with app.app_context():
            if number % 4 == 0:
                add_one()
            else:
                commit(batch_of(uuid.uuid4()))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(200)))
    assert rows() == 200
