"""Reads of programmes and budgets, and the places that guards ask for.

What ``BudgetFacts`` says never changes once the budget draws on a programme.
"""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from backend.communities import queries as communities
from backend.db import db
from backend.errors import Forbidden, NotFound
from backend.ledger import queries as ledger
from backend.programmes.models import (
    BOOKED,
    RETURN,
    Allocation,
    Budget,
    Issue,
    IssueReturn,
    Programme,
    ProgrammeLine,
    Withdrawal,
)
from backend.programmes.tracing import Spent, follow
from backend.web.caller import Caller, Place

__all__ = [
    "BudgetFacts",
    "ProgrammeFacts",
    "Spent",
    "budget",
    "budgets",
    "budgets_of",
    "place_of_budget",
    "place_of_programme",
    "programme",
    "programme_in",
    "programmes",
    "spending_of",
]


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """Coin set aside for an organisation; its balance is that of its ledger account.

    ``programme_id`` is None for a budget from before there were programmes.
    """

    id: uuid.UUID
    community_id: uuid.UUID
    organisation_id: uuid.UUID
    account_id: uuid.UUID
    name: str
    programme_id: uuid.UUID | None = None
    line_id: uuid.UUID | None = None

    @property
    def place(self) -> Place:
        """Whose coordinators may draw on it."""
        return Place(self.community_id, self.organisation_id)


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What a funder pays for, from ``starts_on`` to ``ends_on`` (both included).

    ``amount`` (minor units) is the most coin for it; ``account_id`` holds what is issued for it
    and in no budget.
    """

    id: uuid.UUID
    community_id: uuid.UUID
    account_id: uuid.UUID
    funder: str
    funder_id: uuid.UUID | None
    name: str
    purpose: str
    starts_on: date
    ends_on: date
    euro_cents: int
    amount: int
    status: str

    @property
    def place(self) -> Place:
        """Whose issuers decide about it."""
        return Place(self.community_id)

    @property
    def is_open(self) -> bool:
        """Whether anything may still be issued for it."""
        return self.status == "open"


def programme(programme_id: uuid.UUID) -> ProgrammeFacts:
    """The programme. Raises NotFound."""
    row = db.session.get(Programme, programme_id, populate_existing=True)
    if row is None:
        raise NotFound
    return programme_facts(row)


def programmes(community_id: uuid.UUID) -> list[ProgrammeFacts]:
    """The programmes of a community: open ones first, the one that ends soonest in front."""
    rows = db.session.scalars(
        select(Programme)
        .where(Programme.community_id == community_id)
        .order_by(Programme.status.desc(), Programme.ends_on, Programme.name, Programme.id)
        .execution_options(populate_existing=True)
    )
    return [programme_facts(row) for row in rows]


def lines_of(programme_ids: Collection[uuid.UUID]) -> list[ProgrammeLine]:
    """The lines of programmes, in the order in which they were written."""
    return list(
        db.session.scalars(
            select(ProgrammeLine)
            .where(ProgrammeLine.programme_id.in_(programme_ids))
            .order_by(ProgrammeLine.programme_id, ProgrammeLine.position)
        )
    )


def budget(budget_id: uuid.UUID) -> BudgetFacts:
    """The budget. Raises NotFound."""
    row = db.session.get(Budget, budget_id, populate_existing=True)
    if row is None:
        raise NotFound
    return budget_facts(row)


def budgets(community_id: uuid.UUID, organisation_id: uuid.UUID | None = None) -> list[BudgetFacts]:
    """The budgets of a community, or of one organisation in it, by name."""
    wanted = select(Budget).where(Budget.community_id == community_id)
    if organisation_id is not None:
        wanted = wanted.where(Budget.organisation_id == organisation_id)
    rows = db.session.scalars(wanted.order_by(Budget.name, Budget.id))
    return [budget_facts(row) for row in rows]


def budgets_of(programme_id: uuid.UUID) -> list[BudgetFacts]:
    """The budgets that draw or drew on a programme, by name."""
    rows = db.session.scalars(
        select(Budget)
        .where(Budget.programme_id == programme_id)
        .order_by(Budget.name, Budget.id)
        .execution_options(populate_existing=True)
    )
    return [budget_facts(row) for row in rows]


def budgets_by_id(budget_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, BudgetFacts]:
    """These budgets, in one query."""
    rows = db.session.scalars(select(Budget).where(Budget.id.in_(budget_ids)))
    return {row.id: budget_facts(row) for row in rows}


def visible(caller: Caller, community_id: uuid.UUID) -> list[BudgetFacts]:
    """The budgets that ``caller`` may see: all as issuer or treasurer, else the own coordinators'.

    Raises Forbidden for whoever coordinates nothing here.
    """
    if caller.holds({"issuer", "treasurer"}, Place(community_id)):
        return budgets(community_id)
    own = {
        grant.place.organisation_id
        for grant in caller.grants
        if grant.role == "coordinator" and grant.place.community_id == community_id
    }
    if not own:
        raise Forbidden
    return [facts for facts in budgets(community_id) if facts.organisation_id in own]


def put_in(budget_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """What was put into each budget less what went back, in minor units."""
    sums = dict.fromkeys(budget_ids, 0)
    straight = (
        select(Issue.budget_id, func.sum(Issue.amount))
        .where(Issue.budget_id.in_(budget_ids), Issue.status == BOOKED)
        .group_by(Issue.budget_id)
    )
    allocated = (
        select(Allocation.budget_id, func.sum(_signed_allocation()))
        .where(Allocation.budget_id.in_(budget_ids))
        .group_by(Allocation.budget_id)
    )
    for wanted in (straight, allocated):
        for budget_id, amount in db.session.execute(wanted):
            sums[budget_id] += int(amount)
    return sums


def allocated(programme_id: uuid.UUID) -> dict[uuid.UUID | None, int]:
    """What budgets got and did not give back, by line (None: of no line), in minor units."""
    rows = db.session.execute(
        select(Allocation.line_id, func.sum(_signed_allocation()))
        .where(Allocation.programme_id == programme_id)
        .group_by(Allocation.line_id)
    )
    return {line_id: int(amount) for line_id, amount in rows}


def issued(programme_id: uuid.UUID) -> int:
    """The coin that was made for a programme and not given back, in minor units."""
    made = select(func.sum(Issue.amount)).where(
        Issue.programme_id == programme_id, Issue.status == BOOKED
    )
    back = select(func.sum(IssueReturn.amount)).where(IssueReturn.programme_id == programme_id)
    return int(db.session.scalar(made) or 0) - int(db.session.scalar(back) or 0)


def spending_of(programme_id: uuid.UUID) -> Iterator[Spent]:
    """Where the coin that people earned from a programme was spent, as ``tracing`` follows it.

    Rows of single wallets, for sums that merge groups of fewer than five people.
    """
    sources = {facts.account_id for facts in budgets_of(programme_id)}
    day_of = communities.community(programme(programme_id).community_id).day
    return follow(ledger.movements_of_receivers(list(sources)), sources, day_of)


def place_of_budget(budget_id: uuid.UUID) -> Place:
    """Whose budget it is. Raises NotFound."""
    return budget(budget_id).place


def place_of_programme(programme_id: uuid.UUID) -> Place:
    """Whose programme it is. Raises NotFound."""
    return programme(programme_id).place


def budget_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the budget that the body names."""
    return Place(budget(touched["body"].budget_id).community_id)


