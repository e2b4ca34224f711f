"""Thousands of members with an empty wallet each, written at once."""

import uuid

from sqlalchemy import insert

from backend import clock
from backend.communities.queries import CommunityFacts
from backend.db import db, unit_of_work
from backend.identity.models import Person
from backend.ids import new_id
from backend.ledger import rules
from backend.ledger.models import BalanceSlot, LedgerAccount


@unit_of_work
def make_crowd(community: CommunityFacts, members: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """New people and their wallets as (person, account)."""
    now = clock.now()
    people = [new_id() for _ in range(members)]
    crowd = [(one, rules.account_id(rules.WALLET, community.id, one)) for one in people]
    person = {"display_name": "Samira", "language": "nl", "created_at": now}
    account = {
        "community_id": community.id,
        "currency_id": community.currency.id,
        "purpose": rules.WALLET,
        "slots": 1,
        "opened_at": now,
    }
    empty = {"slot": 0, "amount": 0, "floor": 0}
    db.session.execute(insert(Person), [{"id": one, **person} for one in people])
    db.session.execute(
        insert(LedgerAccount),
        [{"id": wallet, "owner_id": one, **account} for one, wallet in crowd],
    )
    db.session.execute(
        insert(BalanceSlot), [{"account_id": wallet, **empty} for _, wallet in crowd]
    )
    return crowd
