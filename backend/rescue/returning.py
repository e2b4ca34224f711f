"""Coming back: the link that the second person shows, a new passkey, and the member's own veto."""

import uuid

from sqlalchemy import select

from backend import clock
from backend.db import db, unit_of_work
from backend.identity import service as identity
from backend.identity.service import (
    Ceremony,
    Credential,
    NewPasskey,
    RecoveryCodeRefused,
    SignedIn,
    Tokens,
)
from backend.rescue import helpers, recovering
from backend.rescue.errors import RecoveryLinkGone
from backend.rescue.models import Recovery
from backend.web.throttle import client_address, limit

COME_BACK = "come_back"
STOP = "stop_recovery"
_LINK_RULE = "60 per 10 minutes"
_STOP_RULE = "60 per 10 minutes"
_CODE_RULE = "10 per 10 minutes"
_CODE_RULE_OF_ALL = "1000 per hour"


def look(token: str) -> Recovery:
    """The recovery that a link finishes. Raises RecoveryLinkGone, Throttled."""
    limit("recovery_link", client_address(), _LINK_RULE)
    return _usable(token)


def begin(token: str) -> Ceremony:
    """Options for the new passkey. Raises RecoveryLinkGone, Throttled."""
    row = look(token)
    return identity.begin_registration(
        COME_BACK,
        person_id=row.person_id,
        display_name=identity.person(row.person_id).display_name,
        subject_id=row.id,
    )


def finish(
    token: str, challenge_id: uuid.UUID, credential: Credential, device_name: str
) -> tuple[SignedIn, tuple[str, ...]]:
    """Let the new passkey be the only one: a session, and recovery codes to show once.

    The link is used up. Raises RecoveryLinkGone, ChallengeExpired, PasskeyRefused, Throttled.
    """
    row = look(token)
    made = identity.finish_registration(challenge_id, credential, (COME_BACK,))
    if (made.person_id, made.subject_id) != (row.person_id, row.id):
        raise RecoveryLinkGone
    tokens, codes = _come_back(token, made, device_name)
    return SignedIn(made.person_id, tokens), codes


@unit_of_work
def _come_back(token: str, made: NewPasskey, device_name: str) -> tuple[Tokens, tuple[str, ...]]:
    """The link is looked at once more, held: of two that use it at once only one gets in."""
    identity.lock_person(made.person_id)
    row = _usable(token)
    recovering.locked(row.id)
    recovering.end(row, "used", made.person_id)
    return identity.start_over(made, device_name)


def begin_stopping() -> Ceremony:
    """Options for proving with any passkey that a recovery is not wanted. Raises Throttled."""
    limit("stop_recovery", client_address(), _STOP_RULE)
    return identity.begin_assertion(STOP)


def stop_by_passkey(challenge_id: uuid.UUID, credential: Credential, device_name: str) -> SignedIn:
    """The holder of a passkey ends what was begun, and is signed in.

    Raises NothingToStop, ChallengeExpired, PasskeyUnknown, PasskeyRefused, Throttled.
    """
    limit("stop_recovery", client_address(), _STOP_RULE)
    person_id = identity.finish_assertion(challenge_id, credential, STOP)
    return _stop_by_passkey(person_id, device_name)


@unit_of_work
def _stop_by_passkey(person_id: uuid.UUID, device_name: str) -> SignedIn:
    recovering.veto(person_id, "passkey")
    return SignedIn(person_id, identity.open_session(person_id, device_name, clock.now()))


def stop_by_code(code: str, device_name: str) -> SignedIn:
    """Use a recovery code up to end what was begun; the session may add a passkey.

    Raises NothingToStop (the code stays good), RecoveryCodeRefused, Throttled.
    """
    limit("recovery", client_address(), _CODE_RULE)
    limit("recovery", "everybody", _CODE_RULE_OF_ALL)
    return _stop_by_code(code, device_name)


@unit_of_work
def _stop_by_code(code: str, device_name: str) -> SignedIn:
    person_id = identity.use_recovery_code(code)
    if person_id is None:
        raise RecoveryCodeRefused
    recovering.veto(person_id, "recovery_code")
    tokens = identity.open_session(person_id, device_name, None, recovered_at=clock.now())
    return SignedIn(person_id, tokens)


def _usable(token: str) -> Recovery:
    row = db.session.scalar(
        select(Recovery)
        .where(Recovery.link_hash == helpers.hash_of(token))
        .execution_options(populate_existing=True)
    )
    now = clock.now()
    if row is None or not recovering.is_under_way(row, now):
        raise RecoveryLinkGone
    if row.link_ends_at is None or row.link_ends_at <= now:
        raise RecoveryLinkGone
    return row
