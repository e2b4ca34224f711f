"""Standing orders for tests: plans of an association, and members who pay them."""

import uuid
from datetime import UTC, date, datetime, time

from backend import clock
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.ids import new_id
from backend.jobs.service import Outcome, run_due
from backend.ledger import service as ledger
from backend.mandates import queries, service
from backend.mandates.jobs import JOBS
from backend.mandates.service import Mandate, NewPlan, Plan, Promise
from tests.factories.communities import make_member
from tests.factories.ledger import funded_budget, transfer

START = date(2027, 1, 31)


def at_noon(day: date) -> None:
    """Let the clock say that it is noon UTC on ``day``."""
    instant = datetime.combine(day, time(12), UTC)
    clock.use_source(lambda: instant)


def live_through(
    community: CommunityFacts, day: date, *, late: bool = False, jobs: object = JOBS
) -> list[Outcome]:
    """Do what is due up to ``day``, as a timer does, or with ``late`` without the clock moving."""
    if not late:
        at_noon(day)
    facts = communities.community(community.id)
    return run_due([facts], jobs, day, strict=True)  # type: ignore[arg-type]


def make_plan(
    community_id: uuid.UUID, organisation_id: uuid.UUID | None, **changes: object
) -> Plan:
    """Monthly dues of 500, or what ``changes`` say."""
    fields = {"kind": "dues", "name": "Contributie", "amount": 500, "period": "month", **changes}
    new = NewPlan(community_id, organisation_id, **fields)  # type: ignore[arg-type]
    return service.create_plan(new_id(), new, by=None)


def make_payer(community_id: uuid.UUID, coins: int, name: str = "Samira") -> uuid.UUID:
    """A member with ``coins`` minor units in the wallet."""
    person_id = make_member(community_id, name)
    give_coins(community_id, person_id, coins)
    return person_id


def give_coins(community_id: uuid.UUID, person_id: uuid.UUID, coins: int) -> None:
    """Coin out of a budget for a member."""
    wallet = ledger.wallet(community_id, person_id)
    if coins:
        ledger.book(transfer("reward", funded_budget(community_id, coins), wallet, coins))


def give_mandate(plan: Plan, person_id: uuid.UUID, first_on: date, **changes: object) -> Mandate:
    """The person's mandate for what the plan costs."""
    promise = Promise(
        plan.id,
        plan.amount,
        first_on,
        euro_cents=plan.euro_cents,
        person_id=person_id,
        **changes,  # type: ignore[arg-type]
    )
    return service.give(new_id(), promise, by=person_id)


def standing_orders(
    community: CommunityFacts, organisation_id: uuid.UUID, payer: uuid.UUID
) -> dict[str, object]:
    """By the names of path arguments: dues with a mandate that was taken once, and a plot."""
    plan = make_plan(community.id, organisation_id, amount=1)
    today = community.day(clock.now())
    mandate = give_mandate(plan, payer, today)
    run_due([community], JOBS, today, strict=True)
    garden = make_plan(community.id, organisation_id, kind="plot", name="Tuin", amount=1)
    service.add_plots(garden.id, ["1"])
    [plot], [period] = queries.plots(garden.id), queries.history(mandate.id)
    return {
        "plan_id": plan.id,
        "mandate_id": mandate.id,
        "collection_id": period.id,
        "plot_id": plot.id,
    }


def mandate_bodies(
    community: CommunityFacts, organisation_id: uuid.UUID, plan_id: object
) -> dict[str, object]:
    """A body that fits the schema of each operation on standing orders."""
    promise = {
        "plan_id": str(plan_id),
        "amount": 1,
        "first_on": community.day(clock.now()).isoformat(),
    }
    return {
        "put_plan": {
            "community_id": str(community.id),
            "organisation_id": str(organisation_id),
            "kind": "dues",
            "name": "Lid",
            "amount": 1,
            "period": "month",
        },
        "change_plan": {"name": "Lidgeld"},
        "give_mandate": promise,
        "give_grant": promise,
        "accept_amount": {"amount": 1},
        "note_euro": {"reference": "12"},
        "return_collection": {"why": "proef"},
        "add_plots": {"labels": ["1"]},
    }
