"""The two WebAuthn ceremonies (level 3, section 7): making a passkey and proving to hold one.

Credentials are discoverable, the person is always verified by the authenticator, attestation is
not asked for. A ceremony is finished outside any unit of work: see ``challenges``.
"""

import hmac
import json
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import webauthn
from flask import current_app, request
from sqlalchemy import select, update
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from backend import clock
from backend.codes import base64url
from backend.db import db, unit_of_work
from backend.identity import challenges, rules
from backend.identity.challenges import Challenge
from backend.identity.errors import ChallengeExpired, PasskeyRefused, PasskeyUnknown
from backend.identity.models import Passkey
from backend.web.origin import relying_party

RP_NAME = "Wijkmunt"
ALGORITHMS = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
_REQUIRED = UserVerificationRequirement.REQUIRED
_TIMEOUT_MILLISECONDS = int(rules.CHALLENGE_FOR.total_seconds() * 1000)
_TRANSPORTS = frozenset(transport.value for transport in AuthenticatorTransport)

R = TypeVar("R")
Credential = Mapping[str, Any]
"""What ``PublicKeyCredential.toJSON()`` gives in the browser."""


@dataclass(frozen=True)
class Ceremony:
    """What the browser needs; ``public_key`` is the options in their JSON form."""

    challenge_id: uuid.UUID
    public_key: dict[str, Any]


@dataclass(frozen=True)
class NewPasskey:
    """A passkey that was just made, for whom and for what; nothing is stored yet."""

    person_id: uuid.UUID
    display_name: str = field(repr=False)
    purpose: str
    subject_id: uuid.UUID | None
    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]


def begin_registration(
    purpose: str,
    *,
    person_id: uuid.UUID,
    display_name: str,
    subject_id: uuid.UUID | None = None,
) -> Ceremony:
    """Options for making a passkey for ``person_id``, who need not exist yet.

    Passkeys that the person has already are excluded, so that a device does not make a second.
    """
    rp_id, _ = _relying_party()
    challenge = challenges.issue(
        purpose, subject_id=subject_id, person_id=person_id, display_name=display_name
    )
    options = webauthn.generate_registration_options(
        rp_id=rp_id,
        rp_name=RP_NAME,
        user_id=person_id.bytes,
        user_name=display_name,
        user_display_name=display_name,
        challenge=challenge.challenge,
        timeout=_TIMEOUT_MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=_descriptors(person_id),
        supported_pub_key_algs=ALGORITHMS,
    )
    return Ceremony(challenge.id, json.loads(webauthn.options_to_json(options)))


