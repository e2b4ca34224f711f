"""A dispute's row, and each step of its history; what the calendar does is a step like others."""

import uuid
from datetime import datetime

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.db import db
from backend.disputes import rules, telling
from backend.disputes.models import Dispute, DisputeStep
from backend.disputes.rules import Paid, Stand
from backend.errors import NotFound
from backend.ids import new_id
from backend.payments import queries as payments


def locked(dispute_id: uuid.UUID) -> Dispute:
    """A dispute, held until the unit of work ends, with what fell due done. Raises NotFound."""
    row = db.session.scalar(
        select(Dispute)
        .where(Dispute.id == dispute_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    catch_up(row, clock.now())
    return row


def catch_up(row: Dispute, now: datetime) -> bool:
    """Do to a dispute that is held what its deadline asks for; says whether it did anything."""
    passed = rules.overdue(stand(row), now)
    if passed is None:
        return False
    at = row.due_at or now
    if passed == "lapsed":
        close(row, "lapsed", at)
        add(row, "lapsed", at=at)
        telling.accepted(row)
    else:
        row.status, row.due_at = rules.ASKED, None
        add(row, "overdue", at=at)
        telling.overdue(row)
    return True


def add(
    row: Dispute,
    kind: str,
    *,
    by: uuid.UUID | None = None,
    words: str = "",
    amount: int = 0,
    refund_id: uuid.UUID | None = None,
    at: datetime | None = None,
) -> None:
    """Write down the next step of a dispute that is held."""
    row.steps += 1
    db.session.add(
        DisputeStep(
            id=new_id(),
            dispute_id=row.id,
            number=row.steps,
            kind=kind,
            at=at or clock.now(),
            person_id=by,
            words=words,
            amount=amount,
            refund_id=refund_id,
        )
    )
    db.session.flush()


def close(row: Dispute, outcome: str, at: datetime) -> None:
    """Let a dispute that is held be over."""
    row.status, row.outcome, row.closed_at, row.due_at = rules.CLOSED, outcome, at, None


def stand(row: Dispute) -> Stand:
    """A dispute for ``rules``."""
    return Stand(row.status, row.outcome, row.due_at)


def paid(payment_id: uuid.UUID) -> Paid:
    """The payment for ``rules``, as it is now. Raises NotFound."""
    found = payments.facts_of(payment_id)
    return Paid(found.status, found.at, found.amount, found.refunded)


def is_staff(shop_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether somebody holds any role at the shop."""
    return any(one.person_id == person_id for one in communities.staff(shop_id))
