"""The keys with which the server signs for phones that cannot keep one: derived, never stored."""

import uuid

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)

from backend.codes import keys
from backend.web.secret_keys import secret_keys

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_BYTES = 48
"""128 bits more than the order, so that the reduction is even (FIPS 186-5, A.2.1)."""


def newest(session_id: uuid.UUID) -> EllipticCurvePrivateKey:
    """The private key of this session, from the newest secret."""
    return _all(session_id)[0]


def known_ids(session_id: uuid.UUID) -> set[bytes]:
    """The ids of the keys that this session has from each secret that is still configured."""
    return {keys.key_id(keys.public_key_spki(private.public_key())) for private in _all(session_id)}


def _all(session_id: uuid.UUID) -> list[EllipticCurvePrivateKey]:
    derived = secret_keys(f"server key {session_id}", _BYTES)
    return [
        derive_private_key(int.from_bytes(one.key) % (_P256_ORDER - 1) + 1, SECP256R1())
        for one in derived
    ]
