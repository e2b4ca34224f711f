"""What accounts there are, how each behaves, and which transfers exist at all."""

import uuid
from typing import NamedTuple

ISSUANCE = "issuance"
BUDGET = "budget"
WALLET = "wallet"
TILL = "till"

BUSY_SLOTS = 16
_NAMESPACE = uuid.UUID("6b2f8a52-9d0c-5f0e-8d43-77696a6b6d75")


class Behaviour(NamedTuple):
    """How accounts of one purpose behave: ``floor`` in minor units (None: without limit)."""

    floor: int | None
    busy: bool


BEHAVIOUR = {
    ISSUANCE: Behaviour(floor=None, busy=False),
    BUDGET: Behaviour(floor=0, busy=True),
    WALLET: Behaviour(floor=0, busy=False),
    TILL: Behaviour(floor=0, busy=True),
}


def account_id(purpose: str, community_id: uuid.UUID, owner: uuid.UUID) -> uuid.UUID:
    """The id of an account, the same whoever computes it (UUIDv5, RFC 9562 section 5.5)."""
    return uuid.uuid5(_NAMESPACE, f"{purpose}/{community_id}/{owner}")
