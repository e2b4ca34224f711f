"""The community's fund: what fills it, and what it can pay."""

import uuid
from dataclasses import dataclass

from backend import clock
from backend.circulation.models import Contribution
from backend.circulation.once import earlier, once
from backend.db import db, unit_of_work
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.programmes import queries as programmes


@dataclass(frozen=True, slots=True)
class ContributionOrder:
    """Put ``amount`` minor units of a budget into the fund of its community."""

    id: uuid.UUID
    budget_id: uuid.UUID
    amount: int
    why: str
    by: uuid.UUID


def contribute(order: ContributionOrder) -> Contribution:
    """Fill the fund; the same order again is the same contribution.

    Raises IdConflict, NotFound, NotEnoughCoins when the budget holds less.
    """
    return once(lambda: _contribute(order))


def held(community_id: uuid.UUID) -> int:
    """What the fund holds, which nobody else can take before this unit of work ends."""
    account = ledger.fund(community_id)
    return ledger.lock([account])[account]


@unit_of_work
def _contribute(order: ContributionOrder) -> Contribution:
    said = {"budget_id": order.budget_id, "amount": order.amount, "why": order.why}
    first = earlier(Contribution, order.id, **said)
    if first is not None:
        return first
    budget = programmes.budget(order.budget_id)
    made = Contribution(
        id=order.id, community_id=budget.community_id, by=order.by, at=clock.now(), **said
    )
    db.session.add(made)
    db.session.flush()
    ledger.post(
        Transfer(
            id=order.id,
            kind="contribution",
            debit_account=budget.account_id,
            credit_account=ledger.fund(budget.community_id),
            amount=order.amount,
            at=made.at,
            about_kind="contribution",
            about_id=order.id,
            memo=order.why,
        )
    )
    return made
