"""Rows are found by many keys of several columns with one question."""

import uuid

from flask import Flask
from sqlalchemy import select

from backend.db import db, matching, unit_of_work
from backend.db.stamps import StampRow
from backend.payments.models import ServerCodeCounter

ODD = [bytes([0, 34, 92, 123, 125, 44, 255, place]) for place in range(3)]
PEOPLE = [uuid.uuid4() for _ in range(3)]


@unit_of_work
def write() -> None:
    db.session.add_all(ServerCodeCounter(key_id=key, counter=2**32 - 1) for key in ODD)
    db.session.add_all(StampRow(scope=one, version=1) for one in PEOPLE)


def test_keys_of_any_bytes_match_only_with_all_their_parts(app: Flask) -> None:
    write()
    row = ServerCodeCounter
    wanted = [(ODD[0], 2**32 - 1), (ODD[1], 7), (b"\x00" * 8, 2**32 - 1)]
    found = matching(select(row.key_id), (row.key_id, row.counter), wanted)
    assert db.session.scalars(found).all() == [ODD[0]]
    assert (
        db.session.scalars(matching(select(row), (row.key_id,), [(ODD[2],)])).one().key_id
        == (ODD[2])
    )


def test_many_ids_are_found_and_none_find_nothing(app: Flask) -> None:
    write()
    question = select(StampRow.scope)
    many = [(one,) for one in PEOPLE[:2]] + [(uuid.uuid4(),) for _ in range(400)]
    found = db.session.scalars(matching(question, (StampRow.scope,), many))
    assert set(found) == set(PEOPLE[:2])
    assert db.session.scalars(matching(question, (StampRow.scope,), [])).all() == []
