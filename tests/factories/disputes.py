"""Complaints about payments for tests. Every function needs an app context."""

import uuid

from backend.disputes import service
from backend.disputes.service import Complaint
from backend.ids import new_id

WORDS = "Ik betaalde voor twee broden en kreeg er een."


def disputed(payment_id: uuid.UUID, payer_id: uuid.UUID, amount: int | None = None) -> uuid.UUID:
    """A dispute that the payer has just opened about a payment."""
    given = Complaint(new_id(), payment_id, payer_id, amount, WORDS)
    return service.open_dispute(given).id


def dispute_bodies(payment_id: str) -> dict[str, dict[str, object]]:
    """A body that fits for each operation of disputes."""
    return {
        "put_dispute": {"payment_id": payment_id, "amount": None, "words": "proef"},
        "answer_dispute": {"words": "proef", "refund": 0},
        "ask_community": {"words": "proef"},
        "decide_dispute": {"words": "proef", "refund": 0},
    }