def programme_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the programme in the path, else of the one in the body."""
    named = touched.get("programme_id") or touched["body"].programme_id
    return place_of_programme(named)


def issue_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the issue that the path names."""
    row = db.session.get(Issue, touched["issue_id"])
    if row is None or row.programme_id is None:
        raise NotFound
    return place_of_programme(row.programme_id)


def withdrawal_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the withdrawal that the path names."""
    row = db.session.get(Withdrawal, touched["withdrawal_id"])
    if row is None:
        raise NotFound
    return Place(row.community_id)


def ending(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first day from ``first`` to ``last`` on which an open programme is over, if any."""
    earliest = db.session.scalar(
        select(func.min(Programme.ends_on)).where(
            Programme.community_id == community_id,
            Programme.status == "open",
            Programme.ends_on < last,
        )
    )
    return None if earliest is None else max(first, date.fromordinal(earliest.toordinal() + 1))


def low_told_at(budget_id: uuid.UUID) -> datetime | None:
    """When the coordinators were told that little is left; None since more came in."""
    return db.session.scalar(select(Budget.low_told_at).where(Budget.id == budget_id))


def budget_facts(row: Budget) -> BudgetFacts:
    """The facts in a row."""
    return BudgetFacts(
        row.id,
        row.community_id,
        row.organisation_id,
        row.account_id,
        row.name,
        row.programme_id,
        row.line_id,
    )


def programme_facts(row: Programme) -> ProgrammeFacts:
    """The facts in a row."""
    names = ProgrammeFacts.__slots__
    return ProgrammeFacts(**{name: getattr(row, name) for name in names})


def _signed_allocation() -> Any:
    return case((Allocation.kind == RETURN, -Allocation.amount), else_=Allocation.amount)
