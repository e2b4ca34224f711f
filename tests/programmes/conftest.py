"""A neighbourhood with an association, and the people who decide about its coin."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.ids import new_id
from backend.ledger import queries as ledger
from tests.factories.communities import Somebody, make_community, make_organisation, somebody
from tests.factories.identity import send


@dataclass
class Here:
    """The neighbourhood, with two issuers and two treasurers who confirmed just now."""

    app: Flask
    community: CommunityFacts
    centre: OrganisationFacts
    issuer: Somebody
    second: Somebody
    treasurer: Somebody
    other_treasurer: Somebody

    def anybody(self, role: str, *, fresh: bool = True) -> Somebody:
        """A new person with ``role``: at the centre, or in the community."""
        return somebody(self.app, role, self.centre.place, fresh=fresh)

    def put(self, who: Somebody, what: str, body: dict[str, Any], item: object = None) -> Any:
        """Send a command under a new id, or under ``item``."""
        return send(who.client, "PUT", f"/{what}/{item or new_id()}", body)

    def read(self, who: Somebody, what: str) -> Any:
        """What ``who`` sees of the community."""
        return send(who.client, "GET", f"/communities/{self.community.id}/{what}")

    def programme(self, amount: int = 100_000, **fields: Any) -> dict[str, Any]:
        """A new programme, as the issuer makes it."""
        body = {
            "community_id": str(self.community.id),
            "funder": "Gemeente",
            "name": "Wijkbudget",
            "starts_on": "2026-01-01",
            "ends_on": "2099-12-31",
            "euro_cents": 100_000,
            "amount": amount,
            **fields,
        }
        return ok(self.put(self.issuer, "programmes", body))

    def budget(self, programme: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """A new, empty budget of a programme."""
        body = {
            "id": str(new_id()),
            "name": "Groen",
            "organisation_id": str(self.centre.id),
            "programme_id": programme["id"],
            **fields,
        }
        path = f"/communities/{self.community.id}/budgets"
        return ok(send(self.issuer.client, "POST", path, body), 201)

    def ask(self, programme: dict[str, Any], amount: Any = 1_000, **fields: Any) -> Any:
        """Ask for coin as the issuer does; under a new id unless ``item`` is given."""
        item = fields.pop("item", None)
        body = {"programme_id": programme["id"], "amount": amount, "why": "Subsidie", **fields}
        return self.put(self.issuer, "issues", body, item)

    def agree(self, who: Somebody, issue: dict[str, Any]) -> Any:
        """Agree to an issue."""
        return send(who.client, "POST", f"/issues/{issue['id']}/approve", {})

    def issued(self, programme: dict[str, Any], amount: int) -> None:
        """Make coin for a programme, the whole way."""
        ok(self.agree(self.second, ok(self.ask(programme, amount))))

    def allocate(
        self, programme: dict[str, Any], budget: dict[str, Any], amount: int, item: object = None
    ) -> Any:
        """Give a budget coin as the issuer does."""
        body = {"programme_id": programme["id"], "budget_id": budget["id"], "amount": amount}
        return self.put(self.issuer, "allocations", body, item)

    def deposit(self, cents: int = 100_000, reference: str = "A1", **fields: Any) -> Any:
        """Note euro as the treasurer does."""
        item = fields.pop("item", None)
        body = {
            "community_id": str(self.community.id),
            "cents": cents,
            "bank_reference": reference,
            "day": "2026-01-05",
            "received_from": "Gemeente",
            **fields,
        }
        return self.put(self.treasurer, "deposits", body, item)


@pytest.fixture
def here(app: Flask) -> Here:
    """A neighbourhood where nothing was issued yet."""
    community = make_community()
    centre = make_organisation(community.id, "association", "Buurthuis")
    people = [
        somebody(app, role, centre.place, fresh=True, display_name=name)
        for role, name in (
            ("issuer", "Anneke"),
            ("issuer", "Karim"),
            ("treasurer", "Bram"),
            ("treasurer", "Sofie"),
        )
    ]
    return Here(app, community, centre, *people)


def ok(answer: Any, status: int = 200) -> dict[str, Any]:
    """The JSON of an answer that went well."""
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json
    return body


def refused(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json["code"]


def balance(account_id: str) -> int:
    """What an account holds, in minor units; not what this session saw before."""
    db.session.rollback()
    return ledger.balance(uuid.UUID(account_id))


def outstanding(here: Here) -> int:
    """All coin of the neighbourhood, in minor units."""
    db.session.rollback()
    return ledger.outstanding(here.community.id)


def reserve_cents(here: Here) -> int:
    """What lies in the reserve of the neighbourhood."""
    db.session.rollback()
    return ledger.reserve_cents(here.community.id)
