"""A shop's acceptance of a code while it had no network, signed by the shop's device key.

It binds the shop, the payment's id and the moment to the code's text: docs/codes.md, "Offline
acceptance".
"""

import hashlib
import struct
import uuid

from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)

from backend.codes import signature
from backend.codes.errors import AcceptanceSignatureBad, CodeSignatureBad

DOMAIN = b"wijkmunt offline acceptance v1\x00"
_SECONDS = struct.Struct(">I")


def message(shop_id: uuid.UUID, payment_id: uuid.UUID, accepted_at: int, code: str) -> bytes:
    """What the shop signs; ``accepted_at`` in Unix seconds, ``code`` exactly as it was scanned."""
    digest = hashlib.sha256(code.encode()).digest()
    return DOMAIN + shop_id.bytes + payment_id.bytes + _SECONDS.pack(accepted_at) + digest


def sign(signed: bytes, private_key: EllipticCurvePrivateKey) -> bytes:
    """The 64 bytes of r and s over a ``message``."""
    return signature.sign(private_key, signed)


def verify(signed: bytes, given: bytes, public_key: EllipticCurvePublicKey) -> None:
    """Return when ``given`` is the signature of ``public_key``, else AcceptanceSignatureBad."""
    try:
        signature.verify(public_key, given, signed)
    except CodeSignatureBad:
        raise AcceptanceSignatureBad from None
