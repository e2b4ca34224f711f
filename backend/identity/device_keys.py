"""Device keys: the public halves of the keys with which phones sign codes.

A key belongs to one person for ever and to the session that registered it last. A phone that
cannot keep a key signs on the server, with a key that only its session has.
"""

import uuid

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from sqlalchemy import func, select, update

from backend import clock
from backend.codes import keys
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.identity import rules, server_keys, sessions
from backend.identity.errors import DeviceKeyTaken, SessionRevoked, TooManyDeviceKeys
from backend.identity.models import DeviceKey, Session
from backend.identity.people import lock_person

SERVER_KEY_NAME = "server"


@unit_of_work
def register_device_key(
    person_id: uuid.UUID, session_id: uuid.UUID, public_key: bytes, name: str
) -> bytes:
    """Keep a P-256 public key (SPKI DER) as ``name`` and say its key id; once more is the same.

    A key that the person registered before is linked to this session. Raises PublicKeyInvalid,
    DeviceKeyTaken (another person's, or revoked) or TooManyDeviceKeys.
    """
    keys.load_public_key(public_key)
    lock_person(person_id)
    key_id = keys.key_id(public_key)
    if not link_device_key(person_id, session_id, public_key):
        if _live_keys(person_id) >= rules.MOST_DEVICE_KEYS:
            raise TooManyDeviceKeys(most=rules.MOST_DEVICE_KEYS)
        _add(person_id, session_id, public_key, name)
    return key_id


@unit_of_work
def link_device_key(person_id: uuid.UUID, session_id: uuid.UUID, public_key: bytes) -> bool:
    """Let a registered key of the person belong to this session; False when it is not registered.

    Raises DeviceKeyTaken when the id stands for another key, another person's or a revoked one.
    """
    known = db.session.get(DeviceKey, keys.key_id(public_key))
    if known is None:
        return False
    mine = (known.person_id, known.public_key) == (person_id, public_key)
    if not mine or known.revoked_at is not None:
        raise DeviceKeyTaken
    known.session_id = session_id
    known.last_used_at = clock.now()
    return True


@unit_of_work
def revoke_own_key(person_id: uuid.UUID, key_id: bytes) -> None:
    """Revoke one of the person's keys and end its session. Raises NotFound for any other."""
    key = db.session.get(DeviceKey, key_id)
    if key is None or key.person_id != person_id:
        raise NotFound
    db.session.execute(
        update(DeviceKey)
        .where(DeviceKey.key_id == key_id, DeviceKey.revoked_at.is_(None))
        .values(revoked_at=clock.now()),
        execution_options={"synchronize_session": False},
    )
    sessions.revoke(key.session_id)


def server_key(session_id: uuid.UUID) -> tuple[bytes, EllipticCurvePrivateKey]:
    """The key id and private key with which the server signs for this session.

    Derived from the newest secret, so it is stored nowhere; its public half is a device key of
    the person, named "server", that ends with the session. Raises SessionRevoked.
    """
    private_key = server_keys.newest(session_id)
    public_key = keys.public_key_spki(private_key.public_key())
    key_id = keys.key_id(public_key)
    registered = db.session.execute(
        select(DeviceKey.key_id).where(DeviceKey.key_id == key_id, DeviceKey.revoked_at.is_(None))
    ).first()
    if registered is None:
        _register_server_key(session_id, public_key)
    return key_id, private_key


@unit_of_work
def _register_server_key(session_id: uuid.UUID, public_key: bytes) -> None:
    if not sessions.session_is_good(session_id):
        raise SessionRevoked
    person_id = db.session.execute(
        select(Session.person_id).where(Session.id == session_id)
    ).scalar_one()
    lock_person(person_id)
    if not link_device_key(person_id, session_id, public_key):
        _add(person_id, session_id, public_key, SERVER_KEY_NAME, on_server=True)


def _add(
    person_id: uuid.UUID,
    session_id: uuid.UUID,
    public_key: bytes,
    name: str,
    *,
    on_server: bool = False,
) -> None:
    now = clock.now()
    db.session.add(
        DeviceKey(
            key_id=keys.key_id(public_key),
            person_id=person_id,
            session_id=session_id,
            public_key=public_key,
            name=name,
            on_server=on_server,
            created_at=now,
            last_used_at=now,
        )
    )
    db.session.flush()


def _live_keys(person_id: uuid.UUID) -> int:
    """How many keys of their own phones the person has; the server's do not count."""
    return db.session.execute(
        select(func.count())
        .select_from(DeviceKey)
        .where(
            DeviceKey.person_id == person_id,
            DeviceKey.revoked_at.is_(None),
            DeviceKey.on_server.is_(False),
        )
    ).scalar_one()
