"""One PostgreSQL statement for all steps of a batch, or of several batches of the same shape.

Each step becomes a WITH query that writes (PostgreSQL manual, section 7.8). One statement is one
transaction, so no BEGIN and no COMMIT have to travel. The steps see the database as it was before
the first of them, and unique keys are checked before the triggers of any step run.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from backend.db.stamps import Stamp, expect_sql

Shape = tuple[str, ...]
"""The SQL of a batch's steps."""

Steps = Sequence[tuple[str, Mapping[str, Any]]]

_PARAMETER = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")
_ONE_ROW = re.compile(
    r"(INSERT INTO [a-z_]+ \([a-z_, ]+\) VALUES )(\([a-z0-9_:', ]+\))"
    r"( ON CONFLICT \(([a-z_, ]+)\) DO UPDATE SET .+)?"
)


@dataclass(frozen=True)
class Statement:
    """SQL with numbered parameters, and the names of each step's parameters in their order."""

    sql: bytes
    names: tuple[tuple[str, ...], ...]

    def values(self, batches: Sequence[Steps], stamps: Sequence[Stamp]) -> list[object]:
        """The parameters of as many batches as the statement is for; the stamps' come last."""
        values = [
            steps[number][1][name]
            for number, names in enumerate(self.names)
            for steps in batches
            for name in names
        ]
        if stamps:
            values.append([stamp.scope for stamp in stamps])
            values.append([stamp.version for stamp in stamps])
        return values


@cache
def is_shareable(shape: Shape) -> bool:
    """Whether batches of this shape can be one statement: each step inserts or counts one row."""
    return all(_is_one_row(sql) for sql in shape)


def _is_one_row(sql: str) -> bool:
    found = _ONE_ROW.fullmatch(sql)
    if found is None:
        return False
    key = found[4].split(", ") if found[4] else []
    return set(key) <= set(_PARAMETER.findall(found[2]))


def counted(steps: Steps) -> frozenset[tuple[int, tuple[Any, ...]]]:
    """The rows that a batch counts in, which a statement can change once only.

    They are found by the parameters that are named like the columns of the key.
    """
    return frozenset(
        (number, tuple(steps[number][1][name] for name in key))
        for number, key in _counting(tuple(sql for sql, _ in steps))
    )


@cache
def _counting(shape: Shape) -> tuple[tuple[int, tuple[str, ...]], ...]:
    matches = enumerate(_ONE_ROW.fullmatch(sql) for sql in shape)
    return tuple(
        (number, tuple(one[4].split(", "))) for number, one in matches if one is not None and one[4]
    )


@cache
def statement_for(shape: Shape, count: int, *, stamped: bool) -> Statement:
    """The statement for ``count`` batches of ``shape``; several only when it is shareable."""
    queries, names, total = [], [], 0
    for number, sql in enumerate(shape):
        names.append(tuple(_PARAMETER.findall(sql)))
        queries.append(f"step{number} AS ({_numbered(_repeated(sql, count), total)})")
        total += len(names[-1]) * count
    last = expect_sql(total + 1) if stamped else "SELECT 1"
    return Statement(f"WITH {', '.join(queries)} {last}".encode(), tuple(names))


def _repeated(sql: str, count: int) -> str:
    one = _ONE_ROW.fullmatch(sql)
    if count == 1 or one is None:
        return sql
    return one[1] + ", ".join([one[2]] * count) + (one[3] or "")


def _numbered(sql: str, after: int) -> str:
    numbers = iter(range(after + 1, after + 1 + len(sql)))
    return _PARAMETER.sub(lambda _: f"${next(numbers)}", sql)
