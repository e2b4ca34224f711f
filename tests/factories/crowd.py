"""Many members at once, with empty wallets: for years and loads in which nobody is special.

Made with four statements; each row is what the services would have written one by one.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert

from backend import clock
from backend.communities.models import Membership
from backend.communities.queries import CommunityFacts
from backend.db import db, unit_of_work
from backend.identity.models import Person
from backend.ids import new_id
from backend.ledger import rules
from backend.ledger.models import BalanceSlot, LedgerAccount


@unit_of_work
def make_crowd(community: CommunityFacts, count: int) -> list[uuid.UUID]:
    """``count`` new members; their persons' ids. Needs an app context."""
    people = [new_id() for _ in range(count)]
    now = clock.now()
    rows: Sequence[tuple[type[Any], list[Mapping[str, object]]]] = [
        (Person, [_person(one, number, now) for number, one in enumerate(people)]),
        (Membership, [_membership(one, community.id, now) for one in people]),
        (LedgerAccount, [_account(one, community, now) for one in people]),
        (BalanceSlot, [_slot(_wallet(one, community)) for one in people]),
    ]
    for table, values in rows:
        db.session.execute(insert(table), values)
    return people


def _wallet(person_id: uuid.UUID, community: CommunityFacts) -> uuid.UUID:
    return rules.account_id(rules.WALLET, community.id, person_id)


def _person(person_id: uuid.UUID, number: int, now: object) -> dict[str, object]:
    name = f"Bewoner {number + 1}"
    return {"id": person_id, "display_name": name, "language": "nl", "created_at": now}


def _membership(person_id: uuid.UUID, community_id: uuid.UUID, now: object) -> dict[str, object]:
    return {
        "id": new_id(),
        "person_id": person_id,
        "community_id": community_id,
        "role": "member",
        "since": now,
    }


def _account(person_id: uuid.UUID, community: CommunityFacts, now: object) -> dict[str, object]:
    return {
        "id": _wallet(person_id, community),
        "community_id": community.id,
        "currency_id": community.currency.id,
        "purpose": rules.WALLET,
        "owner_id": person_id,
        "slots": 1,
        "opened_at": now,
    }


def _slot(account_id: uuid.UUID) -> dict[str, object]:
    floor = rules.BEHAVIOUR[rules.WALLET].floor
    return {"account_id": account_id, "slot": 0, "amount": 0, "floor": floor}
