"""Reads of notices: a person's own, newest first."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, select, tuple_

from backend.db import Look, db
from backend.db.looks import Row
from backend.notices import push_rules
from backend.notices.models import Notice, PushMessage, PushSilence, PushSubscription
from backend.web.caller import Caller
from backend.web.live import Watched

_NEWEST = "FROM notices WHERE person_id = :person_id ORDER BY at DESC, id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What somebody was told, and when they read it (UTC), if they did."""

    id: uuid.UUID
    community_id: uuid.UUID
    kind: str
    params: dict[str, object]
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """How many messages wait to be pushed, and since when (UTC) the first of them is due."""

    waiting: int
    oldest: datetime | None


def push_queue_stands() -> QueueFacts:
    """How the queue of push stands, in all neighbourhoods together."""
    row = db.session.execute(select(func.count(), func.min(PushMessage.due_at))).one()
    return QueueFacts(row[0], row[1])


def of_person(person_id: uuid.UUID, before: uuid.UUID | None, limit: int) -> list[NoticeFacts]:
    """Up to ``limit`` notices to the person, newest first, older than the notice ``before``."""
    wanted = select(Notice).where(Notice.person_id == person_id)
    end = db.session.get(Notice, before) if before else None
    if end is not None:
        place = (literal(end.at, Notice.at.type), literal(end.id, Notice.id.type))
        wanted = wanted.where(tuple_(Notice.at, Notice.id) < tuple_(*place))
    rows = db.session.scalars(wanted.order_by(Notice.at.desc(), Notice.id.desc()).limit(limit))
    return [
        NoticeFacts(row.id, row.community_id, row.kind, row.params, row.at, row.read_at)
        for row in rows
    ]


def unread(person_id: uuid.UUID) -> int:
    """How many notices the person has not read."""
    count = select(func.count()).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    return db.session.execute(count).scalar_one()


def version(caller: Caller, _: str) -> Watched:
    """For the live channel: differs after every notice to the caller."""
    return Watched(Look(("id",), _NEWEST, {"person_id": caller.person_id}), _newest)


def _newest(rows: list[Row]) -> str:
    return str(rows[0][0] if rows else None)


def is_pushed(person_id: uuid.UUID, kind: str) -> bool:
    """Whether any phone of the person is told of this kind.

    True as long as the person's stamp holds, so that a hot path may remember it.
    """
    phone = select(PushSubscription.id).where(PushSubscription.person_id == person_id).limit(1)
    if db.session.execute(phone).first() is None:
        return False
    return db.session.get(PushSilence, (person_id, push_rules.switch_of(kind))) is None
