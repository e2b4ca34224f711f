"""A full disk decides nothing: the same payment is asked again, and is paid when there is room."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit

from flask import Flask
from sqlalchemy import text

from backend.db import db
from backend.ids import new_id
from tests.factories.payments import Counter, Payer

_NO_ROOM = """
    CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON payments EXECUTE FUNCTION no_room()"""


def test_a_payment_that_met_a_full_disk_is_paid_when_there_is_room(
    app: Flask, counter: Counter, payer: Payer
) -> None:
    code, payment_id = payer.code(exact=650), new_id()
    with _full(app):
        for _ in range(2):
            assert counter.scan(code, payment_id=payment_id).status_code == 503
    answer = counter.scan(code, payment_id=payment_id)
    assert (answer.status_code, answer.json["status"]) == (200, "paid")
    assert counter.till == 650


@contextmanager
def _full(app: Flask) -> Iterator[None]:
    """No room for the database's files: a limit of the process, or the server's own condition."""
    db.session.rollback()
    if app.config["WIJKMUNT"].uses_sqlite:
        log = Path(f"{db.engine.url.database}-wal")
        with _no_file_longer_than(log.stat().st_size):
            yield
        return
    with db.engine.begin() as connection:
        connection.execute(text(_NO_ROOM))
    yield
    with db.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER no_room ON payments; DROP FUNCTION no_room()"))


@contextmanager
def _no_file_longer_than(length: int) -> Iterator[None]:
    """What this process writes beyond it fails with EFBIG, as with ENOSPC on a full disk."""
    prlimit(os.getpid(), RLIMIT_FSIZE, (length, RLIM_INFINITY))
    try:
        yield
    finally:
        prlimit(os.getpid(), RLIMIT_FSIZE, (RLIM_INFINITY, RLIM_INFINITY))
