"""The example's standing orders: friends of the centre, and a garden with a waiting list."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from backend import clock
from backend.communities.queries import CommunityFacts
from backend.example.cast import COIN
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.mandates import plots, service
from backend.mandates.jobs import JOBS
from backend.mandates.service import NewPlan, Plan, Promise

People = Mapping[str, uuid.UUID]

FRIENDS = ("youssef", "ayse", "willem", "fatma", "rachida", "piet", "elif", "grace")
GARDENERS = ("willem", "rachida", "mohamed")
IN_LINE = ("daniel", "samira", "truus")
FIRST_IN = timedelta(days=2)
"""Samira's first payment is still to come, so that a visitor can stop it."""


def agree(community: CommunityFacts, centre_id: uuid.UUID, people: People) -> None:
    """Let people give mandates, and take what is due today."""
    coordinator = people["marieke"]
    friends = NewPlan(
        community.id,
        centre_id,
        "dues",
        "Vriend van het buurthuis",
        5 * COIN,
        "month",
        euro_cents=100,
    )
    garden = NewPlan(community.id, centre_id, "plot", "Moestuin", 30 * COIN, "year")
    dues = service.create_plan(new_id(), friends, by=coordinator)
    rent = service.create_plan(new_id(), garden, by=coordinator)
    service.add_plots(rent.id, ["1", "2", "3", "4"])
    for key in GARDENERS:
        plots.join(rent.id, people[key])
        _give(community, rent, people[key])
    for key in IN_LINE:
        plots.join(rent.id, people[key])
    for key in FRIENDS:
        _give(community, dues, people[key])
    _give(community, dues, people["samira"], FIRST_IN)
    run_due([community], JOBS, strict=True)


def _give(
    community: CommunityFacts, plan: Plan, person: uuid.UUID, later: timedelta = timedelta()
) -> None:
    first_on = community.day(clock.now()) + later
    promise = Promise(plan.id, plan.amount, first_on, euro_cents=plan.euro_cents, person_id=person)
    service.give(new_id(), promise, by=person)
