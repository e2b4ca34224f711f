"""A programme with coin asked for, and euro asked for, so that somebody may agree or not."""

import uuid
from dataclasses import dataclass
from typing import Any

from backend.ids import new_id
from backend.programmes import service
from backend.programmes.queries import BudgetFacts
from backend.web.caller import Place
from tests.factories.communities import make_holder
from tests.factories.programmes import deposit, make_programme


@dataclass(frozen=True)
class Asked:
    """What waits for a second person."""

    community_id: uuid.UUID
    programme_id: uuid.UUID
    issue_id: uuid.UUID
    withdrawal_id: uuid.UUID


def ask_for_money(community_id: uuid.UUID) -> Asked:
    """Ask for coin and for euro, as people whom nobody else in the tests is."""
    programme = make_programme(community_id)
    deposit(community_id, 10_000)
    issuer, treasurer = (make_holder(role, Place(community_id)) for role in ("issuer", "treasurer"))
    issue = service.request_issue(
        new_id(), programme_id=programme.id, amount=100, why="proef", by=issuer
    )
    withdrawal = service.request_withdrawal(
        new_id(),
        community_id=community_id,
        cents=100,
        why="proef",
        by=treasurer,
    )
    return Asked(community_id, programme.id, issue.id, withdrawal.id)


def money_bodies(asked: Asked, budget: BudgetFacts) -> dict[str, Any]:
    """Bodies that fit the schemas of programmes and the reserve."""
    community, programme = str(asked.community_id), str(asked.programme_id)
    return {
        "put_programme": {
            "community_id": community,
            "funder": "Gemeente",
            "name": "Proef",
            "starts_on": "2099-01-01",
            "ends_on": "2099-12-31",
            "euro_cents": 1,
            "amount": 1,
        },
        "put_issue": {"programme_id": programme, "amount": 1, "why": "proef"},
        "decline_issue": {"reason": "proef"},
        "put_allocation": {"programme_id": programme, "budget_id": str(budget.id), "amount": 1},
        "put_allocation_return": {"budget_id": str(budget.id), "amount": 1, "why": "proef"},
        "put_issue_return": {"programme_id": programme, "amount": 1, "why": "proef"},
        "put_deposit": {
            "community_id": community,
            "cents": 1,
            "bank_reference": "proef",
            "day": "2026-01-01",
            "received_from": "Gemeente",
        },
        "put_withdrawal": {"community_id": community, "cents": 1, "why": "proef"},
        "decline_withdrawal": {"reason": "proef"},
    }
