"""Reads of budgets. Their facts never change, so they may be kept by whoever wants to."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend.db import db
from backend.errors import Forbidden, NotFound
from backend.programmes.models import Budget
from backend.web.caller import Caller, Place


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """Coin set aside for an organisation; its balance is that of its ledger account."""

    id: uuid.UUID
    community_id: uuid.UUID
    organisation_id: uuid.UUID
    account_id: uuid.UUID
    name: str

    @property
    def place(self) -> Place:
        """Whose coordinators may draw on it."""
        return Place(self.community_id, self.organisation_id)


def budget(budget_id: uuid.UUID) -> BudgetFacts:
    """The budget. Raises NotFound."""
    row = db.session.get(Budget, budget_id)
    if row is None:
        raise NotFound
    return _facts(row)


def budgets(community_id: uuid.UUID, organisation_id: uuid.UUID | None = None) -> list[BudgetFacts]:
    """The budgets of a community, or of one organisation in it, by name."""
    wanted = select(Budget).where(Budget.community_id == community_id)
    if organisation_id is not None:
        wanted = wanted.where(Budget.organisation_id == organisation_id)
    rows = db.session.scalars(wanted.order_by(Budget.name, Budget.id))
    return [_facts(row) for row in rows]


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


def place_of_budget(budget_id: uuid.UUID) -> Place:
    """Whose budget it is. Raises NotFound."""
    return budget(budget_id).place


def budget_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the place of the budget named by the body's ``budget_id``."""
    return place_of_budget(touched["body"].budget_id)


def _facts(row: Budget) -> BudgetFacts:
    return BudgetFacts(row.id, row.community_id, row.organisation_id, row.account_id, row.name)
