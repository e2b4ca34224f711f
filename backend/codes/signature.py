"""ECDSA P-256 with SHA-256 in the form that WebCrypto and JWS use: r and s, 32 bytes each.

Both halves of a malleable pair, (r, s) and (r, n - s), are accepted: WebCrypto makes either, and
nothing here identifies a code by its signature (docs/codes.md, "Malleability").
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

from backend.codes.errors import CodeSignatureBad

SIGNATURE_LENGTH = 64
_HALF = SIGNATURE_LENGTH // 2
_ECDSA = ECDSA(SHA256())
_DETERMINISTIC = ECDSA(SHA256(), deterministic_signing=True)


def sign(private_key: EllipticCurvePrivateKey, message: bytes) -> bytes:
    """The 64-byte r||s of ``message``; nonce by RFC 6979, so that test vectors can be remade."""
    r, s = decode_dss_signature(private_key.sign(message, _DETERMINISTIC))
    return r.to_bytes(_HALF) + s.to_bytes(_HALF)


def verify(public_key: EllipticCurvePublicKey, signature: bytes, message: bytes) -> None:
    """Return when the 64-byte ``signature`` is by ``public_key``, else raise CodeSignatureBad."""
    r, s = int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:])
    try:
        public_key.verify(encode_dss_signature(r, s), message, _ECDSA)
    except InvalidSignature:
        raise CodeSignatureBad from None
