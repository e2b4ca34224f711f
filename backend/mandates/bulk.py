"""Many rows at once, for jobs: one statement each, without an object per row."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, text, update

from backend.db import db
from backend.mandates.models import Collection, Mandate

Row = Mapping[str, Any]

_SETTLED = ("status", "tries", "at", "amount", "euro_cents")
_MOVE = {
    "id": "uuid",
    "nth": "integer",
    "due_on": "date",
    "try_on": "date",
    "tries": "integer",
    "told": "boolean",
}


def move_mandates(rows: Sequence[Row]) -> None:
    """Let these mandates go on where the rows say."""
    if not rows:
        return
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        moved = (
            update(Mandate.__table__)  # type: ignore[arg-type]
            .where(Mandate.id == bindparam("key"))
            .values({name: bindparam(f"new_{name}") for name in _MOVE if name != "id"})
        )
        given = [
            {"key": row["id"], **{f"new_{name}": row[name] for name in _MOVE if name != "id"}}
            for row in rows
        ]
        connection.execute(moved, given)
        return
    columns = {name: _literal([row[name] for row in rows]) for name in _MOVE}
    connection.execute(_MOVED, columns)


def mark_told(ids: Sequence[uuid.UUID]) -> None:
    """Note that the payers of these mandates were told of the next day."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        told = update(Mandate.__table__).where(Mandate.id == bindparam("key")).values(told=True)  # type: ignore[arg-type]
        if ids:
            connection.execute(told, [{"key": one} for one in ids])
        return
    connection.execute(_TOLD, {"ids": _literal(ids)})


def settle_collections(rows: Sequence[Row]) -> None:
    """Note what became of periods that were short before; the amount may be another by now."""
    if not rows:
        return
    settled = (
        update(Collection.__table__)  # type: ignore[arg-type]
        .where(Collection.id == bindparam("key"))
        .values({name: bindparam(f"new_{name}") for name in _SETTLED})
    )
    given = [{"key": row["id"], **{f"new_{name}": row[name] for name in _SETTLED}} for row in rows]
    db.session.connection().execute(settled, given)


def _literal(values: Sequence[object]) -> str:
    """An array as PostgreSQL reads it: one text to send instead of a value at a time."""
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"


def _arrays(types: Mapping[str, str]) -> str:
    return ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in types.items())


_TOLD = text("UPDATE mandates SET told = true WHERE id = ANY(CAST(:ids AS uuid[]))")
_MOVED = text(
    "UPDATE mandates AS m SET "  # noqa: S608
    + ", ".join(f"{name} = v.{name}" for name in _MOVE if name != "id")
    + f" FROM unnest({_arrays(_MOVE)}) AS v({', '.join(_MOVE)}) WHERE m.id = v.id"
)
