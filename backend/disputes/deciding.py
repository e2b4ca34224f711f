"""The community decides: an issuer who takes no part in it."""

import uuid

from backend import clock
from backend.db import db, unit_of_work
from backend.disputes import paying, rules, steps, telling
from backend.disputes.errors import OwnDispute
from backend.disputes.models import Dispute


@unit_of_work
def decide(dispute_id: uuid.UUID, by: uuid.UUID, words: str, refund: int) -> Dispute:
    """The shop gives ``refund`` minor units back (0: nothing); what its till lacks it owes.

    Raises OwnDispute for the payer and for anybody of the shop, DisputeClosed, DisputeNotYourTurn
    while the shop or the payer still has time, RefundTooMuch.
    """
    row = steps.locked(dispute_id)
    if row.person_id == by or steps.is_staff(row.shop_id, by):
        raise OwnDispute
    rules.check_turn(steps.stand(row), rules.ASKED)
    rules.check_refund(steps.paid(row.payment_id), refund)
    steps.add(row, "decided", by=by, words=words, amount=refund)
    steps.close(row, "decided", clock.now())
    row.owed = refund
    db.session.flush()
    if refund:
        paying.settle(row, by, words)
    telling.decided(row, refund)
    return row
