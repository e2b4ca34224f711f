"""Use cases of push: a phone asks to be told, or no longer, and what of."""

import uuid
from collections.abc import Mapping
from typing import NamedTuple

from flask import current_app
from sqlalchemy import delete, func, select

from backend import clock
from backend.codes import base64url
from backend.codes.errors import CodeUnreadable
from backend.config import Config
from backend.db import db, unit_of_work
from backend.ids import new_id
from backend.notices import push_rules, vapid
from backend.notices.errors import PushKeysInvalid
from backend.notices.models import PushSilence, PushSubscription
from backend.web.caller import Caller


class Push(NamedTuple):
    """What the person chose; ``here``: the phone that asks is told."""

    public_key: str
    here: bool
    phones: int
    switches: dict[str, bool]


def of(caller: Caller) -> Push:
    """What the caller's phones are told."""
    silent = silences([caller.person_id])
    mine = select(PushSubscription.session_id, PushSubscription.secret_id).where(
        PushSubscription.person_id == caller.person_id
    )
    rows = db.session.execute(mine).all()
    newest = vapid.newest_id()
    return Push(
        public_key=vapid.public_key(),
        here=any((row.session_id, row.secret_id) == (caller.session_id, newest) for row in rows),
        phones=len(rows),
        switches={name: (caller.person_id, name) not in silent for name in push_rules.NAMES},
    )


def subscribe(caller: Caller, endpoint: str, public_key: str, auth: str) -> None:
    """Tell this phone from now on; what it was told by before, and under whom, is forgotten.

    Raises EndpointRefused or PushKeysInvalid.
    """
    push_rules.check_endpoint(endpoint, own_machine=own_machine())
    try:
        keys = base64url.decode(public_key), base64url.decode(auth)
    except CodeUnreadable:
        raise PushKeysInvalid from None
    push_rules.check_keys(*keys)
    _keep(caller, endpoint, *keys)


@unit_of_work
def unsubscribe(session_id: uuid.UUID) -> None:
    """Tell the phone of this session no more."""
    db.session.execute(delete(PushSubscription).where(PushSubscription.session_id == session_id))


@unit_of_work
def switch(person_id: uuid.UUID, wanted: Mapping[str, bool]) -> None:
    """Turn switches on or off, for all phones of the person."""
    for name in wanted:
        db.session.execute(
            delete(PushSilence).where(PushSilence.person_id == person_id, PushSilence.name == name)
        )
    db.session.add_all(
        PushSilence(person_id=person_id, name=name) for name, on in wanted.items() if not on
    )


def silences(people: list[uuid.UUID]) -> set[tuple[uuid.UUID, str]]:
    """Which of these people turned off which switches."""
    rows = db.session.execute(
        select(PushSilence.person_id, PushSilence.name).where(PushSilence.person_id.in_(people))
    )
    return {(row.person_id, row.name) for row in rows}


def own_machine() -> bool:
    """Whether this server is only for this machine, so that it may also push to it (tests)."""
    config = current_app.config["WIJKMUNT"]
    assert isinstance(config, Config)  # noqa: S101 - narrows the type
    return config.is_local


@unit_of_work
def _keep(caller: Caller, endpoint: str, public_key: bytes, auth: bytes) -> None:
    """One row an endpoint and one a session: a lent phone tells its present person only."""
    db.session.execute(
        delete(PushSubscription).where(
            (PushSubscription.endpoint == endpoint)
            | (PushSubscription.session_id == caller.session_id)
        )
    )
    _make_room(caller.person_id)
    db.session.add(
        PushSubscription(
            id=new_id(),
            person_id=caller.person_id,
            session_id=caller.session_id,
            endpoint=endpoint,
            public_key=public_key,
            auth=auth,
            secret_id=vapid.newest_id(),
            created_at=clock.now(),
            refused=0,
        )
    )
    db.session.flush()


def _make_room(person_id: uuid.UUID) -> None:
    """The oldest phone gives way when a person has very many."""
    mine = PushSubscription.person_id == person_id
    count = db.session.execute(
        select(func.count()).select_from(PushSubscription).where(mine)
    ).scalar_one()
    if count >= push_rules.MOST_OF_A_PERSON:
        oldest = select(PushSubscription.id).where(mine).order_by(PushSubscription.created_at)
        db.session.execute(
            delete(PushSubscription).where(PushSubscription.id == oldest.limit(1).scalar_subquery())
        )
