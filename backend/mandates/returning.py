"""Use cases on what was collected: give it back, and write down that the euro part came."""

import uuid

from sqlalchemy import select

from backend import clock
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.ids import derived_id
from backend.ledger import service as ledger
from backend.mandates.errors import CollectionNotPaid, EuroNotOwed
from backend.mandates.models import Collection, Mandate, Plan


@unit_of_work
def give_back(collection_id: uuid.UUID, *, why: str) -> Collection:
    """Give the coin of a period back to its payer; given back again it stays as it was.

    Raises CollectionNotPaid, NotFound, or NotEnoughCoins when the organisation has spent it.
    """
    period = _held(collection_id)
    if period.status == "returned":
        return period
    mandate = db.session.get_one(Mandate, period.mandate_id)
    plan = db.session.get_one(Plan, period.plan_id)
    if period.status != "paid" or plan.kind == "grant":
        raise CollectionNotPaid
    period.status, period.returned_why = "returned", why
    db.session.flush()
    ledger.post(
        ledger.Transfer(
            derived_id("due_return", collection_id),
            "due_return",
            mandate.payee_account,
            mandate.payer_account,
            period.amount,
            clock.now(),
            "mandate",
            mandate.id,
            plan.name,
            reverses=collection_id,
        )
    )
    return period


@unit_of_work
def note_euro(collection_id: uuid.UUID, *, reference: str, by: uuid.UUID) -> Collection:
    """Write down that the euro part of a period came, and under which reference.

    The same reference again changes nothing. Raises EuroNotOwed, NotFound.
    """
    period = _held(collection_id)
    if not period.euro_cents or period.euro_reference not in (None, reference):
        raise EuroNotOwed
    if period.euro_paid_at is None:
        period.euro_paid_at, period.euro_noted_by = clock.now(), by
        period.euro_reference = reference
    return period


def _held(collection_id: uuid.UUID) -> Collection:
    period = db.session.execute(
        select(Collection).where(Collection.id == collection_id).with_for_update()
    ).scalar_one_or_none()
    if period is None:
        raise NotFound
    return period
