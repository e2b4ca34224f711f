"""Questions that share a statement, on both databases."""

import uuid

import pytest
from flask import Flask

from backend.db import Batch, Look, commit, look

STAMPS = "FROM stamps WHERE scope = :scope"


def test_each_look_gets_its_own_rows(app: Flask) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    batch = Batch()
    for scope in (one, other):
        batch.add("INSERT INTO stamps (scope, version) VALUES (:scope, 7)", scope=scope)
    commit(batch)
    newest = "FROM stamps WHERE version >= :least ORDER BY version DESC LIMIT 1"
    found = look(
        [
            Look(("scope", "version"), STAMPS, {"scope": one}),
            Look(("version",), STAMPS, {"scope": uuid.uuid4()}),
            Look(("version", "NULL", "scope"), STAMPS, {"scope": other}),
            Look(("version",), newest, {"least": 7}),
        ]
    )
    assert found == [[(str(one), "7")], [], [("7", None, str(other))], [("7",)]]


def test_what_the_database_refuses_is_raised_and_leaves_the_next_look_alone(app: Flask) -> None:
    with pytest.raises(Exception, match="nowhere"):
        look([Look(("id",), "FROM nowhere")])
    assert look([Look(("scope",), STAMPS, {"scope": uuid.uuid4()})]) == [[]]