def finish_registration(
    challenge_id: uuid.UUID, credential: Credential, purposes: Collection[str]
) -> NewPasskey:
    """The passkey that the browser made, after every check of section 7.1.

    Raises ChallengeExpired or PasskeyRefused.
    """
    challenge = challenges.take(challenge_id, purposes)
    if challenge.person_id is None:
        raise ChallengeExpired
    rp_id, origin = _relying_party()
    verified = _verified(
        lambda: webauthn.verify_registration_response(
            credential=dict(credential),
            expected_challenge=_signed_challenge(credential, challenge),
            expected_rp_id=rp_id,
            expected_origin=origin,
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
    )
    return NewPasskey(
        person_id=challenge.person_id,
        display_name=challenge.display_name,
        purpose=challenge.purpose,
        subject_id=challenge.subject_id,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        transports=_transports(credential),
    )


def begin_assertion(
    purpose: str, subject_id: uuid.UUID | None = None, person_id: uuid.UUID | None = None
) -> Ceremony:
    """Options for proving to hold a passkey: one of ``person_id``'s, or any when it is None.

    Without a person nothing is allowed by name, so that the browser offers whatever passkey it
    has, in its own dialog or in a form field (conditional mediation).
    """
    rp_id, _ = _relying_party()
    challenge = challenges.issue(purpose, subject_id=subject_id, person_id=person_id)
    options = webauthn.generate_authentication_options(
        rp_id=rp_id,
        challenge=challenge.challenge,
        timeout=_TIMEOUT_MILLISECONDS,
        allow_credentials=[] if person_id is None else _descriptors(person_id),
        user_verification=_REQUIRED,
    )
    return Ceremony(challenge.id, json.loads(webauthn.options_to_json(options)))


def finish_assertion(
    challenge_id: uuid.UUID,
    credential: Credential,
    purpose: str,
    subject_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """The person who holds the passkey, after every check of section 7.2.

    Raises ChallengeExpired (also for another subject), PasskeyUnknown or PasskeyRefused.
    """
    challenge = challenges.take(challenge_id, (purpose,))
    if challenge.subject_id != subject_id:
        raise ChallengeExpired
    answer = _verified(lambda: parse_authentication_credential_json(dict(credential)))
    passkey = db.session.scalars(
        select(Passkey).where(Passkey.credential_id == answer.raw_id)
    ).one_or_none()
    if passkey is None:
        raise PasskeyUnknown
    _check_holder(answer, passkey, challenge)
    signed = _verified(lambda: _signed_challenge(credential, challenge))
    verified = _verify_assertion(answer, passkey, signed)
    person_id = passkey.person_id
    _note_use(passkey.id, verified.new_sign_count)
    return person_id


def _verify_assertion(
    answer: AuthenticationCredential, passkey: Passkey, challenge: bytes
) -> VerifiedAuthentication:
    rp_id, origin = _relying_party()
    return _verified(
        lambda: webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=rp_id,
            expected_origin=origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    )


def _signed_challenge(credential: Credential, challenge: Challenge) -> bytes:
    """The challenge in the client data, if its hash is the one kept (section 7.2, step 12).

    Raises PasskeyRefused for another one, and for a page in a frame of another origin (step 14):
    only the example is framed.
    """
    data = json.loads(base64url.decode(credential["response"]["clientDataJSON"]))
    given = base64url.decode(data["challenge"])
    if not hmac.compare_digest(challenges.digest(given), challenge.challenge):
        raise PasskeyRefused
    if data.get("crossOrigin", False) and not current_app.config["WIJKMUNT"].example:
        raise PasskeyRefused
    return given


def _check_holder(answer: AuthenticationCredential, passkey: Passkey, challenge: Challenge) -> None:
    """Section 7.2 step 6: the user handle names the owner; it may miss only when we know who."""
    handle = answer.response.user_handle
    if handle is None and challenge.person_id is None:
        raise PasskeyRefused
    if handle is not None and handle != passkey.person_id.bytes:
        raise PasskeyRefused
    if challenge.person_id not in {None, passkey.person_id}:
        raise PasskeyRefused


@unit_of_work
def _note_use(passkey_id: uuid.UUID, sign_count: int) -> None:
    """Keep the new count, unless a copy was quicker or the passkey is gone: PasskeyRefused."""
    unused = Passkey.sign_count < sign_count
    if sign_count == 0:
        unused = Passkey.sign_count == 0
    kept = db.session.execute(
        update(Passkey)
        .where(Passkey.id == passkey_id, unused)
        .values(sign_count=sign_count, last_used_at=clock.now())
        .returning(Passkey.id),
        execution_options={"synchronize_session": False},
    )
    if kept.one_or_none() is None:
        raise PasskeyRefused


def _verified(check: Callable[[], R]) -> R:
    """What the library concludes. Whatever it raises about hostile bytes is a refusal.

    Its decoders raise many kinds of exception (base64, CBOR, COSE, UTF-8), not all of its own
    family, and ``check`` touches nothing but what the browser sent.
    """
    try:
        return check()
    except Exception:
        raise PasskeyRefused from None


def _relying_party() -> tuple[str, str]:
    return relying_party(request, current_app.config["WIJKMUNT"])


def _descriptors(person_id: uuid.UUID) -> list[PublicKeyCredentialDescriptor]:
    rows = db.session.execute(
        select(Passkey.credential_id, Passkey.transports).where(Passkey.person_id == person_id)
    )
    return [
        PublicKeyCredentialDescriptor(
            id=row.credential_id, transports=_as_transports(row.transports.split())
        )
        for row in rows
    ]


def _as_transports(names: Iterable[str]) -> list[AuthenticatorTransport] | None:
    return [AuthenticatorTransport(name) for name in names] or None


def _transports(credential: Credential) -> tuple[str, ...]:
    """How the browser says the authenticator is reached: a hint, kept only where it is known."""
    given = credential["response"].get("transports")
    if not isinstance(given, list):
        return ()
    return tuple(sorted({name for name in given if isinstance(name, str)} & _TRANSPORTS))
