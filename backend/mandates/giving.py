"""Use cases: a payer gives a mandate or agrees to a new amount; a grant is promised."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.db import DuplicateRow, db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ledger import service as ledger
from backend.mandates import plots, rules
from backend.mandates.errors import (
    MandateEnded,
    MandateExists,
    PlanChanged,
    PlanClosed,
    PlotNotOffered,
    WrongPlan,
)
from backend.mandates.models import Mandate, Plan


@dataclass(frozen=True, slots=True)
class Promise:
    """From ``first_on`` to ``ends_on`` (None: until it is ended) ``amount`` minor units a period.

    The amounts say what the payer agreed to see: they must be the plan's. The party is the
    person, or the organisation: who pays, or who receives a grant.
    """

    plan_id: uuid.UUID
    amount: int
    first_on: date
    ends_on: date | None = None
    euro_cents: int = 0
    person_id: uuid.UUID | None = None
    organisation_id: uuid.UUID | None = None


def give(mandate_id: uuid.UUID, promise: Promise, *, by: uuid.UUID) -> Mandate:
    """The mandate for dues or a plot's rent; the same again is the same mandate.

    Raises IdConflict, PlanClosed, PlanChanged, WrongPlan, FirstDayInvalid, LastDayInvalid,
    MandateExists, PlotNotOffered, or NotFound for what is not of the plan's community.
    """
    return _again_on_duplicate(mandate_id, promise, by, granted=False)


def grant(mandate_id: uuid.UUID, promise: Promise, *, by: uuid.UUID) -> Mandate:
    """The promise of a grant to a member or an organisation; otherwise as ``give``."""
    return _again_on_duplicate(mandate_id, promise, by, granted=True)


@unit_of_work
def accept(mandate_id: uuid.UUID, *, amount: int, euro_cents: int) -> Mandate:
    """Agree to what the plan costs now. Raises PlanChanged when that is another amount."""
    mandate = db.session.execute(
        select(Mandate).where(Mandate.id == mandate_id).with_for_update()
    ).scalar_one()
    if mandate.ended_at is not None:
        raise MandateEnded
    _check_price(db.session.get_one(Plan, mandate.plan_id), amount, euro_cents)
    mandate.amount, mandate.euro_cents = amount, euro_cents
    return mandate


def _again_on_duplicate(
    mandate_id: uuid.UUID, promise: Promise, by: uuid.UUID, *, granted: bool
) -> Mandate:
    """Of two at the same instant the second looks again, and finds what the first has done."""
    try:
        return _give(mandate_id, promise, by, granted=granted)
    except (DuplicateRow, PlotNotOffered):
        return _give(mandate_id, promise, by, granted=granted)


@unit_of_work
def _give(mandate_id: uuid.UUID, promise: Promise, by: uuid.UUID, *, granted: bool) -> Mandate:
    plan = db.session.get(Plan, promise.plan_id)
    if plan is None:
        raise NotFound
    earlier = db.session.get(Mandate, mandate_id)
    if earlier is not None:
        if _said(earlier) != promise:
            raise IdConflict
        return earlier
    _check(plan, mandate_id, promise, granted=granted)
    party = _party_account(plan, promise)
    today = _today(plan)
    notice = settings.due_rules(communities.community(plan.community_id), on=today).notice_days
    mandate = Mandate(
        id=mandate_id,
        community_id=plan.community_id,
        plan_id=plan.id,
        person_id=promise.person_id,
        organisation_id=promise.organisation_id,
        payer_account=plan.account_id if granted else party,
        payee_account=party if granted else plan.account_id,
        amount=promise.amount,
        euro_cents=promise.euro_cents,
        period=plan.period,
        first_on=promise.first_on,
        ends_on=promise.ends_on,
        nth=0,
        due_on=promise.first_on,
        try_on=promise.first_on,
        tries=0,
        told=granted or rules.is_told(promise.first_on, today, notice),
        plot_id=plots.take_offer(plan, promise.person_id, today) if plan.kind == "plot" else None,
        given_by=by,
        given_at=clock.now(),
    )
    db.session.add(mandate)
    db.session.flush()
    return mandate


def _check(plan: Plan, mandate_id: uuid.UUID, promise: Promise, *, granted: bool) -> None:
    if plan.status != "open":
        raise PlanClosed
    if granted != (plan.kind == "grant"):
        raise WrongPlan
    _check_price(plan, promise.amount, promise.euro_cents)
    rules.check_days(promise.first_on, promise.ends_on, _today(plan))
    same_party = (
        Mandate.person_id == promise.person_id
        if promise.person_id
        else Mandate.organisation_id == promise.organisation_id
    )
    active = select(Mandate.id).where(
        Mandate.plan_id == plan.id, Mandate.ended_at.is_(None), same_party
    )
    running = db.session.scalars(active).first()
    if running == mandate_id:
        raise DuplicateRow("mandates.id")  # It came while we looked: look again.
    if running is not None:
        raise MandateExists


def _check_price(plan: Plan, amount: int, euro_cents: int) -> None:
    if (amount, euro_cents) != (plan.amount, plan.euro_cents):
        raise PlanChanged(amount=plan.amount, euro_cents=plan.euro_cents)


def _party_account(plan: Plan, promise: Promise) -> uuid.UUID:
    """The wallet or till of the party. Raises NotFound outside the community."""
    if promise.organisation_id is not None:
        facts = communities.organisation(promise.organisation_id)
        if facts.community_id != plan.community_id or facts.id == plan.organisation_id:
            raise NotFound
        return ledger.till(plan.community_id, facts.id)
    if promise.person_id is None or not _is_member(plan.community_id, promise.person_id):
        raise NotFound
    return ledger.wallet(plan.community_id, promise.person_id)


def _is_member(community_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    grants = communities.grants_of(person_id)
    return any(grant.place.community_id == community_id for grant in grants)


def _today(plan: Plan) -> date:
    return communities.community(plan.community_id).day(clock.now())


def _said(mandate: Mandate) -> Promise:
    return Promise(
        mandate.plan_id, mandate.amount, mandate.first_on, mandate.ends_on, mandate.euro_cents,
        mandate.person_id, mandate.organisation_id,
    )  # fmt: skip
