"""Programmes for tests: coin that two issuers made, in budgets, as it is done for real.

Every function needs an app context.
"""

import uuid
from datetime import date, timedelta
from functools import partial
from typing import Any

from backend import clock
from backend.communities import queries as communities
from backend.db import unit_of_work
from backend.ids import new_id
from backend.programmes import queries, service
from backend.programmes.queries import BudgetFacts, ProgrammeFacts
from backend.programmes.service import NewLine, NewProgramme
from backend.web.caller import Place
from tests.factories.communities import make_holder

A_YEAR = timedelta(days=365)
PLENTY = 10**12


def make_programme(
    community_id: uuid.UUID, amount: int = 1_000_000, **fields: Any
) -> ProgrammeFacts:
    """A programme of this year for ``amount`` minor units, with nothing issued yet."""
    today = communities.community(community_id).day(clock.now())
    values: dict[str, Any] = {
        "funder": "Gemeente",
        "name": "Wijkbudget",
        "starts_on": today,
        "ends_on": today + A_YEAR,
        "euro_cents": amount,
        "lines": (),
        **fields,
    }
    new = NewProgramme(community_id=community_id, amount=amount, **values)
    return service.create_programme(new_id(), new, by=None)


def line(name: str, amount: int) -> NewLine:
    """A line for a programme that is to be made."""
    return NewLine(new_id(), name, amount)


@unit_of_work
def issue(programme: ProgrammeFacts, amount: int) -> None:
    """Make ``amount`` minor units for a programme: one issuer asks, another one agrees."""
    first, second = issuers(programme.community_id)
    asked = service.request_issue(
        new_id(), programme_id=programme.id, amount=amount, why="Subsidie", by=first
    )
    service.approve_issue(asked.id, by=second)


def issuers(community_id: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """Two issuers of a community, made when there are fewer."""
    return _two("issuer", community_id)


def treasurers(community_id: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """Two treasurers of a community, made when there are fewer."""
    return _two("treasurer", community_id)


@unit_of_work
def fund_budget(budget_id: uuid.UUID, amount: int) -> None:
    """Put ``amount`` minor units into a budget, the whole way: programme, issue, allocation."""
    budget = queries.budget(budget_id)
    programme_id = budget.programme_id or make_programme(budget.community_id, PLENTY).id
    programme = queries.programme(programme_id)
    issue(programme, amount)
    service.allocate(
        new_id(),
        programme_id=programme_id,
        budget_id=budget_id,
        amount=amount,
        why="",
        by=issuers(budget.community_id)[0],
    )


@unit_of_work
def make_budget(
    community_id: uuid.UUID,
    organisation_id: uuid.UUID,
    coins: int = 0,
    *,
    name: str = "Schone straten",
    programme: ProgrammeFacts | None = None,
    line_id: uuid.UUID | None = None,
) -> BudgetFacts:
    """A budget of an organisation with ``coins`` minor units in it."""
    budget = service.create_budget(
        new_id(),
        community_id=community_id,
        organisation_id=organisation_id,
        name=name,
        by=None,
        programme_id=programme.id if programme else None,
        line_id=line_id,
    )
    if coins:
        fund_budget(budget.id, coins)
    return queries.budget(budget.id)


def deposit(community_id: uuid.UUID, cents: int, reference: str = "") -> None:
    """Euro that came into the reserve today."""
    day: date = communities.community(community_id).day(clock.now())
    service.record_deposit(
        new_id(),
        community_id=community_id,
        cents=cents,
        bank_reference=reference or str(new_id()),
        day=day,
        received_from="Gemeente",
        by=treasurers(community_id)[0],
    )


def _two(role: str, community_id: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    make = partial(make_holder, role, Place(community_id))
    found = [one.person_id for one in communities.holders(role, Place(community_id))]
    while len(found) < 2:
        found.append(make())
    return found[0], found[1]
