"""What the live channel knows of payments: one that waits, and the codes that a phone shows."""

import uuid

from sqlalchemy import Connection, select

from backend import clock
from backend.payments.models import Payment
from backend.payments.rules import status_at
from backend.web.caller import Caller, Place
from backend.web.live import version_of

_STAFF = frozenset({"shop_owner", "shop_staff"})
_MOST_CODES = 20
_LARGEST = 2**32 - 1


def payment_version(connection: Connection, caller: Caller, about: str) -> str | None:
    """Of a payment, for its payer and the shop's staff: differs after each change of it."""
    wanted = select(
        Payment.payer_id,
        Payment.community_id,
        Payment.shop_id,
        Payment.status,
        Payment.expires_at,
        Payment.refunded,
    ).where(Payment.id == uuid.UUID(about))
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    is_payer = row.payer_id == caller.person_id
    if not is_payer and not caller.holds(_STAFF, Place(row.community_id, row.shop_id)):
        return None
    status = status_at(row.status, row.expires_at, clock.now())
    until = f".{clock.millis(row.expires_at)}" if row.expires_at and status == "waiting" else ""
    return f"{status}.{row.refunded}{until}"


def codes_version(connection: Connection, caller: Caller, about: str) -> str:
    """Of "KEY.COUNTER": differs when a code of that key, from that number on, was used."""
    key, _, first = about.partition(".")
    if not 0 <= int(first) <= _LARGEST:
        raise ValueError(first)
    wanted = (
        select(Payment.id, Payment.status, Payment.expires_at, Payment.refunded)
        .where(
            Payment.key_id == bytes.fromhex(key),
            Payment.counter >= int(first),
            Payment.payer_id == caller.person_id,
        )
        .order_by(Payment.counter.desc())
        .limit(_MOST_CODES)
    )
    now = clock.now()
    return version_of(
        (row.id, status_at(row.status, row.expires_at, now), row.refunded)
        for row in connection.execute(wanted)
    )
