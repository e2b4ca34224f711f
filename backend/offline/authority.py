"""The community's certificate keys, derived from the installation's secrets and stored nowhere.

The newest secret signs. Those before it still verify, so that a rotation voids no certificate
before its date; a secret that is taken away voids what it signed.
"""

import uuid
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
)

from backend.codes.keys import public_jwk
from backend.web.secret_keys import secret_keys

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_KEY_BYTES = 48
"""128 bits more than the order: FIPS 186-5, appendix A.2.1."""


def signing_key(community_id: uuid.UUID) -> EllipticCurvePrivateKey:
    """The key that signs new certificates of a community."""
    return _keys(community_id)[0]


def public_keys(community_id: uuid.UUID) -> tuple[EllipticCurvePublicKey, ...]:
    """The keys that may have signed a certificate, newest first."""
    return tuple(key.public_key() for key in _keys(community_id))


def jwk_set(community_id: uuid.UUID) -> list[dict[str, str]]:
    """The same as JSON Web Keys (RFC 7517)."""
    return [public_jwk(key) for key in public_keys(community_id)]


def _keys(community_id: uuid.UUID) -> tuple[EllipticCurvePrivateKey, ...]:
    derived = secret_keys(f"wallet certificates {community_id}", _KEY_BYTES)
    return tuple(_private_key(one.key) for one in derived)


@lru_cache(maxsize=256)
def _private_key(material: bytes) -> EllipticCurvePrivateKey:
    return derive_private_key(int.from_bytes(material) % (_P256_ORDER - 1) + 1, SECP256R1())
