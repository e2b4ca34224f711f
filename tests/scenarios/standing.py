"""Standing orders of a simulated year: plots with a waiting list, and grants."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from backend import clock
from backend.communities.queries import OrganisationFacts
from backend.db import db
from backend.ids import new_id
from backend.mandates import service as mandates
from backend.mandates.models import Plan, Wait
from backend.mandates.service import Promise
from tests.scenarios.neighbourhood import Neighbourhood


def plan(here: Neighbourhood, kind: str) -> Plan:
    """The preset's plan of this kind."""
    wanted = select(Plan).where(Plan.community_id == here.id, Plan.kind == kind)
    return db.session.scalars(wanted).one()


def rent_plots(here: Neighbourhood, wanted: Sequence[uuid.UUID]) -> int:
    """These members ask for a plot; who is offered one gives the mandate. How many wait on."""
    plot = plan(here, "plot")
    for person_id in wanted:
        wait = mandates.join(plot.id, person_id)
        if wait.status == "offered":
            promise = replace(_promise(here, plot), person_id=person_id)
            mandates.give(new_id(), promise, by=person_id)
    return waiting(plot)


def waiting(plot: Plan) -> int:
    """How many wait for a plot, without those who are being offered one."""
    counted = select(func.count()).where(Wait.plan_id == plot.id, Wait.status == "waiting")
    return int(db.session.execute(counted).scalar_one())


def grant(here: Neighbourhood, to: Sequence[uuid.UUID | OrganisationFacts]) -> None:
    """An issuer promises the preset's grant to members and organisations."""
    given = plan(here, "grant")
    for one in to:
        promise = _promise(here, given)
        promise = (
            replace(promise, person_id=one)
            if isinstance(one, uuid.UUID)
            else replace(promise, organisation_id=one.id)
        )
        mandates.grant(new_id(), promise, by=here.issuers[0])


def _promise(here: Neighbourhood, of: Plan) -> Promise:
    today = here.facts.day(clock.now())
    return Promise(of.id, of.amount, today, euro_cents=of.euro_cents)
