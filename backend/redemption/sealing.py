"""Sealing: AES-256-GCM under a key from the installation's secrets (NIST SP 800-38D).

The newest secret seals, each that is still configured opens. What a seal is bound to has to be
named again to open it, so that a row copied to another owner stays closed.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.redemption.errors import BankDetailsUnreadable
from backend.web.secret_keys import secret_keys

_PURPOSE = "bank details"
ID_LENGTH = 11  # 8 bytes in base64url
_NONCE_LENGTH = 12


def seal(plain: bytes, bound_to: bytes) -> bytes:
    """``plain``, closed: the id of the secret, a nonce, and the ciphertext with its tag."""
    newest = secret_keys(_PURPOSE)[0]
    nonce = os.urandom(_NONCE_LENGTH)
    return newest.id.encode() + nonce + AESGCM(newest.key).encrypt(nonce, plain, bound_to)


def unseal(sealed: bytes, bound_to: bytes) -> bytes:
    """What was sealed. Raises BankDetailsUnreadable for a lost secret or another binding."""
    name = sealed[:ID_LENGTH].decode("ascii", "replace")
    nonce = sealed[ID_LENGTH : ID_LENGTH + _NONCE_LENGTH]
    for key in secret_keys(_PURPOSE):
        if key.id == name:
            try:
                rest = sealed[ID_LENGTH + _NONCE_LENGTH :]
                return AESGCM(key.key).decrypt(nonce, rest, bound_to)
            except InvalidTag:
                break
    raise BankDetailsUnreadable


def older_ids() -> list[bytes]:
    """How what the configured secrets but the newest sealed begins."""
    return [key.id.encode() for key in secret_keys(_PURPOSE)[1:]]
