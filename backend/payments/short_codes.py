"""Eight digits that a shop can type when it cannot scan: another spelling of a payment code.

They live as long as the code, at most 90 seconds, and work for one payment. Only their hash
under a key of this installation is stored. Guessing is limited per shop.
"""

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from backend import clock
from backend.codes import payment
from backend.codes.errors import CodeExpired, CodeKeyUnknown, CodeUnreadable
from backend.codes.payment import PaymentCode
from backend.codes.window import CLOCK_SKEW_SECONDS
from backend.communities import queries as communities
from backend.db import DuplicateRow, db, unit_of_work
from backend.errors import Unavailable
from backend.payments import facts, rules
from backend.payments.errors import CodeUsed
from backend.payments.models import ShortCode
from backend.web.secret_keys import secret_keys
from backend.web.throttle import limit

REFUSALS = (CodeUnreadable, CodeExpired, CodeUsed)
"""Why digits stand for no code: never given out, too old, used."""

ATTEMPTS = "30 per 10 minutes"
LONGEST = timedelta(seconds=90)
_KEPT_AFTER_END = timedelta(minutes=10)
_TRIES = 5


def make(community_id: uuid.UUID, person_id: uuid.UUID, text: str) -> tuple[str, datetime]:
    """Digits for the member's own payment code, and when (UTC) they stop working.

    Raises what a counter would say of a code that is wrong, CodeKeyUnknown for another's.
    """
    now = clock.now()
    code = payment.decode(text.strip())
    payer = facts.payer(code.key_id, community_id)
    if payer is not None and payer.person_id != person_id:
        raise CodeKeyUnknown
    number = communities.community(community_id).number
    rules.check_code(code, number, payer.facts if payer else None, now)
    expires_at = min(_end_of(code), now + LONGEST)
    for _ in range(_TRIES):
        digits = f"{secrets.randbelow(10**8):08}"
        try:
            _store(digits, text.strip(), expires_at, now)
        except DuplicateRow:
            continue
        return digits, expires_at
    raise Unavailable(retry_after=1)


def use(digits: str, payment_id: uuid.UUID, shop_id: uuid.UUID, now: datetime) -> str:
    """The payment code that ``digits`` stand for, used up by this payment.

    Raises one of ``REFUSALS``, or Throttled after too many attempts of one shop.
    """
    limit("short_code", str(shop_id), ATTEMPTS)
    return _use(digits, payment_id, now)


@unit_of_work
def _store(digits: str, code: str, expires_at: datetime, now: datetime) -> None:
    db.session.execute(delete(ShortCode).where(ShortCode.expires_at < now - _KEPT_AFTER_END))
    db.session.add(ShortCode(digits_hash=_hashes(digits)[0], code=code, expires_at=expires_at))


@unit_of_work
def _use(digits: str, payment_id: uuid.UUID, now: datetime) -> str:
    mine = ShortCode.digits_hash.in_(_hashes(digits))
    row = db.session.execute(select(ShortCode.code, ShortCode.expires_at).where(mine)).first()
    if row is None:
        raise CodeUnreadable
    if now >= row.expires_at:
        raise CodeExpired(seconds=int((now - row.expires_at).total_seconds()))
    free = or_(ShortCode.payment_id.is_(None), ShortCode.payment_id == payment_id)
    used = db.session.execute(
        update(ShortCode)
        .where(mine, free)
        .values(payment_id=payment_id)
        .returning(ShortCode.digits_hash),
        execution_options={"synchronize_session": False},
    )
    if used.first() is None:
        raise CodeUsed
    return str(row.code)


def _end_of(code: PaymentCode) -> datetime:
    return clock.from_millis((code.issued_at + payment.LIFE_SECONDS + CLOCK_SKEW_SECONDS) * 1000)


def _hashes(digits: str) -> list[bytes]:
    """Under each secret, newest first: digits given out before it changed still work."""
    return [
        hmac.digest(one.key, digits.encode(), hashlib.sha256) for one in secret_keys("short codes")
    ]
