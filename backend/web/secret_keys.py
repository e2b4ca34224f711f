"""Keys derived from the installation's secrets, one for each purpose (HKDF, RFC 5869).

A key of one purpose says nothing about a key of another. The newest secret makes, older ones
still verify; a secret that is taken away voids all that was made under it.
"""

from dataclasses import dataclass, field
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from backend.codes import base64url
from backend.config import Config

_KEY_BYTES = 32
_ID_BYTES = 8


@dataclass(frozen=True)
class SecretKey:
    """A derived key; ``id`` names the secret behind it and gives nothing away."""

    id: str
    key: bytes = field(repr=False)


def secret_keys(purpose: str, length: int = _KEY_BYTES) -> tuple[SecretKey, ...]:
    """The keys of this installation for ``purpose``, ``length`` bytes each, newest first."""
    return _derived(_config().secrets, purpose, length)


def newest_key(purpose: str, length: int = _KEY_BYTES) -> bytes:
    """``length`` bytes for ``purpose`` from the newest secret."""
    return _expand(_config().secrets[0], purpose, length)


def _config() -> Config:
    config = current_app.config["WIJKMUNT"]
    assert isinstance(config, Config)  # noqa: S101 - narrows the type
    return config


@cache
def _derived(secrets: tuple[str, ...], purpose: str, length: int) -> tuple[SecretKey, ...]:
    return tuple(
        SecretKey(
            id=base64url.encode(_expand(secret, "secret id", _ID_BYTES)),
            key=_expand(secret, purpose, length),
        )
        for secret in secrets
    )


def _expand(secret: str, purpose: str, length: int) -> bytes:
    info = b"wijkmunt/1 " + purpose.encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret.encode())
