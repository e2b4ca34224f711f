"""Ledgers for tests: a community's accounts with coin in them."""

import uuid
from datetime import UTC, datetime

from backend import audit
from backend.ids import new_id
from backend.ledger import service
from backend.ledger.audit import Finding
from backend.ledger.service import Transfer
from backend.programmes import audit as programmes

_BOOKED_BY_HAND = {name for name in programmes.CHECKS if name.startswith("transfer_without_")}
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def transfer(
    kind: str, debit: uuid.UUID, credit: uuid.UUID, amount: int, **fields: object
) -> Transfer:
    """A transfer that nobody has booked yet."""
    values = {"id": new_id(), "at": WHEN, **fields}
    return Transfer(
        kind=kind,
        debit_account=debit,
        credit_account=credit,
        amount=amount,
        **values,  # type: ignore[arg-type]
    )


def funded_wallet(community_id: uuid.UUID, amount: int) -> uuid.UUID:
    """The wallet account of a new member, holding ``amount`` minor units earned from a budget."""
    wallet = service.wallet(community_id, uuid.uuid4())
    if amount:
        budget = funded_budget(community_id, amount)
        service.book(transfer("reward", budget, wallet, amount))
    return wallet


def funded_budget(community_id: uuid.UUID, amount: int) -> uuid.UUID:
    """The account of a new budget, holding ``amount`` minor units that were issued to it."""
    budget = service.budget(community_id, uuid.uuid4(), uuid.uuid4())
    service.book(transfer("issue", service.issuance(community_id), budget, amount))
    return budget


def findings() -> list[Finding]:
    """What the whole audit finds; but that nobody decided about the coin and euro made here."""
    return [one for one in audit.run() if one.check not in _BOOKED_BY_HAND]
