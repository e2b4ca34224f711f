"""Device keys as the server knows them: P-256 public keys and their ids."""

import hashlib

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from backend.codes import base64url
from backend.codes.errors import PublicKeyInvalid

KEY_ID_LENGTH = 8
SPKI_LENGTH = 91
"""Bytes of the SubjectPublicKeyInfo of an uncompressed P-256 point (RFC 5480)."""

_COORDINATE_LENGTH = 32


def load_public_key(spki: bytes) -> EllipticCurvePublicKey:
    """The verifying key in SPKI DER; parsing costs more than a look-up, so callers keep the result.

    Raises PublicKeyInvalid for another curve or algorithm, a point off the curve, and every
    encoding but the canonical one: a key must not have two ids.
    """
    if len(spki) != SPKI_LENGTH:
        raise PublicKeyInvalid
    try:
        key = load_der_public_key(spki)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise PublicKeyInvalid from None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise PublicKeyInvalid
    if public_key_spki(key) != spki:
        raise PublicKeyInvalid
    return key


def public_key_spki(key: EllipticCurvePublicKey) -> bytes:
    """The canonical SubjectPublicKeyInfo (DER, uncompressed point) of ``key``."""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def key_id(spki: bytes) -> bytes:
    """The 8-byte id of a device key: the first bytes of SHA-256 over its SPKI DER."""
    return hashlib.sha256(spki).digest()[:KEY_ID_LENGTH]


def public_jwk(key: EllipticCurvePublicKey) -> dict[str, str]:
    """``key`` as a JSON Web Key (RFC 7517, RFC 7518 section 6.2) whose kid is its key id."""
    point = key.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": base64url.encode(point.x.to_bytes(_COORDINATE_LENGTH)),
        "y": base64url.encode(point.y.to_bytes(_COORDINATE_LENGTH)),
        "kid": base64url.encode(key_id(public_key_spki(key))),
        "alg": "ES256",
        "use": "sig",
    }
