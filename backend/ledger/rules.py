"""What accounts there are, how each behaves, and which transfers exist at all."""

import uuid
from typing import NamedTuple

ISSUANCE = "issuance"
BUDGET = "budget"
WALLET = "wallet"
TILL = "till"
PROGRAMME = "programme"
CREDIT = "credit"
FUND = "fund"
REDEMPTION = "redemption"
NOTES = "notes"
GUARANTEE = "guarantee"
RESERVE = "reserve"
BANK = "bank"

BUSY_SLOTS = 16
EURO = uuid.UUID("f1a1d9b6-3f0e-5b47-8a55-657572000978")
"""The currency in which reserves are kept, in cents."""
_NAMESPACE = uuid.UUID("6b2f8a52-9d0c-5f0e-8d43-77696a6b6d75")


class Behaviour(NamedTuple):
    """How accounts of one purpose behave: ``floor`` in minor units (None: without limit)."""

    floor: int | None
    busy: bool
    euro: bool = False


BEHAVIOUR = {
    ISSUANCE: Behaviour(floor=None, busy=False),
    PROGRAMME: Behaviour(floor=0, busy=True),
    BUDGET: Behaviour(floor=0, busy=True),
    WALLET: Behaviour(floor=0, busy=False),
    TILL: Behaviour(floor=0, busy=True),
    CREDIT: Behaviour(floor=0, busy=False),
    FUND: Behaviour(floor=0, busy=True),
    REDEMPTION: Behaviour(floor=0, busy=True),
    NOTES: Behaviour(floor=0, busy=False),
    GUARANTEE: Behaviour(floor=0, busy=False),
    RESERVE: Behaviour(floor=0, busy=False, euro=True),
    BANK: Behaviour(floor=None, busy=False, euro=True),
}


def account_id(purpose: str, community_id: uuid.UUID, owner: uuid.UUID) -> uuid.UUID:
    """The id of an account, the same whoever computes it (UUIDv5, RFC 9562 section 5.5)."""
    return uuid.uuid5(_NAMESPACE, f"{purpose}/{community_id}/{owner}")
