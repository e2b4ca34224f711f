"""The community's certificate keys, derived from the installation's secrets and stored nowhere.

The newest secret signs. Those before it still verify, so that a rotation voids no certificate
before its date; a secret that is taken away voids what it signed.
"""

import uuid

from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)

from backend.codes.keys import public_jwk
from backend.web.secret_keys import signing_keys


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
    return signing_keys(f"wallet certificates {community_id}")
