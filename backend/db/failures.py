"""What a database says when it refuses, turned into conditions the application knows.

A trigger refuses with the message ``wijkmunt:CODE``; a feature announces its own codes with
``raises``. A unique constraint becomes ``DuplicateRow``. A conflict between two transactions
is worth another try (``is_retryable``): both databases then did nothing.
"""

import re
import sqlite3
from functools import cache

import psycopg
from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from backend.db.base import Base
from backend.errors import DiskFull, DomainError, Unavailable

_MESSAGE = re.compile(r"wijkmunt:([a-z_]+)")
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)$")
_RETRYABLE_STATES = frozenset({"40001", "40P01", "55P03"})
_UNAVAILABLE_STATES = frozenset({"53200", "53300"})
_DISK_FULL_STATE = "53100"
_LOST_STATES = frozenset({"25006", "57P01", "57P02", "57P03"})
_CONNECTION_CLASS = "08"
_announced: dict[str, type[DomainError]] = {}


class StaleFacts(Exception):
    """Facts that were cached have changed; nothing was written."""


class DuplicateRow(Exception):
    """A row with this key exists; ``key`` is ``table.column,column``."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def raises(*errors: type[DomainError]) -> None:
    """Announce the conditions that this feature's triggers raise by code."""
    _announced.update({error.code: error for error in errors})


def is_retryable(error: BaseException) -> bool:
    """Whether the same work may succeed when it is simply done again."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, psycopg.Error):
        return original.sqlstate in _RETRYABLE_STATES
    if isinstance(original, sqlite3.OperationalError):
        return original.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return False


def is_lost(error: BaseException) -> bool:
    """Whether the server went away, or is not the one that writes any more.

    Nobody can tell then whether a statement under way was done; what is sent again must bear it.
    """
    original = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, psycopg.Error):
        return False
    state = original.sqlstate
    if state is None:
        return isinstance(original, psycopg.OperationalError)
    return state in _LOST_STATES or state.startswith(_CONNECTION_CLASS)


def translate(error: BaseException) -> BaseException:
    """The condition that a database error stands for, or the error itself."""
    if isinstance(error, (NoConnectionLeft, PendingRollbackError)):
        return Unavailable()  # too many wait for a connection, or this one was lost on the way
    original = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if not isinstance(original, (psycopg.Error, sqlite3.Error)):
        return original
    named = _MESSAGE.search(str(original))
    if named:
        return _by_code(named[1], original)
    key = _duplicate_key(original)
    if key:
        return DuplicateRow(key)
    if _is_full(original):
        return DiskFull()
    return Unavailable() if _is_unavailable(original) else original


def _by_code(code: str, original: BaseException) -> BaseException:
    if code == "stale_facts":
        return StaleFacts()
    return _announced[code]() if code in _announced else original


def _duplicate_key(error: psycopg.Error | sqlite3.Error) -> str | None:
    if isinstance(error, psycopg.errors.UniqueViolation):
        return _keys_by_constraint().get(error.diag.constraint_name or "")
    match = _SQLITE_UNIQUE.search(str(error))
    if not match:
        return None
    table = match[1].split(".")[0]
    return f"{table}." + ",".join(part.strip().split(".")[1] for part in match[1].split(","))


@cache
def _keys_by_constraint() -> dict[str, str]:
    keys: dict[str, str] = {}
    for table in Base.metadata.sorted_tables:
        for constraint in table.constraints:
            if isinstance(constraint, (PrimaryKeyConstraint, UniqueConstraint)):
                columns = ",".join(column.name for column in constraint.columns)
                keys[str(constraint.name)] = f"{table.name}.{columns}"
        for index in table.indexes:
            if index.unique:
                columns = ",".join(column.name for column in index.columns)
                keys[str(index.name)] = f"{table.name}.{columns}"
    return keys


def _is_full(error: psycopg.Error | sqlite3.Error) -> bool:
    if isinstance(error, psycopg.Error):
        return error.sqlstate == _DISK_FULL_STATE
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL


def _is_unavailable(error: psycopg.Error | sqlite3.Error) -> bool:
    if is_retryable(error):
        return True  # again and again: too many want the same just now
    if isinstance(error, psycopg.Error):
        return is_lost(error) or error.sqlstate in _UNAVAILABLE_STATES
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY}
