"""Commands with an id that the client made: done once, and answered the same ever after."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from backend.db import DuplicateRow, Model, again_on, db
from backend.errors import IdConflict

R = TypeVar("R")
M = TypeVar("M", bound=Model)


def once(use_case: Callable[[], R]) -> R:
    """Of two that use one id at the same instant the second looks again, and finds the first."""
    return again_on(DuplicateRow)(use_case)()


def earlier(table: type[M], row_id: uuid.UUID, **said: object) -> M | None:
    """What was done under this id before; raises IdConflict when something else was said."""
    row = db.session.get(table, row_id, populate_existing=True)
    if row is not None and any(getattr(row, name) != value for name, value in said.items()):
        raise IdConflict
    return row
