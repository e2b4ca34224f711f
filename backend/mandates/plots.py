"""Use cases: plots, the waiting list in order, and offers that hold for some days."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.ids import new_id
from backend.jobs.job import MOST_IN_A_BATCH, Due, Step
from backend.mandates.errors import MandateExists, PlanClosed, PlotNotOffered, PlotTaken, WrongPlan
from backend.mandates.models import Mandate, Plan, Plot, Wait
from backend.notices import service as notices

IN_LINE = ("waiting", "offered")


@unit_of_work
def add_plots(plan_id: uuid.UUID, labels: Sequence[str]) -> None:
    """Add plots by the names on their signs; a name that was withdrawn is let again.

    Free ones are offered at once to who waits. Raises WrongPlan, NotFound.
    """
    plan = _plot_plan(plan_id)
    known = {
        plot.label: plot for plot in db.session.scalars(select(Plot).where(Plot.plan_id == plan_id))
    }
    for label in dict.fromkeys(labels):
        if label in known:
            known[label].withdrawn_at = None
        else:
            db.session.add(Plot(id=new_id(), plan_id=plan_id, label=label, withdrawn_at=None))
    db.session.flush()
    offer_free(plan)


@unit_of_work
def withdraw_plot(plot_id: uuid.UUID) -> None:
    """Let a plot no longer. Raises PlotTaken while it is rented or offered, NotFound."""
    plot = db.session.get(Plot, plot_id)
    if plot is None:
        raise NotFound
    plan = _plot_plan(plot.plan_id)
    if plot.withdrawn_at is None:
        if plot.id not in {free.id for free in free_plots(plan, today(plan))}:
            raise PlotTaken
        plot.withdrawn_at = clock.now()


@unit_of_work
def join(plan_id: uuid.UUID, person_id: uuid.UUID) -> Wait:
    """Take the last place of the waiting list, or keep the one held; a free plot is offered.

    Raises WrongPlan, PlanClosed, MandateExists for who rents one already.
    """
    plan = _plot_plan(plan_id)
    if plan.status != "open":
        raise PlanClosed
    rents = exists().where(
        Mandate.plan_id == plan_id, Mandate.person_id == person_id, Mandate.ended_at.is_(None)
    )
    if db.session.execute(select(rents)).scalar_one():
        raise MandateExists
    wait = place_of(plan_id, person_id)
    if wait is None:
        wait = Wait(
            id=new_id(),
            plan_id=plan_id,
            person_id=person_id,
            since=clock.now(),
            status="waiting",
            plot_id=None,
            until=None,
        )
        db.session.add(wait)
        db.session.flush()
        offer_free(plan)
    return wait


@unit_of_work
def leave(plan_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Give up the place on the waiting list, and what was offered; without one nothing happens."""
    plan = _plot_plan(plan_id)
    wait = place_of(plan_id, person_id)
    if wait is not None:
        wait.status, wait.plot_id, wait.until = "left", None, None
        db.session.flush()
        offer_free(plan)


def place_of(plan_id: uuid.UUID, person_id: uuid.UUID) -> Wait | None:
    """The person's present place on the list."""
    return db.session.execute(_place(plan_id, person_id)).scalar_one_or_none()


def _place(plan_id: uuid.UUID, person_id: uuid.UUID) -> Select[Wait]:
    return select(Wait).where(
        Wait.plan_id == plan_id, Wait.person_id == person_id, Wait.status.in_(IN_LINE)
    )


def take_offer(plan: Plan, person_id: uuid.UUID | None, day: date) -> uuid.UUID:
    """The plot that is offered to the person, from now on theirs. Raises PlotNotOffered."""
    wait = None
    if person_id is not None:
        held = _place(plan.id, person_id).with_for_update()
        wait = db.session.execute(held).scalar_one_or_none()
    if wait is None or wait.plot_id is None or wait.until is None or wait.until < day:
        raise PlotNotOffered
    wait.status = "taken"
    db.session.flush()
    return wait.plot_id


