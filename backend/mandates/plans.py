"""Use cases: an organisation offers dues or plots, or gives grants; and what it changes."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select, update

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.db import db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ledger import service as ledger
from backend.mandates import ending, telling
from backend.mandates.errors import AmountAboveMax, WrongPlan
from backend.mandates.models import Mandate, Plan
from backend.notices import service as notices
from backend.notices.service import News, Plain
from backend.programmes import queries as programmes


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What is paid each period. Amounts are minor units of coin and euro cents.

    ``kind`` is dues, plot or grant. ``organisation_id`` is who receives dues and rents, or who
    gives grants (None: the community's fund, grants only); grants may come out of one of its
    budgets. A free plot is offered to the next in line for ``offer_days``.
    """

    community_id: uuid.UUID
    organisation_id: uuid.UUID | None
    kind: str
    name: str
    amount: int
    period: str
    euro_cents: int = 0
    budget_id: uuid.UUID | None = None
    offer_days: int = 14


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What is to be different; None leaves it. A closed plan ends all its mandates."""

    name: str | None = None
    amount: int | None = None
    euro_cents: int | None = None
    status: str | None = None


@unit_of_work
def create_plan(plan_id: uuid.UUID, new: NewPlan, *, by: uuid.UUID | None) -> Plan:
    """Offer a plan under the id that the client made; the same again returns it.

    Raises IdConflict, AmountAboveMax, WrongPlan, or NotFound for what is not of the community.
    """
    account_id = _account(new)
    earlier = db.session.get(Plan, plan_id)
    if earlier is not None:
        if _said(earlier) != (account_id, new.organisation_id, new.kind, new.period):
            raise IdConflict
        return earlier
    _check_amount(new.community_id, new.amount)
    plan = Plan(
        id=plan_id,
        community_id=new.community_id,
        organisation_id=new.organisation_id,
        account_id=account_id,
        kind=new.kind,
        name=new.name,
        amount=new.amount,
        euro_cents=new.euro_cents,
        period=new.period,
        offer_days=new.offer_days,
        status="open",
        created_by=by,
        created_at=clock.now(),
    )
    db.session.add(plan)
    db.session.flush()
    return plan


@unit_of_work
def change_plan(plan_id: uuid.UUID, change: PlanChange, *, by: uuid.UUID) -> Plan:
    """Change a plan. What becomes cheaper is so for every payer at once; what becomes dearer only
    for those who agree: they are told, and pay the old amount until then.

    A grant's mandates follow their plan either way. Raises AmountAboveMax, NotFound.
    """
    plan = db.session.execute(
        select(Plan).where(Plan.id == plan_id).with_for_update()
    ).scalar_one_or_none()
    if plan is None:
        raise NotFound
    if change.amount is not None:
        _check_amount(plan.community_id, change.amount)
    for field in ("name", "amount", "euro_cents", "status"):
        value = getattr(change, field)
        if value is not None:
            setattr(plan, field, value)
    db.session.flush()
    if change.amount is not None or change.euro_cents is not None:
        _follow(plan)
    if change.status == "closed":
        ending.end_all(plan, by=by)
    return plan


def _follow(plan: Plan) -> None:
    """Lower what is taken; ask those who would pay more."""
    active = [Mandate.plan_id == plan.id, Mandate.ended_at.is_(None)]
    higher = [] if plan.kind == "grant" else [Mandate.amount > plan.amount]
    db.session.execute(update(Mandate).where(*active, *higher).values(amount=plan.amount))
    more_euro = [] if plan.kind == "grant" else [Mandate.euro_cents > plan.euro_cents]
    db.session.execute(
        update(Mandate).where(*active, *more_euro).values(euro_cents=plan.euro_cents)
    )
    if plan.kind == "grant":
        return
    asked = db.session.execute(
        select(Mandate.person_id, Mandate.organisation_id).where(
            *active, (Mandate.amount < plan.amount) | (Mandate.euro_cents < plan.euro_cents)
        )
    ).all()
    params: dict[str, Plain] = {
        "plan": plan.name, "plan_id": plan.id, "amount": plan.amount,
        "euro_cents": plan.euro_cents,
    }  # fmt: skip
    people = [person for row in asked for person in telling.people_of(row)]
    news = [News(person, "due_changed", params) for person in people]
    notices.tell_each(plan.community_id, news)


def _account(new: NewPlan) -> uuid.UUID:
    """The till that is paid, or the account that pays."""
    if new.organisation_id is None:
        if new.kind != "grant" or new.budget_id is not None:
            raise WrongPlan
        return ledger.fund(new.community_id)
    if communities.organisation(new.organisation_id).community_id != new.community_id:
        raise NotFound
    if new.budget_id is None:
        return ledger.till(new.community_id, new.organisation_id)
    if new.kind != "grant":
        raise WrongPlan
    return _budget_account(new.community_id, new.organisation_id, new.budget_id)


def _budget_account(
    community_id: uuid.UUID, organisation_id: uuid.UUID, budget_id: uuid.UUID
) -> uuid.UUID:
    facts = programmes.budget(budget_id)
    if (facts.community_id, facts.organisation_id) != (community_id, organisation_id):
        raise NotFound
    return facts.account_id


def _check_amount(community_id: uuid.UUID, amount: int) -> None:
    facts = communities.community(community_id)
    most = settings.setting(facts, "max_payment", facts.day(clock.now()))
    if not isinstance(most, int) or amount > most:
        raise AmountAboveMax(limit=most)


def _said(plan: Plan) -> tuple[uuid.UUID, uuid.UUID | None, str, str]:
    return plan.account_id, plan.organisation_id, plan.kind, plan.period
