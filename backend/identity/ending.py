"""Ending what lets somebody in: sessions, phones' keys, passkeys; and holding an account.

What ends here ends in the transaction under way: the stamps of the person move with it, so every
worker obeys from the commit on.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, true, update

from backend import clock
from backend.db import db, unit_of_work
from backend.identity import passkeys, recovery, sessions
from backend.identity.ceremonies import NewPasskey
from backend.identity.models import AccountHold, Challenge, DeviceKey, Passkey, Session
from backend.identity.people import lock_person
from backend.identity.tokens import Tokens

_IN_DATABASE = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Ended:
    """How many of each stopped working."""

    sessions: int
    device_keys: int


@unit_of_work
def end_sessions(person_id: uuid.UUID, only: Collection[uuid.UUID] | None = None) -> Ended:
    """End the person's sessions (``only`` these; None: all) and the phones' keys with them."""
    lock_person(person_id)
    mine = Session.person_id == person_id
    keys = DeviceKey.person_id == person_id
    if only is not None:
        mine = mine & Session.id.in_(only)
        keys = keys & DeviceKey.session_id.in_(only)
    return Ended(_revoke(Session, Session.id, mine), _revoke(DeviceKey, DeviceKey.key_id, keys))


@unit_of_work
def end_everything() -> Ended:
    """End everybody's sessions and phones' keys, and every ceremony that was begun."""
    db.session.execute(delete(Challenge), execution_options=_IN_DATABASE)
    all_of = true()
    return Ended(_revoke(Session, Session.id, all_of), _revoke(DeviceKey, DeviceKey.key_id, all_of))


@unit_of_work
def forget_passkeys(person_id: uuid.UUID, only: Collection[uuid.UUID] | None = None) -> int:
    """Forget the person's passkeys (``only`` these; None: all); says how many."""
    lock_person(person_id)
    mine = Passkey.person_id == person_id
    if only is not None:
        mine = mine & Passkey.id.in_(only)
    gone = db.session.execute(
        delete(Passkey).where(mine).returning(Passkey.id), execution_options=_IN_DATABASE
    )
    return len(gone.all())


@unit_of_work
def hold(person_id: uuid.UUID, until: datetime) -> Ended:
    """Let nobody in as this person before ``until``, and end every session and key they have."""
    ended = end_sessions(person_id)
    db.session.merge(AccountHold(person_id=person_id, since=clock.now(), until=until))
    db.session.flush()
    return ended


@unit_of_work
def release(person_id: uuid.UUID) -> None:
    """Let the person in again with what they have."""
    lock_person(person_id)
    db.session.execute(
        delete(AccountHold).where(AccountHold.person_id == person_id),
        execution_options=_IN_DATABASE,
    )


def held_until(person_id: uuid.UUID) -> datetime | None:
    """Until when nobody is let in as this person; None when they are."""
    wanted = select(AccountHold.until).where(AccountHold.person_id == person_id)
    until = db.session.execute(wanted).scalar_one_or_none()
    return until if until is not None and clock.now() < until else None


@unit_of_work
def start_over(made: NewPasskey, device_name: str) -> tuple[Tokens, tuple[str, ...]]:
    """Let ``made`` be the only passkey of a person who exists: a fresh session, new codes.

    Everything older stops: sessions, keys, passkeys and recovery codes. Raises PasskeyRefused.
    """
    end_sessions(made.person_id)
    forget_passkeys(made.person_id)
    passkeys.keep(made, device_name)
    codes = recovery.replace(made.person_id)
    release(made.person_id)
    return sessions.open_session(made.person_id, device_name, clock.now()), codes


def _revoke(table: type[Session | DeviceKey], key: Any, mine: ColumnElement[bool]) -> int:
    ended = db.session.execute(
        update(table).where(mine, table.revoked_at.is_(None)).values(revoked_at=clock.now())
        .returning(key),
        execution_options=_IN_DATABASE,
    )  # fmt: skip
    return len(ended.all())
