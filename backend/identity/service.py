"""What identity does for the routes and for other features.

A ceremony (``finish_...``) is finished first, in transactions of its own; what follows from it is
then one unit of work, which may join that of the feature that asks.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from backend import clock, ids
from backend.db import unit_of_work
from backend.identity import arrivals, ceremonies, passkeys, recovery
from backend.identity.arrivals import Arrival
from backend.identity.ceremonies import (
    Ceremony,
    Credential,
    NewPasskey,
    begin_assertion,
    begin_registration,
    finish_assertion,
    finish_registration,
)
from backend.identity.cookies import access_token_in, access_token_of, clear_cookies, set_cookies
from backend.identity.device_keys import link_device_key, register_device_key, server_key
from backend.identity.ending import (
    Ended,
    end_everything,
    end_sessions,
    forget_passkeys,
    held_until,
    hold,
    release,
    start_over,
)
from backend.identity.errors import RecoveryCodeRefused
from backend.identity.people import (
    PersonFacts,
    change_person,
    create_person,
    lock_person,
    person,
)
from backend.identity.schemas import CeremonyOptions
from backend.identity.sessions import confirm, open_session, revoke, session_is_good
from backend.identity.tokens import AccessClaims, Tokens, read_access_token
from backend.web.caller import FRESH_FOR
from backend.web.throttle import client_address, limit

__all__ = [
    "AccessClaims",
    "Arrival",
    "Ceremony",
    "CeremonyOptions",
    "Credential",
    "Ended",
    "NewPasskey",
    "PersonFacts",
    "RecoveryCodeRefused",
    "SignedIn",
    "SignedUp",
    "Tokens",
    "access_token_in",
    "access_token_of",
    "begin_assertion",
    "begin_registration",
    "begin_sign_in",
    "begin_sign_up",
    "change_person",
    "clear_cookies",
    "confirm",
    "create_person",
    "end_everything",
    "end_sessions",
    "finish_assertion",
    "finish_registration",
    "finish_sign_in",
    "finish_sign_up",
    "forget_passkeys",
    "fresh_until",
    "has_passkey",
    "held_until",
    "hold",
    "link_device_key",
    "lock_person",
    "open_session",
    "owner_of_recovery_code",
    "person",
    "read_access_token",
    "register_device_key",
    "release",
    "revoke",
    "server_key",
    "session_is_good",
    "set_cookies",
    "sign_in_with_recovery_code",
    "sign_up",
    "start_over",
    "use_recovery_code",
    "was_ever_in",
]

use_recovery_code = recovery.use
owner_of_recovery_code = recovery.owner

SIGN_IN = "sign_in"
_SIGN_IN_RULE = "120 per 10 minutes"
_SIGN_UP_RULE = "60 per hour"
_RECOVERY_RULE = "10 per 10 minutes"
_RECOVERY_RULE_OF_ALL = "1000 per hour"


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, and the tokens for the browser."""

    person_id: uuid.UUID
    tokens: Tokens


@dataclass(frozen=True)
class SignedUp:
    """Who signed up, the tokens for the browser, and the recovery codes to show once."""

    person_id: uuid.UUID
    tokens: Tokens
    recovery_codes: tuple[str, ...] = field(repr=False)


def begin_sign_up(display_name: str, purpose: str, subject_id: uuid.UUID) -> Ceremony:
    """Options for the first passkey of somebody new.

    ``purpose`` and ``subject_id`` say what they come for (a community, a link) and come back from
    ``finish_sign_up``. Raises Throttled.
    """
    limit("sign_up", client_address(), _SIGN_UP_RULE)
    return begin_registration(
        purpose, person_id=ids.new_id(), display_name=display_name, subject_id=subject_id
    )


def finish_sign_up(challenge_id: uuid.UUID, credential: Credential, *purposes: str) -> NewPasskey:
    """The new passkey with the purpose and subject it was begun for; to be given to ``sign_up``.

    Nobody exists yet when this returns. Raises ChallengeExpired or PasskeyRefused. Never called
    inside a unit of work.
    """
    return finish_registration(challenge_id, credential, purposes)


@unit_of_work
def sign_up(made: NewPasskey, device_name: str, language: str) -> SignedUp:
    """Make the person whose passkey was made, with ten recovery codes and a fresh session."""
    create_person(made.display_name, language, made.person_id)
    passkeys.keep(made, device_name)
    codes = recovery.replace(made.person_id)
    tokens = open_session(made.person_id, device_name, clock.now())
    return SignedUp(made.person_id, tokens, codes)


def begin_sign_in() -> Ceremony:
    """Options for signing in with any passkey, without a name. Raises Throttled."""
    limit("sign_in_options", client_address(), _SIGN_IN_RULE)
    return ceremonies.begin_assertion(SIGN_IN)


def finish_sign_in(challenge_id: uuid.UUID, credential: Credential, device_name: str) -> SignedIn:
    """Open a fresh session for the holder of the passkey.

    Raises Throttled, ChallengeExpired, PasskeyUnknown or PasskeyRefused. Never called inside a
    unit of work.
    """
    limit("sign_in", client_address(), _SIGN_IN_RULE)
    person_id = ceremonies.finish_assertion(challenge_id, credential, SIGN_IN)
    return _arrive(person_id, device_name)


def sign_in_with_recovery_code(typed: str, device_name: str) -> SignedIn:
    """Open a session by a recovery code, which is then used up.

    The session is not fresh: for fifteen minutes it may add a passkey, and nothing else that
    needs a confirmed one. Raises Throttled or RecoveryCodeRefused (malformed, unknown and used
    alike). Never called inside a unit of work.
    """
    limit("recovery", client_address(), _RECOVERY_RULE)
    limit("recovery", "everybody", _RECOVERY_RULE_OF_ALL)
    return _recover(typed, device_name)


def fresh_until(authenticated_at: datetime | None) -> datetime | None:
    """Until when a session is fresh whose passkey was confirmed then; None when it is not now."""
    if authenticated_at is None or authenticated_at + FRESH_FOR < clock.now():
        return None
    return authenticated_at + FRESH_FOR


def has_passkey(person_id: uuid.UUID) -> bool:
    """Whether the person can sign in with a passkey."""
    return passkeys.count(person_id) > 0


@unit_of_work
def _arrive(person_id: uuid.UUID, device_name: str) -> SignedIn:
    tokens = open_session(person_id, device_name, clock.now())
    arrivals.happened(person_id, Arrival.NEW_DEVICE, device_name)
    return SignedIn(person_id, tokens)


def was_ever_in(person_id: uuid.UUID) -> bool:
    """Whether the person ever signed in; somebody with only a wallet card never did."""
    return passkeys.was_ever_in(person_id)


@unit_of_work
def _recover(typed: str, device_name: str) -> SignedIn:
    person_id = recovery.use(typed)
    if person_id is None:
        raise RecoveryCodeRefused
    tokens = open_session(person_id, device_name, None, recovered_at=clock.now())
    arrivals.happened(person_id, Arrival.SIGNED_IN_BY_CODE, device_name)
    return SignedIn(person_id, tokens)
