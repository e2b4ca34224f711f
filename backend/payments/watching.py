"""What the live channel knows of payments: one that waits, and the codes that a phone shows."""

import uuid
from functools import partial

from backend import clock
from backend.db import Look
from backend.db.looks import Row, Value
from backend.payments.rules import status_at
from backend.web.caller import Caller, Place
from backend.web.live import Watched, version_of

_STAFF = frozenset({"shop_owner", "shop_staff"})
_MOST_CODES = 20
_LARGEST = 2**32 - 1
_ONE = "FROM payments WHERE id = :id"
_CODES = (
    "FROM payments WHERE key_id = :key_id AND counter >= :first AND payer_id = :payer_id"
    f" ORDER BY counter DESC LIMIT {_MOST_CODES}"
)


def payment_version(caller: Caller, about: str) -> Watched:
    """Of a payment, for its payer and the shop's staff: differs after each change of it."""
    columns = ("payer_id", "community_id", "shop_id", "status", "expires_at", "refunded")
    return Watched(Look(columns, _ONE, {"id": uuid.UUID(about)}), partial(_of_payment, caller))


def codes_version(caller: Caller, about: str) -> Watched:
    """Of "KEY.COUNTER": differs when a code of that key, from that number on, was used."""
    key, _, first = about.partition(".")
    if not 0 <= int(first) <= _LARGEST:
        raise ValueError(first)
    values: dict[str, Value] = {
        "key_id": bytes.fromhex(key),
        "first": int(first),
        "payer_id": caller.person_id,
    }
    return Watched(Look(("id", "status", "expires_at", "refunded"), _CODES, values), _of_codes)


def _of_payment(caller: Caller, rows: list[Row]) -> str | None:
    if not rows:
        return None
    payer_id, community_id, shop_id, status, expires_at, refunded = rows[0]
    shop = Place(uuid.UUID(community_id), uuid.UUID(shop_id))
    if payer_id != str(caller.person_id) and not caller.holds(_STAFF, shop):
        return None
    now = _status(status, expires_at)
    until = f".{expires_at}" if expires_at and now == "waiting" else ""
    return f"{now}.{refunded}{until}"


def _of_codes(rows: list[Row]) -> str:
    return version_of(
        (payment_id, _status(status, expires_at), refunded)
        for payment_id, status, expires_at, refunded in sorted(rows, key=str)
    )


def _status(status: str | None, expires_at: str | None) -> str:
    until = clock.from_millis(int(expires_at)) if expires_at else None
    return status_at(status or "", until, clock.now())
