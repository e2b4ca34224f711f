"""A person's passkeys: added after a fresh login, never removed when no way back would remain."""

import uuid

from sqlalchemy import func, select

from backend import clock, ids
from backend.db import db, unit_of_work
from backend.errors import FreshLoginRequired, NotFound
from backend.identity import arrivals, recovery, rules
from backend.identity.arrivals import Arrival
from backend.identity.ceremonies import (
    Ceremony,
    Credential,
    NewPasskey,
    begin_registration,
    finish_registration,
)
from backend.identity.errors import (
    ChallengeExpired,
    LastPasskey,
    PasskeyRefused,
    TooManyPasskeys,
)
from backend.identity.models import Passkey, Session
from backend.identity.people import lock_person, person
from backend.web.caller import Caller

ADD = "add_passkey"


def begin_adding(caller: Caller) -> Ceremony:
    """Options for another passkey of the caller. Raises FreshLoginRequired, TooManyPasskeys."""
    _require_may_add(caller)
    _require_room(caller.person_id)
    return begin_registration(
        ADD,
        person_id=caller.person_id,
        display_name=person(caller.person_id).display_name,
        subject_id=caller.session_id,
    )


def finish_adding(
    caller: Caller, challenge_id: uuid.UUID, credential: Credential, name: str
) -> uuid.UUID:
    """Keep the passkey that the caller's browser made, as ``name``; its id.

    Raises FreshLoginRequired, ChallengeExpired, PasskeyRefused or TooManyPasskeys.
    """
    _require_may_add(caller)
    made = finish_registration(challenge_id, credential, (ADD,))
    if (made.person_id, made.subject_id) != (caller.person_id, caller.session_id):
        raise ChallengeExpired
    return _add(made, name)


@unit_of_work
def _add(made: NewPasskey, name: str) -> uuid.UUID:
    passkey_id = keep(made, name)
    arrivals.happened(made.person_id, Arrival.PASSKEY_ADDED, name)
    return passkey_id


@unit_of_work
def keep(made: NewPasskey, name: str) -> uuid.UUID:
    """Store a passkey of a person who exists. Raises PasskeyRefused for one that is known."""
    lock_person(made.person_id)
    _require_room(made.person_id)
    known = select(Passkey.id).where(Passkey.credential_id == made.credential_id)
    if db.session.execute(known).first() is not None:
        raise PasskeyRefused
    passkey = Passkey(
        id=ids.new_id(),
        person_id=made.person_id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        transports=" ".join(made.transports),
        name=name,
        created_at=clock.now(),
    )
    db.session.add(passkey)
    db.session.flush()
    return passkey.id


@unit_of_work
def remove(person_id: uuid.UUID, passkey_id: uuid.UUID) -> None:
    """Forget a passkey. Raises NotFound, or LastPasskey without unused recovery codes."""
    lock_person(person_id)
    passkey = db.session.get(Passkey, passkey_id)
    if passkey is None or passkey.person_id != person_id:
        raise NotFound
    if not rules.may_remove_passkey(count(person_id), recovery.unused(person_id)):
        raise LastPasskey
    db.session.delete(passkey)


def count(person_id: uuid.UUID) -> int:
    """How many passkeys the person has."""
    return db.session.execute(
        select(func.count()).select_from(Passkey).where(Passkey.person_id == person_id)
    ).scalar_one()


def _require_room(person_id: uuid.UUID) -> None:
    if count(person_id) >= rules.MOST_PASSKEYS:
        raise TooManyPasskeys(most=rules.MOST_PASSKEYS)


def _require_may_add(caller: Caller) -> None:
    now = clock.now()
    recovered_at = db.session.execute(
        select(Session.recovered_at).where(Session.id == caller.session_id)
    ).scalar_one_or_none()
    if not rules.may_add_passkey(caller.is_fresh(now), recovered_at, now):
        raise FreshLoginRequired


def was_ever_in(person_id: uuid.UUID) -> bool:
    """Whether the person ever signed in: by a passkey, or with a session that is long over."""
    sessions = select(Session.id).where(Session.person_id == person_id)
    return count(person_id) > 0 or db.session.scalar(sessions.limit(1)) is not None
