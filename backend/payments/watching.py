"""What the live channel knows of payments: one that waits, and the codes that a phone shows."""

import uuid

from sqlalchemy import Connection, select

from backend.payments.models import Payment
from backend.web.caller import Caller, Place
from backend.web.live import rows_version

_STAFF = frozenset({"shop_owner", "shop_staff"})
_MOST_CODES = 20
_LARGEST = 2**32 - 1


def payment_version(connection: Connection, caller: Caller, about: str) -> str | None:
    """Of a payment, for its payer and the shop's staff: differs after each change of it."""
    wanted = select(
        Payment.payer_id, Payment.community_id, Payment.shop_id, Payment.status, Payment.refunded
    ).where(Payment.id == uuid.UUID(about))
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    is_payer = row.payer_id == caller.person_id
    if not is_payer and not caller.holds(_STAFF, Place(row.community_id, row.shop_id)):
        return None
    return f"{row.status}.{row.refunded}"


def codes_version(connection: Connection, caller: Caller, about: str) -> str:
    """Of "KEY.COUNTER": differs when a code of that key, from that number on, was used."""
    key, _, first = about.partition(".")
    if not 0 <= int(first) <= _LARGEST:
        raise ValueError(first)
    wanted = (
        select(Payment.id, Payment.status, Payment.refunded)
        .where(
            Payment.key_id == bytes.fromhex(key),
            Payment.counter >= int(first),
            Payment.payer_id == caller.person_id,
        )
        .order_by(Payment.counter.desc())
        .limit(_MOST_CODES)
    )
    return rows_version(connection, wanted)