def free_plots(plan: Plan, day: date) -> list[Plot]:
    """The plots that nobody rents, holds until a paid period is over, or may choose now."""
    held = exists().where(
        Mandate.plot_id == Plot.id, or_(Mandate.ended_at.is_(None), Mandate.holds_until > day)
    )
    offered = exists().where(Wait.plot_id == Plot.id, Wait.status == "offered")
    found = db.session.scalars(
        select(Plot).where(Plot.plan_id == plan.id, Plot.withdrawn_at.is_(None), ~held, ~offered)
    )
    return sorted(found, key=lambda plot: (len(plot.label), plot.label))


def offer_free(plan: Plan, day: date | None = None) -> int:
    """Offer each free plot to the next in line; how many were offered."""
    day = day or today(plan)
    free = free_plots(plan, day)
    if not free or plan.status != "open":
        return 0
    waiting = db.session.scalars(
        select(Wait)
        .where(Wait.plan_id == plan.id, Wait.status == "waiting")
        .order_by(Wait.since, Wait.id)
        .limit(len(free))
    ).all()
    until = day + timedelta(days=plan.offer_days)
    for plot, wait in zip(free, waiting, strict=False):
        wait.status, wait.plot_id, wait.until = "offered", plot.id, until
        notices.tell(
            [wait.person_id],
            plan.community_id,
            "plot_offered",
            plan=plan.name,
            plan_id=plan.id,
            plot=plot.label,
            day=until.isoformat(),
        )
    db.session.flush()
    return min(len(free), len(waiting))


def dismiss_all(plan_id: uuid.UUID) -> None:
    """Empty the waiting list of a plan that was closed."""
    db.session.execute(
        update(Wait)
        .where(Wait.plan_id == plan_id, Wait.status.in_(IN_LINE))
        .values(status="left", plot_id=None, until=None)
    )


def today(plan: Plan) -> date:
    """The present day of the plan's community."""
    return communities.community(plan.community_id).day(clock.now())


def pass_on(due: Due, _: str | None) -> Step:
    """Let offers lapse that nobody took in time, and offer what is free to the next in line."""
    lapsed = db.session.execute(
        select(Wait, Plan)
        .join(Plan, Plan.id == Wait.plan_id)
        .where(Plan.community_id == due.community_id, *_lapsed(due.day))
        .order_by(Wait.until, Wait.id)
        .limit(MOST_IN_A_BATCH)
        .with_for_update(of=Wait)
    ).all()
    for wait, plan in lapsed:
        wait.status, wait.plot_id = "passed", None
        notices.tell(
            [wait.person_id], due.community_id, "plot_passed", plan=plan.name, plan_id=plan.id
        )
    db.session.flush()
    plans = db.session.scalars(
        select(Plan)
        .where(Plan.community_id == due.community_id, Plan.kind == "plot", Plan.status == "open")
        .with_for_update()
    )
    offered = sum(offer_free(plan, due.day) for plan in plans.all())
    return Step("more" if len(lapsed) == MOST_IN_A_BATCH else None, len(lapsed) + offered)


def first_to_pass_on(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first day from ``first`` to ``last`` on which an offer lapses or a plot is free."""
    lapses = db.session.scalar(
        select(func.min(Wait.until))
        .join(Plan, Plan.id == Wait.plan_id)
        .where(Plan.community_id == community_id, Wait.status == "offered")
    )
    frees = db.session.scalar(
        select(func.min(func.coalesce(Mandate.holds_until, first)))
        .join(Plan, Plan.id == Mandate.plan_id)
        .where(
            and_(Plan.community_id == community_id, Plan.kind == "plot"),
            Mandate.ended_at.is_not(None),
            exists().where(Wait.plan_id == Plan.id, Wait.status == "waiting"),
            or_(Mandate.holds_until.is_(None), Mandate.holds_until >= first),
        )
    )
    days = [lapses + timedelta(days=1)] if lapses else []
    days += [frees] if frees else []
    day = max(first, min(days)) if days else None
    return day if day is not None and day <= last else None


def _lapsed(day: date) -> tuple[ColumnElement[bool], ...]:
    return Wait.status == "offered", Wait.until < day


def _plot_plan(plan_id: uuid.UUID) -> Plan:
    """The plan, held until the unit of work ends, so that offers are made one after another."""
    plan = db.session.execute(
        select(Plan).where(Plan.id == plan_id).with_for_update()
    ).scalar_one_or_none()
    if plan is None:
        raise NotFound
    if plan.kind != "plot":
        raise WrongPlan
    return plan
