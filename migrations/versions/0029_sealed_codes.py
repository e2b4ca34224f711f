"""Seal the codes that stand on paper: a copy of the database claims and pays nothing.

What was printed before stays good. While this runs, a server of an older version knows sealed codes
no more, so it is restarted right after; nothing else of it is touched.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

from backend.db import Instant
from backend.web.sealed import SIGNED_CODE, TEXT_CODE, make_key
from migrations.support import on_sqlite

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_TEXT, _SIGNED = TEXT_CODE.kind, SIGNED_CODE.kind
# Table, its key, and what is sealed in it.
_COLUMNS = (
    ("bearer_notes", "jws", _SIGNED),
    ("bearer_notes", "id", _TEXT),
    ("note_takings", "note_id", _TEXT),
    ("task_codes", "jws", _SIGNED),
    ("task_codes", "id", _TEXT),
    ("claims", "code_id", _TEXT),
    ("stays", "code_id", _TEXT),
)
_SCOPE = "code:"
_NOTE = "fk_note_takings_note_id"


def upgrade() -> None:
    """Make the key, and seal what lies open."""
    op.create_table(
        "data_keys",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_data_keys"),
    )
    seal = make_key(op.get_bind())
    # They live for a minute and a half.
    op.execute("DELETE FROM short_codes")
    found = {
        (table, column, kind): _values(f"SELECT DISTINCT {column} FROM {table}")  # noqa: S608
        for table, column, kind in _COLUMNS
    }
    scopes = _values("SELECT DISTINCT scope FROM task_usage WHERE scope LIKE 'code:%'")
    if not scopes and not any(found.values()):
        return
    with _unguarded():
        for (table, column, kind), values in found.items():
            _replace(table, column, {one: seal(one, kind) for one in values})
        texts = [one.removeprefix(_SCOPE) for one in scopes]
        _replace("task_usage", "scope", {_SCOPE + one: _SCOPE + seal(one, _TEXT) for one in texts})


def _values(query: str) -> list[str]:
    return [one for one in op.get_bind().execute(sa.text(query)).scalars() if one is not None]


def _replace(table: str, column: str, sealed: dict[str, str]) -> None:
    """By a table of what becomes of what, so that each of ours is read through once."""
    if not sealed:
        return
    bind = op.get_bind()
    bind.execute(sa.text("CREATE TEMPORARY TABLE sealing (old TEXT PRIMARY KEY, new TEXT)"))
    bind.execute(
        sa.text("INSERT INTO sealing VALUES (:old, :new)"),
        [{"old": old, "new": new} for old, new in sealed.items()],
    )
    bind.execute(
        sa.text(
            f"UPDATE {table} SET {column} = (SELECT new FROM sealing WHERE old = {column})"  # noqa: S608
            f" WHERE {column} IN (SELECT old FROM sealing)"
        )
    )
    bind.execute(sa.text("DROP TABLE sealing"))


@contextmanager
def _unguarded() -> Iterator[None]:
    """Without the triggers and the reference that would refuse a change of what is fixed."""
    guarded = ("bearer_notes", "note_takings", "task_codes", "claims", "stays", "task_usage")
    again = _lift_on_sqlite(guarded) if on_sqlite() else _lift_on_postgresql(guarded)
    yield
    again()


def _lift_on_sqlite(guarded: tuple[str, ...]) -> Callable[[], None]:
    bind = op.get_bind()
    names = ", ".join(f"'{name}'" for name in guarded)
    triggers = bind.execute(
        sa.text(
            "SELECT name, sql FROM sqlite_master"  # noqa: S608
            f" WHERE type = 'trigger' AND tbl_name IN ({names})"
        )
    ).all()
    bind.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name, _ in triggers:
        bind.exec_driver_sql(f"DROP TRIGGER {name}")

    def again() -> None:
        for _, made in triggers:
            bind.exec_driver_sql(made)

    return again


def _lift_on_postgresql(guarded: tuple[str, ...]) -> Callable[[], None]:
    for table in guarded:
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    op.drop_constraint(_NOTE, "note_takings", type_="foreignkey")

    def again() -> None:
        op.create_foreign_key(_NOTE, "note_takings", "bearer_notes", ["note_id"], ["id"])
        for table in guarded:
            op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return again
