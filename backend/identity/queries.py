"""Reads about people and their keys; nothing here changes anything."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from backend import clock
from backend.codes.errors import CodeKeyRevoked, CodeKeyUnknown
from backend.db import db
from backend.identity import server_keys
from backend.identity.models import DeviceKey, Passkey, Person, Session
from backend.identity.people import PersonFacts, person
from backend.identity.recovery import unused as unused_recovery_codes

__all__ = [
    "DeviceKeyFacts",
    "KeyOfMine",
    "PasskeyFacts",
    "PersonFacts",
    "SessionFacts",
    "device_key",
    "device_keys",
    "device_keys_of",
    "display_names",
    "live_sessions",
    "own_device_key",
    "passkeys_of",
    "person",
    "sessions_of",
    "unused_recovery_codes",
]


@dataclass(frozen=True)
class DeviceKeyFacts:
    """A device key for whoever verifies a signature; true as long as the person's stamp holds."""

    key_id: bytes
    person_id: uuid.UUID
    public_key_spki: bytes
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class KeyOfMine:
    """A device key as its owner sees it."""

    key_id: bytes
    session_id: uuid.UUID
    name: str
    created_at: datetime
    last_used_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class PasskeyFacts:
    """A passkey as its owner sees it."""

    id: uuid.UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class SessionFacts:
    """A live session as its owner sees it."""

    id: uuid.UUID
    device_name: str
    created_at: datetime
    last_used_at: datetime


def device_key(key_id: bytes) -> DeviceKeyFacts | None:
    """The key with this 8-byte id, revoked or not; None when nobody registered it."""
    return device_keys((key_id,)).get(key_id)


def own_device_key(key_id: bytes, person_id: uuid.UUID) -> DeviceKeyFacts:
    """A person's own good key. Raises CodeKeyUnknown (also for another's key), CodeKeyRevoked."""
    key = device_key(key_id)
    if key is None or key.person_id != person_id:
        raise CodeKeyUnknown
    if key.revoked_at is not None:
        raise CodeKeyRevoked
    return key


def device_keys(key_ids: Collection[bytes]) -> dict[bytes, DeviceKeyFacts]:
    """Those of the keys that somebody registered, by id.

    A key with which the server signs counts as revoked from the beginning when the secret behind
    it was taken away: whoever had that secret could have signed too.
    """
    rows = db.session.execute(
        select(
            DeviceKey.key_id,
            DeviceKey.person_id,
            DeviceKey.public_key,
            DeviceKey.created_at,
            DeviceKey.revoked_at,
            DeviceKey.on_server,
            DeviceKey.session_id,
        ).where(DeviceKey.key_id.in_(key_ids))
    )
    return {row.key_id: _facts_of(row) for row in rows}


def _facts_of(row: Any) -> DeviceKeyFacts:
    revoked_at = row.revoked_at
    if row.on_server and row.key_id not in server_keys.known_ids(row.session_id):
        revoked_at = row.created_at
    return DeviceKeyFacts(row.key_id, row.person_id, row.public_key, row.created_at, revoked_at)


def display_names(person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What each person is called."""
    rows = db.session.execute(
        select(Person.id, Person.display_name).where(Person.id.in_(person_ids))
    )
    return {row.id: row.display_name for row in rows}


def device_keys_of(person_id: uuid.UUID) -> list[KeyOfMine]:
    """The person's device keys, newest first, revoked ones included."""
    rows = db.session.execute(
        select(
            DeviceKey.key_id,
            DeviceKey.session_id,
            DeviceKey.name,
            DeviceKey.created_at,
            DeviceKey.last_used_at,
            DeviceKey.revoked_at,
        )
        .where(DeviceKey.person_id == person_id)
        .order_by(DeviceKey.created_at.desc(), DeviceKey.key_id)
    )
    return [KeyOfMine(*row) for row in rows]


def passkeys_of(person_id: uuid.UUID) -> list[PasskeyFacts]:
    """The person's passkeys, oldest first."""
    rows = db.session.execute(
        select(Passkey.id, Passkey.name, Passkey.created_at, Passkey.last_used_at)
        .where(Passkey.person_id == person_id)
        .order_by(Passkey.created_at, Passkey.id)
    )
    return [PasskeyFacts(*row) for row in rows]


def sessions_of(person_id: uuid.UUID) -> list[SessionFacts]:
    """The person's live sessions, the most recently used first."""
    rows = db.session.execute(
        select(Session.id, Session.device_name, Session.created_at, Session.last_used_at)
        .where(
            Session.person_id == person_id,
            Session.revoked_at.is_(None),
            Session.ends_at > clock.now(),
        )
        .order_by(Session.last_used_at.desc(), Session.id)
    )
    return [SessionFacts(*row) for row in rows]


def live_sessions(session_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these sessions were neither ended nor have come to their end."""
    live = select(Session.id).where(
        Session.id.in_(session_ids), Session.revoked_at.is_(None), Session.ends_at > clock.now()
    )
    return set(db.session.scalars(live))
