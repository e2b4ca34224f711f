"""The keys with which the server signs for phones that cannot keep one: derived, never stored."""

import uuid

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from backend.codes import keys
from backend.web.secret_keys import signing_keys


def newest(session_id: uuid.UUID) -> EllipticCurvePrivateKey:
    """The private key of this session, from the newest secret."""
    return _all(session_id)[0]


def known_ids(session_id: uuid.UUID) -> set[bytes]:
    """The ids of the keys that this session has from each secret that is still configured."""
    return {keys.key_id(keys.public_key_spki(private.public_key())) for private in _all(session_id)}


def _all(session_id: uuid.UUID) -> tuple[EllipticCurvePrivateKey, ...]:
    return signing_keys(f"server key {session_id}")
