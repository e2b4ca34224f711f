"""The queue of push: filled in the transaction that tells, emptied by any number of senders.

A sender takes messages by moving their ``due_at`` on in one statement, so that no two have the
same one; what a sender that died had taken falls due again. Each change afterwards names the
attempt, so that one who was slower than the lease changes nothing any more.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, tuple_, update

from backend import clock
from backend.db import Batch, db, insert_many, matching, unit_of_work
from backend.identity import queries as identity
from backend.notices import push_rules, subscriptions, vapid
from backend.notices.models import PushMessage, PushSubscription
from backend.notices.push_rules import Told

_ADD = (
    "INSERT INTO push_messages (notice_id, subscription_id, kind, due_at, expires_at, attempts)"
    " SELECT :notice_id, id, :kind, :due_at, :expires_at, 0 FROM push_subscriptions"
    " WHERE person_id = :person_id"
)
_UNWATCHED = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that this sender may send until ``until``, with where it goes."""

    notice_id: uuid.UUID
    subscription_id: uuid.UUID
    kind: str
    attempts: int
    expires_at: datetime
    until: datetime
    endpoint: str
    public_key: bytes
    auth: bytes
    secret_id: str

    @property
    def key(self) -> tuple[uuid.UUID, uuid.UUID]:
        """The row."""
        return self.notice_id, self.subscription_id


def add(notices: Sequence[Mapping[str, Any]]) -> None:
    """Queue rows of notices that are being written, for the phones that want to know.

    Whoever has no such phone costs one look-up, and no row.
    """
    people = {(row["person_id"],) for row in notices}
    phones: dict[uuid.UUID, list[uuid.UUID]] = {}
    wanted = select(PushSubscription.person_id, PushSubscription.id)
    for row in db.session.execute(matching(wanted, (PushSubscription.person_id,), list(people))):
        phones.setdefault(row.person_id, []).append(row.id)
    if not phones:
        return
    silent = subscriptions.silences(list(phones))
    messages = [
        {
            "notice_id": row["id"],
            "subscription_id": phone,
            "kind": row["kind"],
            "due_at": row["at"],
            "expires_at": push_rules.expiry(row["kind"], row["at"]),
            "attempts": 0,
        }
        for row in notices
        if (row["person_id"], push_rules.switch_of(row["kind"])) not in silent
        for phone in phones.get(row["person_id"], ())
    ]
    insert_many(PushMessage, messages)


def add_to(
    batch: Batch, notice_id: uuid.UUID, person_id: uuid.UUID, kind: str, at: datetime
) -> None:
    """Queue a notice of a batch for all phones of the person, who is known to want it."""
    batch.add(
        _ADD,
        notice_id=notice_id,
        kind=kind,
        due_at=clock.millis(at),
        expires_at=clock.millis(push_rules.expiry(kind, at)),
        person_id=person_id,
    )


def is_something_due() -> bool:
    """Whether a sender would find anything; reads only."""
    due = select(PushMessage.notice_id).where(PushMessage.due_at <= clock.now()).limit(1)
    found = db.session.execute(due).first() is not None
    db.session.rollback()
    return found


@unit_of_work
def take(most: int) -> list[Taken]:
    """Take up to ``most`` messages that are due, for ``LEASE``; forgets what is too late."""
    now = clock.now()
    until = now + push_rules.LEASE
    _forget_ended(now)
    _sweep(now)
    due = (
        select(PushMessage.notice_id, PushMessage.subscription_id)
        .join(PushSubscription, PushSubscription.id == PushMessage.subscription_id)
        .where(PushMessage.due_at <= now, PushSubscription.secret_id.in_(vapid.known_ids()))
        .order_by(PushMessage.due_at)
        .limit(most)
        .with_for_update(skip_locked=True, of=PushMessage)
    )
    keys = [(row.notice_id, row.subscription_id) for row in db.session.execute(due)]
    if not keys:
        return []
    attempts = _lease(keys, until)
    return [
        Taken(
            row.notice_id, row.subscription_id, row.kind,
            attempts[(row.notice_id, row.subscription_id)], row.expires_at, until,
            row.endpoint, row.public_key, row.auth, row.secret_id,
        )
        for row in db.session.execute(_with_phones(keys))
    ]  # fmt: skip


