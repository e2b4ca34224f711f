"""Reads of standing orders, and where they belong, for guards."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from backend.communities import queries as communities
from backend.db import db
from backend.errors import NotFound
from backend.mandates.models import Collection, Mandate, Plan, Plot, Wait
from backend.web.caller import Caller, Place

HISTORY = 60
"""How many of a mandate's newest periods are shown."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a mandate or a plan stands: periods not paid, euro cents owed, the newest day paid."""

    behind: int = 0
    euro_owed_cents: int = 0
    last_paid_on: date | None = None


def plan(plan_id: uuid.UUID) -> Plan:
    """The plan. Raises NotFound."""
    found = db.session.get(Plan, plan_id)
    if found is None:
        raise NotFound
    return found


def open_plans(community_id: uuid.UUID) -> list[Plan]:
    """The dues and plots that members of the community may join, by name."""
    return _plans(
        Plan.community_id == community_id, Plan.status == "open", Plan.kind.in_(("dues", "plot"))
    )


def plans_of(community_id: uuid.UUID, organisation_id: uuid.UUID | None) -> list[Plan]:
    """The plans that an organisation looks after, or those of the community's fund, by name."""
    owner = Plan.organisation_id == organisation_id
    if organisation_id is None:
        owner = Plan.organisation_id.is_(None)
    return _plans(Plan.community_id == community_id, owner)


def mandate(mandate_id: uuid.UUID) -> Mandate:
    """The mandate. Raises NotFound."""
    found = db.session.get(Mandate, mandate_id)
    if found is None:
        raise NotFound
    return found


def mandates(mandate_ids: Iterable[uuid.UUID]) -> list[Mandate]:
    """These mandates, in no particular order."""
    return list(db.session.scalars(select(Mandate).where(Mandate.id.in_(set(mandate_ids)))))


def mandates_of_person(community_id: uuid.UUID, person_id: uuid.UUID) -> list[Mandate]:
    """What the person pays and receives, running ones first, the newest first."""
    return _mandates(Mandate.community_id == community_id, Mandate.person_id == person_id)


def mandates_of_organisation(organisation_id: uuid.UUID) -> list[Mandate]:
    """What the organisation itself pays and receives to others."""
    return _mandates(Mandate.organisation_id == organisation_id)


def mandates_of_plan(plan_id: uuid.UUID, after: uuid.UUID | None, limit: int) -> list[Mandate]:
    """A page of the mandates of a plan, in the order of joining."""
    wanted = select(Mandate).where(Mandate.plan_id == plan_id)
    if after is not None:
        wanted = wanted.where(Mandate.id > after)
    return list(db.session.scalars(wanted.order_by(Mandate.id).limit(limit)))


def own_mandate(mandate_id: uuid.UUID, caller: Caller) -> Mandate:
    """A mandate of the caller, or of an organisation that the caller runs. Raises NotFound."""
    found = mandate(mandate_id)
    if found.person_id == caller.person_id:
        return found
    if found.organisation_id is not None and runs(
        caller, Place(found.community_id, found.organisation_id)
    ):
        return found
    raise NotFound


def runs(caller: Caller, place: Place) -> bool:
    """Whether the caller decides for the organisation at ``place``."""
    return any(
        grant.place == place and grant.role in {"shop_owner", "coordinator"}
        for grant in caller.grants
    )


def history(mandate_id: uuid.UUID) -> list[Collection]:
    """The newest periods of a mandate, newest first."""
    return list(
        db.session.scalars(
            select(Collection)
            .where(Collection.mandate_id == mandate_id)
            .order_by(Collection.due_on.desc())
            .limit(HISTORY)
        )
    )


def collection(collection_id: uuid.UUID) -> Collection:
    """One period of a mandate. Raises NotFound."""
    found = db.session.get(Collection, collection_id)
    if found is None:
        raise NotFound
    return found


def collections(
    plan_id: uuid.UUID, first: date, last: date, after: uuid.UUID | None, limit: int
) -> list[Collection]:
    """A page of the periods of a plan that were due on those days, in the order of their ids."""
    wanted = select(Collection).where(
        Collection.plan_id == plan_id, Collection.due_on >= first, Collection.due_on <= last
    )
    if after is not None:
        wanted = wanted.where(Collection.id > after)
    return list(db.session.scalars(wanted.order_by(Collection.id).limit(limit)))


def standings(plan_id: uuid.UUID) -> dict[uuid.UUID, Standing]:
    """How each mandate of a plan stands."""
    rows = db.session.execute(
        select(Collection.mandate_id, *_sums())
        .where(Collection.plan_id == plan_id)
        .group_by(Collection.mandate_id)
    )
    return {row.mandate_id: Standing(int(row.behind), int(row.owed), row.last_paid) for row in rows}


