"""What a pattern is: how far back it looks, and how it finds what is unusual there."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.types import TypeEngine

from backend.db import Id, Instant, db

MOST_FOUND = 100
"""How many findings one look at one pattern makes at most."""


@dataclass(frozen=True, slots=True)
class Span:
    """A community from ``since`` until just before ``until`` (aware), where clocks show a zone."""

    community_id: uuid.UUID
    since: datetime
    until: datetime
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """Something unusual: about whom, how much of it, and from when until when.

    ``subject`` tells one suspicion of a pattern from another. ``numbers`` are counts, minutes,
    percent and minor units (``amount``); a person named first is the one it is about.
    """

    subject: str
    numbers: Mapping[str, int]
    people: Sequence[uuid.UUID] = ()
    organisations: Sequence[uuid.UUID] = ()
    task: uuid.UUID | None = None
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Pattern:
    """``find`` reads what happened in a span through indexes and answers what is unusual."""

    name: str
    back: timedelta
    find: Callable[[Span], list[Suspicion]] = field(repr=False)


_ORGANISATIONS = "(SELECT id FROM organisations WHERE community_id = :community)"
_TYPES: dict[type, TypeEngine[Any]] = {uuid.UUID: Id(), datetime: Instant()}


def ask(
    sql: str, columns: Mapping[str, TypeEngine[Any]], span: Span, **given: object
) -> Sequence[Any]:
    """The rows of a statement that may name ``:community``, ``:since``, ``:until`` of the span.

    ``OURS`` in it stands for the community's organisations. UUIDs and instants go in, and
    ``columns`` come out, as such.
    """
    given |= {"community": span.community_id, "since": span.since, "until": span.until}
    whole = sql.replace("OURS", _ORGANISATIONS)
    parameters = [
        bindparam(name, value, type_=_TYPES.get(type(value)))
        for name, value in given.items()
        if f":{name}" in whole
    ]
    statement = text(whole).bindparams(*parameters)
    return db.session.execute(statement.columns(**columns)).all()


ID, INSTANT = Id(), Instant()
