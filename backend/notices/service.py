"""Use cases: tell people something, and note that they have read it."""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import update

from backend import clock
from backend.communities import queries as communities
from backend.db import Batch, db, insert_many, unit_of_work
from backend.identity.service import Arrival
from backend.ids import new_id
from backend.notices import push_queue
from backend.notices.models import Notice

drop_pushes = push_queue.drop_all

_INSERT = (
    "INSERT INTO notices (id, person_id, community_id, kind, params, at)"
    " VALUES (:id, :person_id, :community_id, :kind, :params, :at)"
)

Plain = str | int | bool | uuid.UUID | None
"""What a notice may hold: the app puts it into a sentence."""


class News(NamedTuple):
    """One notice for one person, for those who tell many people different things."""

    person_id: uuid.UUID
    kind: str
    params: dict[str, Plain]


def tell(
    person_ids: Iterable[uuid.UUID], community_id: uuid.UUID, kind: str, **params: Plain
) -> None:
    """Tell each person once, inside the unit of work under way: told if and only if it happened.

    ``kind`` is a stable word that the app has a sentence for; ``params`` are plain values (minor
    units, ISO days, names, ids).
    """
    tell_each(community_id, [News(person, kind, params) for person in dict.fromkeys(person_ids)])


@unit_of_work
def tell_each(community_id: uuid.UUID, news: Sequence[News]) -> None:
    """Tell many people something each, in one statement."""
    if not news:
        return
    now = clock.now()
    # Many are told the same: it is looked at once.
    said = {id(one.params): one.params for one in news}
    plain = {key: {k: _plain(v) for k, v in params.items()} for key, params in said.items()}
    rows = [
        {
            "id": new_id(),
            "person_id": one.person_id,
            "community_id": community_id,
            "kind": one.kind,
            "params": plain[id(one.params)],
            "at": now,
        }
        for one in news
    ]
    insert_many(Notice, rows)
    push_queue.add(rows)


def add_to(batch: Batch, community_id: uuid.UUID, news: News, at: datetime) -> None:
    """Tell somebody as part of a batch, and all their phones, which ``is_pushed`` said want it."""
    notice_id = new_id()
    batch.add(
        _INSERT,
        id=notice_id,
        person_id=news.person_id,
        community_id=community_id,
        kind=news.kind,
        params=json.dumps({key: _plain(value) for key, value in news.params.items()}),
        at=clock.millis(at),
    )
    push_queue.add_to(batch, notice_id, news.person_id, news.kind, at)


@unit_of_work
def tell_of_arrival(person_id: uuid.UUID, what: Arrival, device_name: str) -> None:
    """Tell somebody that they, or somebody else, signed in: a device that they may not know.

    A notice belongs to a community; this one to the first that the person is in.
    """
    places = communities.grants_of(person_id)
    if places:
        tell([person_id], places[0].place.community_id, what.value, device=device_name)


@unit_of_work
def mark_read(person_id: uuid.UUID, up_to: uuid.UUID) -> None:
    """Note that the person has read the notice ``up_to`` and all older ones; of others nothing."""
    newest = db.session.get(Notice, up_to)
    if newest is None or newest.person_id != person_id:
        return
    db.session.execute(
        update(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.at <= newest.at)
        .values(read_at=clock.now())
    )


def _plain(value: Plain) -> str | int | bool | None:
    return str(value) if isinstance(value, uuid.UUID) else value