def active_counts(plan_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many mandates of each plan run."""
    return _counts(Mandate.plan_id, plan_ids, Mandate.ended_at.is_(None))


def waiting_counts(plan_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many wait for a plot of each plan."""
    return _counts(Wait.plan_id, plan_ids, Wait.status == "waiting")


def line(plan_id: uuid.UUID) -> list[Wait]:
    """Who waits for a plot, in order; those who were offered one stand in their place."""
    return list(
        db.session.scalars(
            select(Wait)
            .where(Wait.plan_id == plan_id, Wait.status.in_(("waiting", "offered")))
            .order_by(Wait.since, Wait.id)
        )
    )


def plots(plan_id: uuid.UUID) -> list[Plot]:
    """The plots of a plan that are let, by the number or name on their signs."""
    found = db.session.scalars(
        select(Plot).where(Plot.plan_id == plan_id, Plot.withdrawn_at.is_(None))
    )
    return sorted(found, key=lambda one: (len(one.label), one.label))


def plot_labels(plot_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names on the signs of these plots."""
    rows = db.session.execute(select(Plot.id, Plot.label).where(Plot.id.in_(set(plot_ids))))
    return {row.id: row.label for row in rows}


def renters(plan_id: uuid.UUID, day: date) -> dict[uuid.UUID, Mandate]:
    """By plot, the mandate of whoever rents it or holds it until a paid period is over."""
    found = db.session.scalars(
        select(Mandate).where(
            Mandate.plan_id == plan_id,
            Mandate.ended_at.is_(None) | (Mandate.holds_until > day),
        )
    )
    return {one.plot_id: one for one in found if one.plot_id is not None}


def place_of_plan(plan_id: uuid.UUID) -> Place:
    """Who looks after a plan: an organisation's, or for the fund the community's own roles."""
    found = plan(plan_id)
    return Place(found.community_id, found.organisation_id)


def plan_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the place of the plan in the path argument ``plan_id``."""
    return place_of_plan(touched["plan_id"])


def plan_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the place of the plan named by the body's ``plan_id``."""
    return place_of_plan(touched["body"].plan_id)


def community_of_plan_in(touched: Mapping[str, Any]) -> Place:
    """For guards of members: the community of the plan in the path argument ``plan_id``."""
    return Place(place_of_plan(touched["plan_id"]).community_id)


def community_of_plan_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards of members: the community of the plan named by the body's ``plan_id``."""
    return Place(place_of_plan(touched["body"].plan_id).community_id)


def new_plan_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: where the plan in the body is to be. Raises NotFound."""
    body = touched["body"]
    place = Place(communities.community(body.community_id).id)
    if body.organisation_id is None:
        return place
    owner = communities.place_of_organisation(body.organisation_id)
    if owner.community_id != place.community_id:
        raise NotFound
    return owner


def plot_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the place of the plan of the plot in the path argument ``plot_id``."""
    found = db.session.get(Plot, touched["plot_id"])
    if found is None:
        raise NotFound
    return place_of_plan(found.plan_id)


def collection_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the place of the plan of the period in the path argument ``collection_id``."""
    return place_of_plan(collection(touched["collection_id"]).plan_id)


def mandate_of_plan_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the place of the plan of the mandate in the path argument ``mandate_id``."""
    return place_of_plan(mandate(touched["mandate_id"]).plan_id)


def _plans(*conditions: Any) -> list[Plan]:
    return list(db.session.scalars(select(Plan).where(*conditions).order_by(Plan.name, Plan.id)))


def _mandates(*conditions: Any) -> list[Mandate]:
    ended = case((Mandate.ended_at.is_(None), 0), else_=1)
    wanted = select(Mandate).where(*conditions)
    return list(db.session.scalars(wanted.order_by(ended, Mandate.id.desc())))


def _counts(column: Any, plan_ids: Sequence[uuid.UUID], condition: Any) -> dict[uuid.UUID, int]:
    rows = db.session.execute(
        select(column.label("plan_id"), func.count().label("number"))
        .where(column.in_(plan_ids), condition)
        .group_by(column)
    )
    return {row.plan_id: row.number for row in rows}


def _sums() -> tuple[Any, ...]:
    behind = func.sum(case((Collection.status.in_(("short", "skipped")), 1), else_=0))
    unpaid = case((Collection.euro_paid_at.is_(None), Collection.euro_cents), else_=0)
    paid = func.max(case((Collection.status == "paid", Collection.due_on)))
    return behind.label("behind"), func.sum(unpaid).label("owed"), paid.label("last_paid")
