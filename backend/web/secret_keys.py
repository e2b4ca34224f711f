"""Keys derived from the installation's secrets, one for each purpose (HKDF, RFC 5869).

A key of one purpose says nothing about a key of another. The newest secret makes, older ones
still verify; a secret that is taken away voids all that was made under it. What hangs on each
purpose, and what becomes of it when the secrets change, stands in docs/secrets.md.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.codes import base64url
from backend.web import secrets

_KEY_BYTES = 32
_ID_BYTES = 8


@dataclass(frozen=True)
class SecretKey:
    """A derived key; ``id`` names the secret behind it and gives nothing away."""

    id: str
    key: bytes = field(repr=False)


def secret_keys(purpose: str, length: int = _KEY_BYTES) -> tuple[SecretKey, ...]:
    """The keys of this installation for ``purpose``, ``length`` bytes each, newest first."""
    return _derived(secrets.of_app().current(), purpose, length)


def newest_key(purpose: str, length: int = _KEY_BYTES) -> bytes:
    """``length`` bytes for ``purpose`` from the newest secret."""
    return secret_keys(purpose, length)[0].key


def secret_ids() -> list[str]:
    """The ids of the configured secrets, newest first."""
    return [key.id for key in secret_keys("secret id")]


def key_named(purpose: str, key_id: str) -> SecretKey | None:
    """The key of the secret with this id; looks for a secret that was just added."""
    for current in (secrets.of_app().current, secrets.of_app().look):
        for key in _derived(current(), purpose, _KEY_BYTES):
            if key.id == key_id:
                return key
    return None


@lru_cache(maxsize=4096)
def _derived(given: tuple[str, ...], purpose: str, length: int) -> tuple[SecretKey, ...]:
    return tuple(
        SecretKey(
            id=base64url.encode(_expand(secret, "secret id", _ID_BYTES)),
            key=_expand(secret, purpose, length),
        )
        for secret in given
    )


def _expand(secret: str, purpose: str, length: int) -> bytes:
    info = b"wijkmunt/1 " + purpose.encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret.encode())


_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_P256_BYTES = 48
"""128 bits more than the order, so that the reduction is even (FIPS 186-5, A.2.1)."""


def signing_keys(purpose: str) -> tuple[EllipticCurvePrivateKey, ...]:
    """The P-256 keys of this installation for ``purpose``, newest first: derived, never stored."""
    return tuple(_private_key(one.key) for one in secret_keys(purpose, _P256_BYTES))


@lru_cache(maxsize=256)
def _private_key(material: bytes) -> EllipticCurvePrivateKey:
    return derive_private_key(int.from_bytes(material) % (_P256_ORDER - 1) + 1, SECP256R1())
