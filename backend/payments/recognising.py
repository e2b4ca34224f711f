"""Who shows a payment code at a desk: found by their own phone, never from a list of names."""

import re
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from backend import clock
from backend.codes import payment
from backend.codes.errors import CodeKeyUnknown
from backend.communities import queries as communities
from backend.db import db
from backend.payments import facts, rules, short_codes, wallets
from backend.payments.errors import CodeUsed, NotAllowedHere
from backend.payments.models import Payment

_DIGITS = re.compile(r"([0-9]{4})[ -]?([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The member who made a code, and the most it would pay without a question, minor units."""

    person_id: uuid.UUID
    key_id: bytes
    counter: int
    most: int


def recognise(
    community_id: uuid.UUID, given: str, desk_id: uuid.UUID, use_id: uuid.UUID
) -> Recognised:
    """Whose code this is: a good, unused code of a member of the community, or its eight digits.

    Digits are used up by ``use_id``; guesses are limited per ``desk_id``. Raises what a counter
    would say of the code. Nothing is paid, and the code could still be.
    """
    now = clock.now()
    typed = _DIGITS.fullmatch(given.strip())
    text = given.strip()
    if typed:
        text = short_codes.use(typed[1] + typed[2], use_id, desk_id, now)
    code = payment.decode(text)
    payer = facts.payer(code.key_id, community_id)
    number = communities.community(community_id).number
    rules.check_code(code, number, payer.facts if payer else None, now)
    if payer is None:
        raise CodeKeyUnknown
    if not payer.facts.is_member:
        raise NotAllowedHere
    used = select(Payment.id).where(Payment.key_id == code.key_id, Payment.counter == code.counter)
    if db.session.execute(used).first() is not None:
        raise CodeUsed
    limit = wallets.limit_of(community_id, payer.person_id)
    most = code.amount if code.exact else min(code.amount, limit)
    return Recognised(payer.person_id, code.key_id, code.counter, most)
