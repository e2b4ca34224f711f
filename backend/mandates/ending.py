"""Use cases: a mandate ends, by its payer, by who looks after the plan, or with the plan."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.identity import queries as identity
from backend.mandates import plots, telling
from backend.mandates.models import Collection, Mandate, Plan
from backend.notices import service as notices


@unit_of_work
def end(mandate_id: uuid.UUID, *, by: uuid.UUID, reason: str) -> Mandate:
    """End a mandate for good; ended again it stays as it was. Raises NotFound.

    ``reason`` is payer or plan (who looks after the plan). A plot stays with who paid for it
    until the paid period is over; then it is offered to the next in line.
    """
    mandate = db.session.execute(
        select(Mandate).where(Mandate.id == mandate_id).with_for_update()
    ).scalar_one_or_none()
    if mandate is None:
        raise NotFound
    if mandate.ended_at is not None:
        return mandate
    plan = db.session.get_one(Plan, mandate.plan_id)
    _close(mandate, clock.now(), by, reason)
    _give_up(Collection.mandate_id == mandate.id)
    db.session.flush()
    _tell(plan, mandate, reason)
    if plan.kind == "plot":
        plots.offer_free(plan)
    return mandate


def end_all(plan: Plan, *, by: uuid.UUID) -> None:
    """End every mandate of a plan that was closed, and empty its waiting list."""
    parties = db.session.execute(
        select(Mandate.person_id, Mandate.organisation_id).where(
            Mandate.plan_id == plan.id, Mandate.ended_at.is_(None)
        )
    ).all()
    db.session.execute(
        update(Mandate)
        .where(Mandate.plan_id == plan.id, Mandate.ended_at.is_(None))
        .values(try_on=None, ended_at=clock.now(), ended_by=by, end_reason="plan")
    )
    _give_up(Collection.plan_id == plan.id)
    plots.dismiss_all(plan.id)
    people = [person for party in parties for person in telling.people_of(party)]
    notices.tell(people, plan.community_id, "due_ended", plan=plan.name, plan_id=plan.id)


def _close(mandate: Mandate, now: datetime, by: uuid.UUID, reason: str) -> None:
    if mandate.plot_id is not None and mandate.nth > 0 and mandate.tries == 0:
        mandate.holds_until = mandate.due_on
    mandate.try_on, mandate.ended_at, mandate.ended_by = None, now, by
    mandate.end_reason = reason


def _give_up(whose: ColumnElement[bool]) -> None:
    """What was to be tried again is not."""
    db.session.execute(
        update(Collection).where(whose, Collection.status == "short").values(status="skipped")
    )


def _tell(plan: Plan, mandate: Mandate, reason: str) -> None:
    if reason == "plan":
        notices.tell(
            telling.people_of(mandate),
            plan.community_id,
            "due_ended",
            plan=plan.name,
            plan_id=plan.id,
        )
    elif plan.kind != "grant":
        notices.tell(
            telling.managers_of(plan.community_id, plan.organisation_id),
            plan.community_id,
            "mandate_ended",
            plan=plan.name,
            plan_id=plan.id,
            organisation_id=plan.organisation_id,
            name=party_name(mandate),
        )


def party_name(mandate: Mandate) -> str:
    """What the payer (of a grant: the receiver) is called."""
    if mandate.person_id is not None:
        return identity.display_names([mandate.person_id]).get(mandate.person_id, "")
    assert mandate.organisation_id is not None  # noqa: S101 - a mandate has one party
    return communities.organisation(mandate.organisation_id).name
