"""What the application does while it is attacked: the statements that it sends, and with what."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from backend.db import db


@dataclass
class Seen:
    """Statements in order, and the values that were bound to them."""

    texts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)


@contextmanager
def statements() -> Iterator[Seen]:
    """Watch what is sent to the database in this block; needs an app context."""
    seen = Seen()

    def note(_c: Any, _cursor: Any, text: str, values: Any, _x: Any, _many: bool) -> None:
        seen.texts.append(text)
        seen.values.append(values)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
