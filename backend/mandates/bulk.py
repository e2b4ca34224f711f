"""Many rows at once, for jobs: one statement each, without an object per row."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import TextClause, bindparam, insert, text, update

from backend import clock
from backend.db import db
from backend.mandates.models import Collection, Mandate

Row = Mapping[str, Any]

_COLLECTION = {
    "id": "uuid",
    "mandate_id": "uuid",
    "plan_id": "uuid",
    "due_on": "date",
    "amount": "bigint",
    "euro_cents": "bigint",
    "status": "text",
    "tries": "integer",
    "at": "bigint",
}
_MOVE = {
    "id": "uuid",
    "nth": "integer",
    "due_on": "date",
    "try_on": "date",
    "tries": "integer",
    "told": "boolean",
}


def add_collections(rows: Sequence[Row]) -> None:
    """Insert these periods; ``at`` is an aware datetime."""
    if not rows:
        return
    if _on_sqlite():
        db.session.connection().execute(insert(Collection.__table__), list(rows))  # type: ignore[arg-type]
    else:
        _run(_ADD, _COLLECTION, rows)


def move_mandates(rows: Sequence[Row]) -> None:
    """Let these mandates go on where the rows say."""
    if not rows:
        return
    if _on_sqlite():
        moved = (
            update(Mandate.__table__)  # type: ignore[arg-type]
            .where(Mandate.id == bindparam("key"))
            .values({name: bindparam(f"new_{name}") for name in _MOVE if name != "id"})
        )
        given = [
            {"key": row["id"], **{f"new_{name}": row[name] for name in _MOVE if name != "id"}}
            for row in rows
        ]
        db.session.connection().execute(moved, given)
    else:
        _run(_MOVED, _MOVE, rows)


def settle_collections(rows: Sequence[Row]) -> None:
    """Note the status, the tries and the instant of periods that were short before."""
    if not rows:
        return
    settled = (
        update(Collection.__table__)  # type: ignore[arg-type]
        .where(Collection.id == bindparam("key"))
        .values(status=bindparam("now"), tries=bindparam("tried"), at=bindparam("then"))
    )
    given = [
        {"key": row["id"], "now": row["status"], "tried": row["tries"], "then": row["at"]}
        for row in rows
    ]
    db.session.connection().execute(settled, given)


def _on_sqlite() -> bool:
    return db.session.connection().dialect.name == "sqlite"


def _run(statement: TextClause, types: Mapping[str, str], rows: Sequence[Row]) -> None:
    columns = {name: [_plain(row[name]) for row in rows] for name in types}
    db.session.connection().execute(statement, columns)


def _plain(value: object) -> object:
    return clock.millis(value) if isinstance(value, datetime) else value


def _arrays(types: Mapping[str, str]) -> str:
    return ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in types.items())


_ADD = text(
    f"INSERT INTO collections ({', '.join(_COLLECTION)})"  # noqa: S608
    f" SELECT * FROM unnest({_arrays(_COLLECTION)})"
)
_MOVED = text(
    "UPDATE mandates AS m SET "  # noqa: S608
    + ", ".join(f"{name} = v.{name}" for name in _MOVE if name != "id")
    + f" FROM unnest({_arrays(_MOVE)}) AS v({', '.join(_MOVE)}) WHERE m.id = v.id"
)
