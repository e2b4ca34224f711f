"""Doing work again that the database did not refuse, but could not do just then.

Two transactions got in each other's way, or the connection was lost while a server started again
or another one took its place. All work that comes here may be repeated: nothing was written, or it
was written under ids that the caller made, so that the second try finds them (``DuplicateRow``).
"""

import random
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from flask import current_app

from backend import clock, tally
from backend.db.failures import is_lost, is_retryable, translate
from backend.errors import ClockWrong, Unavailable

R = TypeVar("R")

TRIES = 12
PATIENCE_SECONDS = 3.0
"""How long a request waits for a database that went away; then it says so."""

_FIRST_PAUSE_SECONDS = 0.002
_LONGEST_PAUSE_SECONDS = 0.25
_PAUSE_WHEN_LOST_SECONDS = 0.03


def again_on_conflict(work: Callable[[], R]) -> R:
    """Do ``work``; after a conflict or a lost connection do it again, a short pause later.

    Raises what finally refused it, translated; ``Unavailable`` when the database stays away.
    """
    attempt = 0
    while True:
        try:
            return work()
        except Exception as error:
            attempt += 1
            pause = _pause_before_another_try(error, attempt)
            if pause is None:
                condition = translate(error)
                _count(condition)
                if condition is error:
                    raise
                raise condition from error
            tally.here.count(tally.DATABASE, "again")
            time.sleep(random.uniform(0, pause))  # noqa: S311


def require_clock() -> None:
    """Raise ClockWrong when this computer has lost its clock: nothing is written under its date."""
    if clock.is_absurd():
        raise ClockWrong


def _count(condition: BaseException) -> None:
    """Count what the database could not do; what it refused by a rule is no trouble of its own."""
    if isinstance(condition, Unavailable):
        tally.here.count(tally.DATABASE, condition.code)
    elif isinstance(condition, sqlite3.Error | psycopg.Error):
        tally.here.count(tally.DATABASE, "unexpected")


def _pause_before_another_try(error: Exception, attempt: int) -> float | None:
    """At most so many seconds; None when there is no other try."""
    if is_retryable(error):
        longest = min(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1), _LONGEST_PAUSE_SECONDS)
        return longest if attempt < TRIES else None
    if is_lost(error) and _absence().is_bearable():
        return _FIRST_PAUSE_SECONDS if attempt == 1 else _PAUSE_WHEN_LOST_SECONDS
    return None


class Absence:
    """Since when this process has missed its database, so that not every request waits in turn."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._since = self._last = float("-inf")

    def is_bearable(self) -> bool:
        """Count one more failure; whether to go on waiting.

        Failures with a pause between them that is longer than our patience are two absences.
        """
        with self._lock:
            now = self._clock()
            if now - self._last > PATIENCE_SECONDS:
                self._since = now
            self._last = now
            return now - self._since < PATIENCE_SECONDS


def _absence() -> Absence:
    absence: Absence = current_app.extensions.setdefault("database_absence", Absence())
    return absence
