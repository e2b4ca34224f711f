"""What a payer is short of may come from somewhere else: a hook for features above payments.

``register`` is called by whoever wires the application together; without it nothing is covered.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app

from backend.db import Batch, run_in_session
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.service import Transfer


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A payment at ``at`` for which ``missing`` minor units are not in the member's wallet."""

    community_id: uuid.UUID
    person_id: uuid.UUID
    payment_id: uuid.UUID
    missing: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Cover:
    """Where the missing part comes from, and one statement that is to be written with it."""

    draw: Transfer
    sql: str
    parameters: Mapping[str, object]

    def add_to(self, batch: Batch, payment: Transfer) -> None:
        """Append the missing part and, after it, the payment that needs it."""
        batch.add(self.sql, **self.parameters)
        ledger.add_together(batch, (self.draw, payment))


Hook = Callable[[Shortfall], Cover | None]


def register(app: Flask, hook: Hook) -> None:
    """Let ``hook`` be asked whenever a payer has too little."""
    app.extensions["payments_cover"] = hook


def cover(short: Shortfall) -> Cover | None:
    """What the hook offers, None when there is none."""
    hook: Hook | None = current_app.extensions.get("payments_cover")
    return hook(short) if hook else None


def fill(
    community_id: uuid.UUID, person_id: uuid.UUID, payment_id: uuid.UUID, amount: int, at: datetime
) -> None:
    """Let the wallet hold ``amount``, if the hook can, as part of the unit of work under way."""
    wallet = ledger.wallet(community_id, person_id)
    missing = amount - ledger_queries.balance(wallet)
    if missing <= 0:
        return
    found = cover(Shortfall(community_id, person_id, payment_id, missing, at))
    if found is not None:
        batch = Batch()
        batch.add(found.sql, **found.parameters)
        run_in_session(batch)
        ledger.post(found.draw)
