"""What everybody may know of a neighbourhood's coin, summed from its ledger at the moment."""

import uuid
from collections import Counter

from backend import clock
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db import from_replica
from backend.errors import NotFound
from backend.ledger import queries as ledger
from backend.programmes import describe, paper, reserve, schemas

FEWEST = 5
"""A sum over fewer people would say something about one of them."""

_WHERE = {
    "wallet": "residents",
    "till": "organisations",
    "programme": "programmes",
    "budget": "programmes",
    "fund": "fund",
    "redemption": "waiting",
    "notes": "notes",
    "credit": "credit",
}


@from_replica
def figures(community: CommunityFacts) -> schemas.PublicFigures:
    """Coin outstanding and where it is, the reserve, and what is promised."""
    now = reserve.coverage(community.id)
    return schemas.PublicFigures.model_validate(
        {
            **describe.coverage(now),
            "community": communities.brief(community),
            "at": clock.now(),
            "coins": now.backing.coins,
            "euro_cents": now.backing.euro_cents,
            "held": _held(community.id),
            "notes": [
                {"amount": amount, "count": count}
                for amount, count in sorted(paper.notes_out(community.id).items())
            ],
        }
    )


def named(name: str) -> CommunityFacts:
    """The community with this id or slug. Raises NotFound."""
    try:
        return communities.community(uuid.UUID(name))
    except ValueError:
        found = [one for one in communities.communities() if one.slug == name]
    if not found:
        raise NotFound
    return found[0]


def _held(community_id: uuid.UUID) -> list[schemas.Held]:
    sums: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for purpose, (amount, count) in ledger.held_by_purpose(community_id).items():
        where = _WHERE.get(purpose)
        if where is not None:
            sums[where] += amount
            holders[where] += count
    people = ("residents", "organisations")
    if 0 < holders["residents"] < FEWEST:
        sums["neighbourhood"] = sums.pop(people[0], 0) + sums.pop(people[1], 0)
    order = {where: place for place, where in enumerate(schemas.WHERES)}
    return [
        schemas.Held.model_validate({"where": where, "amount": amount})
        for where, amount in sorted(sums.items(), key=lambda item: order[item[0]])
        if amount or where in people
    ]
