"""Sealed columns: the same in Python, unreadable in the database, and good under a newer secret."""

from collections.abc import Callable
from typing import Any

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.exceptions import InvalidTag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, text

from backend.db import db, forget_all_facts
from backend.ids import new_id
from backend.web.caller import Place
from backend.web.sealed import DataKeyLost, renew_key, seal, unseal
from tests.architecture.tree import ROOT
from tests.conftest import SECRET
from tests.factories.communities import make_community, somebody
from tests.factories.identity import send
from tests.factories.ledger import findings
from tests.factories.sheets import on_sheet, printed, sign_next, vouchers
from tests.factories.tasks import claim, make_desk

NEWER = "a-newer-secret-for-the-tests-of-48-characters-x!"
CODE = "K7QM42XD"
COLUMNS = {
    ("bearer_notes", "jws"): "signed code",
    ("bearer_notes", "id"): "text code",
    ("note_takings", "note_id"): "text code",
    ("task_codes", "jws"): "signed code",
    ("task_codes", "id"): "text code",
    ("claims", "code_id"): "text code",
}


def test_a_seal_is_the_same_each_time_and_bound_to_its_kind(app: Flask) -> None:
    assert unseal(seal(CODE)) == CODE
    assert seal(CODE) == seal(CODE)
    assert len({seal(CODE), seal("K7QM42XE"), seal(CODE, "signed code"), CODE}) == 4
    with pytest.raises(InvalidTag):
        unseal(seal(CODE), "signed code")


def test_what_is_printed_outlives_the_secret_it_was_printed_under(
    make_app: Callable[..., Flask],
) -> None:
    before, between, after = (
        make_app(secrets=secrets) for secrets in ((SECRET,), (NEWER, SECRET), (NEWER,))
    )
    with before.app_context():
        sealed = seal(CODE)
    with after.app_context(), pytest.raises(DataKeyLost):
        unseal(sealed)
    with between.app_context():
        assert unseal(sealed) == CODE
        assert renew_key() is True
        assert renew_key() is False
    with after.app_context():
        assert unseal(sealed) == CODE
        assert seal(CODE) == sealed


def test_what_was_printed_before_codes_were_sealed_stays_good(app: Flask) -> None:
    community = make_community()
    desk = make_desk(app, community)
    member = somebody(app, "member", Place(community.id)).client
    sheet, codes = vouchers(desk, 2)
    notes = {"id": str(printed(desk, desk.offer())["note_sheet_id"])}
    sign_next(desk, notes, "/note-sheets")
    used, unused = (one["text"] for one in on_sheet(desk, notes, "/note-sheets"))
    assert take(member, used).status_code == 200
    assert claim(member, codes[0]["text"]).status_code == 200

    lie_open_again()
    forget_all_facts()
    assert codes[1]["text"].replace("-", "") in what_lies_in("task_codes")
    run_the_step()
    assert codes[1]["text"].replace("-", "") not in what_lies_in("task_codes")

    assert take(member, used).json["code"] == "code_used"
    assert take(member, unused).status_code == 200
    again = claim(member, codes[0]["text"])
    assert (again.status_code, again.json["code"]) == (409, "code_used")
    assert claim(member, codes[1]["link"]).status_code == 200
    assert [one["status"] for one in on_sheet(desk, sheet)] == ["used", "used"]
    assert findings() == []


def take(client: FlaskClient, code: str) -> Any:
    return send(client, "PUT", f"/note-takings/{new_id()}", {"code": code, "shop_id": None})


def what_lies_in(table: str) -> str:
    db.session.rollback()
    return str(db.session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608


def lie_open_again() -> None:
    """Bring the tables back to what they were before, past their triggers."""
    db.session.remove()
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        triggers = step_aside(connection)
        for (table, column), kind in COLUMNS.items():
            query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
            for value in connection.execute(text(query)).scalars().all():
                change = f"UPDATE {table} SET {column} = :new WHERE {column} = :old"  # noqa: S608
                connection.execute(text(change), {"new": unseal(value, kind), "old": value})
        scopes = connection.execute(
            text("SELECT scope FROM task_usage WHERE scope LIKE 'code:%'")
        ).scalars()
        for scope in scopes.all():
            connection.execute(
                text("UPDATE task_usage SET scope = :new WHERE scope = :old"),
                {"new": "code:" + unseal(scope.removeprefix("code:")), "old": scope},
            )
        connection.execute(text("DROP TABLE data_keys"))
        for made in triggers:
            connection.exec_driver_sql(made)


def step_aside(connection: Connection) -> list[str]:
    """Without triggers and references, as only the database's owner can be; says what to remake."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return []
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    rows = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    ).all()
    for name, _ in rows:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return [made for _, made in rows]


def run_the_step() -> None:
    """The revision that seals, alone."""
    step = ScriptDirectory(str(ROOT / "migrations")).get_revision("0029").module
    db.session.remove()
    with (
        db.engine.connect().execution_options(write=True) as connection,
        connection.begin(),
        Operations.context(MigrationContext.configure(connection)),
    ):
        step.upgrade()
