"""The key pairs of the vectors. Anybody can derive them: they protect nothing, anywhere."""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)

from backend.codes import base64url
from backend.codes.keys import key_id, public_jwk, public_key_spki

CURVE_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class TestKey:
    """A key pair that is the SHA-256 of its own published name."""

    __test__ = False

    private: EllipticCurvePrivateKey

    @property
    def spki(self) -> bytes:
        return public_key_spki(self.private.public_key())

    @property
    def id(self) -> bytes:
        return key_id(self.spki)


def derive(name: str) -> TestKey:
    seed = hashlib.sha256(f"wijkmunt test-only key: {name}".encode()).digest()
    scalar = int.from_bytes(seed) % (CURVE_ORDER - 1) + 1
    return TestKey(derive_private_key(scalar, SECP256R1()))


SIGNER = derive("signer")
OTHER = derive("other")
AUTHORITY = derive("authority")
"""The key with which a community signs certificates."""


def vectors() -> dict[str, object]:
    return {
        "note": "TEST ONLY: the private keys are published here on purpose.",
        "signer": _describe(SIGNER),
        "other": _describe(OTHER),
        "authority": _describe(AUTHORITY),
    }


def _describe(key: TestKey) -> dict[str, object]:
    scalar = key.private.private_numbers().private_value
    jwk = public_jwk(key.private.public_key())
    return {
        "private_jwk": {
            "kty": "EC",
            "crv": "P-256",
            "x": jwk["x"],
            "y": jwk["y"],
            "d": base64url.encode(scalar.to_bytes(32)),
        },
        "public_jwk": jwk,
        "spki": base64url.encode(key.spki),
        "key_id": key.id.hex(),
    }
