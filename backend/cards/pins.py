"""How a PIN is kept: argon2id over a keyed hash, so that the database alone gives no PIN away.

A PIN has so few values that any hash of it alone can be tried out. The key is derived from the
installation's secret, which is not in the database; the slow hash (RFC 9106) makes trying slow for
whoever has both. What stops guessing at counters is the count of tries (``trying``).
"""

import hashlib
import hmac
import uuid

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from backend.web.secret_keys import SecretKey, key_named, secret_keys

_PURPOSE = "card pin"
_HASHER = PasswordHasher(time_cost=5, memory_cost=19 * 1024, parallelism=1, hash_len=32)
"""19 MiB and five passes: about 50 ms of one core of a small server (docs/cards.md)."""


def hash_pin(pin: str, person_id: uuid.UUID) -> tuple[str, str]:
    """What to keep of a PIN: its hash, and the name of the secret that keyed it."""
    key = secret_keys(_PURPOSE)[0]
    return _HASHER.hash(_keyed(pin, person_id, key)), key.id


def is_right(pin: str, person_id: uuid.UUID, pin_hash: str, key_id: str) -> bool:
    """Whether ``pin`` was hashed; never when the installation's secret of then is gone."""
    key = key_named(_PURPOSE, key_id)
    if key is None:
        return False
    try:
        return _HASHER.verify(pin_hash, _keyed(pin, person_id, key))
    except VerifyMismatchError:
        return False


def is_old(key_id: str) -> bool:
    """Whether a PIN was kept under a secret that is no longer the newest."""
    return key_id != secret_keys(_PURPOSE)[0].id


def _keyed(pin: str, person_id: uuid.UUID, key: SecretKey) -> bytes:
    # Bound to the person and not to the card, so that a replaced card keeps its PIN.
    return hmac.digest(key.key, person_id.bytes + pin.encode(), hashlib.sha256)
