"""Use cases of the payer and the shop: open a dispute, answer it, accept, ask on, withdraw."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.db import DuplicateRow, db, unit_of_work
from backend.disputes import paying, rules, steps, telling
from backend.disputes.errors import DisputeOpenAlready, OwnDispute
from backend.disputes.models import Dispute
from backend.errors import IdConflict, NotFound
from backend.payments import queries as payments


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a payer says of a payment; ``amount`` in minor units, None for all that is left."""

    id: uuid.UUID
    payment_id: uuid.UUID
    person_id: uuid.UUID
    amount: int | None
    words: str


def open_dispute(given: Complaint) -> Dispute:
    """Say that a payment is not right; the same again is the first one.

    Raises NotFound unless the person paid it, PaymentNotPaid, DisputeTooLate, RefundTooMuch,
    DisputeOpenAlready, IdConflict.
    """
    try:
        return _open(given)
    except DuplicateRow:
        return _again(given)


@unit_of_work
def _open(given: Complaint) -> Dispute:
    payment = payments.facts_of(given.payment_id)
    if payment.payer_id != given.person_id:
        raise NotFound
    if db.session.get(Dispute, given.id) is not None:
        return _again(given)
    _close_what_lapsed(given.payment_id)
    now = clock.now()
    allowed = settings.dispute_rules(communities.community(payment.community_id))
    row = Dispute(
        id=given.id,
        payment_id=given.payment_id,
        community_id=payment.community_id,
        shop_id=payment.shop_id,
        person_id=given.person_id,
        amount=rules.amount_of(steps.paid(given.payment_id), given.amount, allowed.days, now),
        words=given.words,
        status=rules.OPEN,
        refunded=0,
        owed=0,
        steps=0,
        opened_at=now,
        due_at=now + timedelta(days=allowed.answer_days),
    )
    db.session.add(row)
    db.session.flush()
    steps.add(row, "opened", by=given.person_id, words=given.words, amount=row.amount)
    telling.opened(row)
    return row


@unit_of_work
def _again(given: Complaint) -> Dispute:
    row = db.session.get(Dispute, given.id, populate_existing=True)
    if row is None:
        raise DisputeOpenAlready
    said = (row.payment_id, row.person_id, row.words)
    same_amount = given.amount is None or given.amount == row.amount
    if said != (given.payment_id, given.person_id, given.words) or not same_amount:
        raise IdConflict
    return row


@unit_of_work
def answer(dispute_id: uuid.UUID, by: uuid.UUID, words: str, refund: int) -> Dispute:
    """The shop explains, and gives ``refund`` minor units back at once (0: nothing).

    All that was asked closes it. Raises DisputeClosed, DisputeNotYourTurn, OwnDispute,
    RefundTooMuch, NotEnoughCoins.
    """
    row = steps.locked(dispute_id)
    rules.check_turn(steps.stand(row), rules.OPEN)
    if row.person_id == by:
        raise OwnDispute
    rules.check_refund(steps.paid(row.payment_id), refund)
    refund_id = paying.give_back(row, refund, by, words) if refund else None
    row.refunded += refund
    steps.add(row, "answered", by=by, words=words, amount=refund, refund_id=refund_id)
    now = clock.now()
    if refund >= row.amount:
        steps.close(row, "accepted", now)
        return row
    days = settings.dispute_rules(communities.community(row.community_id)).answer_days
    row.status, row.due_at = rules.ANSWERED, now + timedelta(days=days)
    db.session.flush()
    telling.answered(row)
    return row


@unit_of_work
def accept(dispute_id: uuid.UUID, by: uuid.UUID) -> Dispute:
    """The payer agrees with the shop's answer; twice is once. Raises DisputeNotYourTurn."""
    row = _of_payer(dispute_id, by)
    if row.outcome in {"accepted", "lapsed"}:
        return row
    rules.check_turn(steps.stand(row), rules.ANSWERED)
    steps.close(row, "accepted", clock.now())
    steps.add(row, "accepted", by=by)
    telling.accepted(row)
    return row


@unit_of_work
def ask(dispute_id: uuid.UUID, by: uuid.UUID, words: str) -> Dispute:
    """The payer does not agree, and asks the community to decide; twice is once."""
    row = _of_payer(dispute_id, by)
    if row.status == rules.ASKED:
        return row
    rules.check_turn(steps.stand(row), rules.ANSWERED)
    row.status, row.due_at = rules.ASKED, None
    steps.add(row, "asked", by=by, words=words)
    telling.asked(row)
    return row


@unit_of_work
def withdraw(dispute_id: uuid.UUID, by: uuid.UUID) -> Dispute:
    """The payer lets it be, whosever turn it is; twice is once. Raises DisputeClosed."""
    row = _of_payer(dispute_id, by)
    if row.outcome == "withdrawn":
        return row
    rules.check_turn(steps.stand(row), rules.OPEN, rules.ANSWERED, rules.ASKED)
    steps.close(row, "withdrawn", clock.now())
    steps.add(row, "withdrawn", by=by)
    telling.accepted(row)
    return row


def _of_payer(dispute_id: uuid.UUID, by: uuid.UUID) -> Dispute:
    row = steps.locked(dispute_id)
    if row.person_id != by:
        raise NotFound
    return row


def _close_what_lapsed(payment_id: uuid.UUID) -> None:
    """A dispute whose payer let the time pass is closed before the next one is opened."""
    wanted = select(Dispute.id).where(Dispute.payment_id == payment_id, Dispute.closed_at.is_(None))
    open_already = db.session.execute(wanted).scalar_one_or_none()
    if open_already is not None and steps.locked(open_already).closed_at is None:
        raise DisputeOpenAlready
