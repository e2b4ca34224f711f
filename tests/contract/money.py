"""A programme with coin asked for, and euro asked for, so that somebody may agree or not."""

import uuid
from dataclasses import dataclass
from typing import Any

from backend.ids import new_id
from backend.programmes import service
from backend.programmes.queries import BudgetFacts
from tests.factories.programmes import deposit, issuers, make_programme, treasurers


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
    issue = service.request_issue(
        new_id(), programme_id=programme.id, amount=100, why="proef", by=issuers(community_id)[0]
    )
    withdrawal = service.request_withdrawal(
        new_id(),
        community_id=community_id,
        cents=100,
        why="proef",
        by=treasurers(community_id)[0],
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
