"""Every statement that we send to PostgreSQL, and what in it another engine might not know.

``pytest -p tests.scale.statements`` notes them while tests run (``make statements`` runs nearly
all of them so) and writes ``build/statements/``; ``python -m tests.scale.statements`` says which
of them use what. ``FEATURES`` is what docs/scale.md speaks about, and a test compares them.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event

from backend.db.direct import DirectConnections
from tests.support.server import ROOT

FOLDER = ROOT / "build" / "statements"

FEATURES = {
    "row locks": r"FOR (NO KEY )?UPDATE|FOR SHARE",
    "skip locked": r"SKIP LOCKED",
    "on conflict": r"ON CONFLICT",
    "returning": r"\bRETURNING\b",
    "arrays": r"unnest|array_agg|::\w+\[\]|= ?ANY ?\(",
    "writing WITH": r"WITH \w+ AS \((INSERT|UPDATE|DELETE)|step0 AS \(",
    "copy": r"^COPY ",
    "settings": r"set_config|current_setting|^SET ",
    "advisory locks": r"pg_(try_)?advisory",
    "triggers": r"CREATE (OR REPLACE )?TRIGGER",
    "statement triggers": r"REFERENCING (NEW|OLD) TABLE",
    "PL/pgSQL": r"LANGUAGE plpgsql",
    "partial indexes": r"CREATE (UNIQUE )?INDEX .* WHERE ",
    "the log's position": r"pg_current_wal|pg_last_wal|pg_is_in_recovery",
    "temporary tables": r"CREATE (LOCAL )?TEMP",
    "snapshots": r"REPEATABLE READ|pg_export_snapshot",
    "DDL in a transaction": r"^(CREATE|ALTER|DROP) ",
}
"""What is used, by name: how it is recognised."""

AVOIDED = {
    "sequences": r"\bnextval\b|CREATE SEQUENCE|BIGSERIAL|SERIAL PRIMARY|ALWAYS AS IDENTITY",
    "table locks": r"\bLOCK TABLE\b",
    "deferred constraints": r"\bDEFERRABLE\b|SET CONSTRAINTS",
    "exclusion constraints": r"EXCLUDE USING",
    "notifications": r"^(LISTEN|NOTIFY)\b|pg_notify",
    "row places": r"\b(ctid|xmin|xmax)\b",
    "cursors": r"DECLARE \w+ .*CURSOR",
    "inheritance": r"\bINHERITS \(",
    "extensions": r"CREATE EXTENSION",
    "two-phase commits": r"PREPARE TRANSACTION",
}
"""What is not used anywhere."""

_SPACE = re.compile(r"\s+")
_PARAMETER = re.compile(r"%\(\w+\)s|\$\d+")
_LIST = re.compile(r"\((?:\?(?:::\w+)?,? ?)+\)")
_ROWS = re.compile(r"(\(\?\))(?:, \(\?\))+")


def normal(statement: str) -> str:
    """One spelling for statements that differ in the number of their parameters only."""
    text = _PARAMETER.sub("?", _SPACE.sub(" ", statement).strip())
    text = _LIST.sub("(?)", text)
    return _ROWS.sub(r"\1", text)


def features(statement: str, wanted: dict[str, str]) -> list[str]:
    """Which of ``wanted`` it uses."""
    return [name for name, how in wanted.items() if re.search(how, statement, re.IGNORECASE)]


def count(statements: Iterable[str], wanted: dict[str, str]) -> Counter[str]:
    """How many statements use each of ``wanted``."""
    return Counter(name for one in statements for name in features(one, wanted))


def read() -> list[str]:
    """All that was noted, each once."""
    found: set[str] = set()
    for path in FOLDER.glob("*.json"):
        found.update(json.loads(path.read_text(encoding="utf-8")))
    return sorted(found)


_noted: set[str] = set()
_written = [0]


def pytest_configure() -> None:
    """Begin to listen."""

    def note(connection: Connection, _: Any, statement: str, *__: Any) -> None:
        if connection.dialect.name == "postgresql":
            _noted.add(normal(statement))

    event.listen(Engine, "before_cursor_execute", note)
    run = DirectConnections.run

    def noting(self: DirectConnections, sql: bytes, values: Sequence[object]) -> None:
        _noted.add(normal(sql.decode()))
        run(self, sql, values)

    DirectConnections.run = noting  # type: ignore[method-assign]
    copy = psycopg.Cursor.copy

    def copying(self: Any, statement: Any, *rest: Any, **named: Any) -> Any:
        _noted.add(normal(statement.decode() if isinstance(statement, bytes) else str(statement)))
        return copy(self, statement, *rest, **named)

    psycopg.Cursor.copy = copying  # type: ignore[method-assign]


def pytest_runtest_logfinish() -> None:
    """Write what this process heard so far, for a run may break off."""
    if len(_noted) > _written[0]:
        _written[0] = len(_noted)
        FOLDER.mkdir(parents=True, exist_ok=True)
        path = FOLDER / f"{os.getpid()}.json"
        path.write_text(json.dumps(sorted(_noted), indent=1), encoding="utf-8")


def main() -> None:
    """What is used, how often, and what should not be."""
    statements = read()
    print(f"{len(statements)} different statements")
    for wanted in (FEATURES, AVOIDED):
        found = count(statements, wanted)
        for name in wanted:
            print(f"  {name:<24} {found[name]}")
        print()


if __name__ == "__main__":
    main()