@unit_of_work
def settle(taken: Taken, told: Told, asked: timedelta | None = None) -> None:
    """Note what became of an attempt; ``asked`` is how long the other side wants to be left."""
    now = clock.now()
    row = (
        PushMessage.notice_id == taken.notice_id,
        PushMessage.subscription_id == taken.subscription_id,
        PushMessage.attempts == taken.attempts,
    )
    later = push_rules.next_try(taken.attempts, now, asked)
    if told is Told.GONE:
        _drop(taken.subscription_id)
    elif told is Told.LATER and later < taken.expires_at:
        db.session.execute(
            update(PushMessage).where(*row).values(due_at=later), execution_options=_UNWATCHED
        )
    else:
        db.session.execute(delete(PushMessage).where(*row), execution_options=_UNWATCHED)
        _count(taken.subscription_id, refused=told is Told.REFUSED)


def _sweep(now: datetime) -> None:
    """What is too late, and what was for a phone that is no longer told."""
    there = select(PushSubscription.id).where(PushSubscription.id == PushMessage.subscription_id)
    db.session.execute(
        delete(PushMessage).where(
            PushMessage.due_at <= now, (PushMessage.expires_at <= now) | ~there.exists()
        ),
        execution_options=_UNWATCHED,
    )


def _lease(
    keys: Iterable[tuple[uuid.UUID, uuid.UUID]], until: datetime
) -> dict[tuple[uuid.UUID, uuid.UUID], int]:
    moved = db.session.execute(
        update(PushMessage)
        .where(_among(keys))
        .values(due_at=until, attempts=PushMessage.attempts + 1)
        .returning(PushMessage.notice_id, PushMessage.subscription_id, PushMessage.attempts),
        execution_options=_UNWATCHED,
    )
    return {(row.notice_id, row.subscription_id): row.attempts for row in moved}


def _with_phones(keys: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> Any:
    return (
        select(
            PushMessage.notice_id, PushMessage.subscription_id, PushMessage.kind,
            PushMessage.expires_at, PushSubscription.endpoint, PushSubscription.public_key,
            PushSubscription.auth, PushSubscription.secret_id,
        )
        .join(PushSubscription, PushSubscription.id == PushMessage.subscription_id)
        .where(_among(keys))
    )  # fmt: skip


def _among(keys: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> Any:
    return tuple_(PushMessage.notice_id, PushMessage.subscription_id).in_(list(keys))


def _forget_ended(now: datetime) -> None:
    """A phone that was signed out, or blocked, is told nothing more."""
    due = (
        select(PushSubscription.session_id)
        .join(PushMessage, PushMessage.subscription_id == PushSubscription.id)
        .where(PushMessage.due_at <= now)
        .distinct()
    )
    sessions = set(db.session.scalars(due))
    ended = sessions - identity.live_sessions(sessions)
    if ended:
        db.session.execute(
            delete(PushSubscription).where(PushSubscription.session_id.in_(ended)),
            execution_options=_UNWATCHED,
        )


@unit_of_work
def drop_all() -> int:
    """Send nothing of what is waiting; says how many messages that were."""
    waiting = delete(PushMessage).returning(PushMessage.notice_id)
    return len(db.session.execute(waiting, execution_options=_UNWATCHED).all())


def _drop(subscription_id: uuid.UUID) -> None:
    for stale in (
        delete(PushMessage).where(PushMessage.subscription_id == subscription_id),
        delete(PushSubscription).where(PushSubscription.id == subscription_id),
    ):
        db.session.execute(stale, execution_options=_UNWATCHED)


def _count(subscription_id: uuid.UUID, *, refused: bool) -> None:
    mine = PushSubscription.id == subscription_id
    if not refused:
        changed = update(PushSubscription).where(mine, PushSubscription.refused > 0)
        db.session.execute(changed.values(refused=0), execution_options=_UNWATCHED)
        return
    count = db.session.execute(
        update(PushSubscription)
        .where(mine)
        .values(refused=PushSubscription.refused + 1)
        .returning(PushSubscription.refused),
        execution_options=_UNWATCHED,
    ).scalar_one_or_none()
    if count is not None and count >= push_rules.MOST_REFUSED:
        _drop(subscription_id)
