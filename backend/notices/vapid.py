"""Who sends: the installation's key for push services (VAPID, RFC 8292).

Derived from the installation's secrets, so that it is stored nowhere. A subscription belongs to
the key that it was made for; while its secret is still kept it is sent with that one, and the app
renews it for the newest.
"""

from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from backend.codes import base64url
from backend.web.secret_keys import SecretKey, secret_keys

_PURPOSE = "push sender key"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_GOOD_FOR = timedelta(hours=12)
"""At most 24 hours (RFC 8292, section 2); less, so that a clock may be wrong."""


def newest_id() -> str:
    """Which secret is behind the key that new subscriptions are made for."""
    return secret_keys(_PURPOSE)[0].id


def known_ids() -> list[str]:
    """The secrets whose subscriptions can be sent to."""
    return [key.id for key in secret_keys(_PURPOSE)]


def public_key() -> str:
    """The newest key as browsers take it: an uncompressed point in base64url."""
    point = _private(secret_keys(_PURPOSE)[0]).public_key()
    return base64url.encode(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def authorisation(secret_id: str, endpoint: str, sender: str, now: datetime) -> dict[str, str]:
    """The header that says who sends (RFC 8292, section 3).

    ``sender`` is where the other side can complain: our origin. Raises StopIteration for a secret
    that is no longer kept.
    """
    key = next(one for one in secret_keys(_PURPOSE) if one.id == secret_id)
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + _GOOD_FOR).timestamp()),
        "sub": sender,
    }
    headers: dict[str, str] = Vapid02(_private(key)).sign(claims)
    return headers


@cache
def _private(key: SecretKey) -> EllipticCurvePrivateKey:
    return derive_private_key(int.from_bytes(key.key) % (_ORDER - 1) + 1, SECP256R1())
