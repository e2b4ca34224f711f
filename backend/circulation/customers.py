"""Members at a desk: found by the code on their phone, known for a quarter of an hour."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from backend import clock
from backend.circulation import parties
from backend.circulation.errors import CodeTooSmall, CustomerSpent, CustomerUnknown
from backend.circulation.models import Customer
from backend.circulation.parties import Party
from backend.db import db, unit_of_work
from backend.ids import derived_id
from backend.payments import service as payments
from backend.payments.errors import CodeUsed
from backend.payments.service import Recognised

KNOWN_FOR = timedelta(minutes=15)
_KEPT_FOR = timedelta(days=1)


def find(community_id: uuid.UUID, given: str, by: uuid.UUID) -> Customer:
    """The member who shows this payment code (or its eight digits) to ``by``.

    The same code shown to the same person again is the same customer. Raises what a counter would
    say of the code, CodeUsed when somebody else was shown it.
    """
    customer_id = derived_id("customer", by, given.strip())
    known = db.session.get(Customer, customer_id, populate_existing=True)
    if known is not None and known.expires_at > clock.now():
        return known
    found = payments.recognise(community_id, given, by, customer_id)
    return _keep(customer_id, community_id, found, by)


@unit_of_work
def _keep(
    customer_id: uuid.UUID, community_id: uuid.UUID, found: Recognised, by: uuid.UUID
) -> Customer:
    now = clock.now()
    db.session.execute(delete(Customer).where(Customer.expires_at < now - _KEPT_FOR))
    same = (Customer.key_id == found.key_id, Customer.counter == found.counter)
    taken = db.session.scalar(select(Customer).where(*same))
    if taken is not None and taken.served_by != by:
        raise CodeUsed
    if taken is not None:
        return taken
    made = Customer(
        id=customer_id,
        community_id=community_id,
        person_id=found.person_id,
        served_by=by,
        key_id=found.key_id,
        counter=found.counter,
        most=found.most,
        expires_at=now + KNOWN_FOR,
    )
    db.session.add(made)
    db.session.flush()
    return made


@dataclass(frozen=True, slots=True)
class Shown:
    """The member whom the person ``by`` found under ``customer_id``."""

    customer_id: uuid.UUID
    by: uuid.UUID


Who = Party | Shown
"""Who a command is about: known for certain, or by the code that they showed."""


def party(community_id: uuid.UUID, who: Who) -> Party:
    """The party that ``who`` means now. Raises CustomerUnknown."""
    if isinstance(who, Party):
        return who
    return parties.person(_known(community_id, who).person_id)


def is_same(who: Who, meant: Party) -> bool:
    """Whether a command that is sent again still means the same party.

    A code that was shown too long ago is forgotten; then the command's id has to be enough.
    """
    if isinstance(who, Party):
        return who == meant
    row = db.session.get(Customer, who.customer_id, populate_existing=True)
    return row is None or parties.person(row.person_id) == meant


def spend(community_id: uuid.UUID, who: Who, amount: int, about: uuid.UUID) -> Party:
    """The party out of whose account ``amount`` minor units are taken now; a code allows it once.

    Raises CustomerUnknown, CodeTooSmall above what the code allows, CustomerSpent.
    """
    if isinstance(who, Party):
        return who
    found = _known(community_id, who)
    if amount > found.most:
        raise CodeTooSmall(most=found.most)
    spent = db.session.execute(
        update(Customer)
        .where(Customer.id == found.id, Customer.spent_by.is_(None))
        .values(spent_by=about)
        .returning(Customer.id),
        execution_options={"synchronize_session": False},
    )
    if spent.first() is None:
        raise CustomerSpent
    return parties.person(found.person_id)


def _known(community_id: uuid.UUID, who: Shown) -> Customer:
    found = db.session.get(Customer, who.customer_id, populate_existing=True)
    if found is None or (found.community_id, found.served_by) != (community_id, who.by):
        raise CustomerUnknown
    if found.expires_at <= clock.now():
        raise CustomerUnknown
    return found
