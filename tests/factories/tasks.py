"""Tasks for tests: an association with a coordinator, coin in a budget, signed codes, claims.

Every function needs an app context.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from flask import Flask
from flask.testing import FlaskClient

from backend.codes import base64url, signature
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.programmes.queries import BudgetFacts
from tests.factories.communities import Somebody, make_holder, make_organisation, somebody
from tests.factories.identity import give_device_key, send, sign_in, signed_in_client
from tests.factories.programmes import make_budget

FIXED = {"kind": "fixed", "amount": 2_500}
BY_THE_HOUR = {"kind": "per_hour", "amount": 2_500, "max_minutes": 180}


@dataclass(frozen=True)
class Desk:
    """An association's coordinator with a phone that signs, and a budget to pay from."""

    community: CommunityFacts
    organisation: OrganisationFacts
    budget: BudgetFacts
    person_id: uuid.UUID
    client: FlaskClient
    key_id: bytes
    private_key: EllipticCurvePrivateKey = field(repr=False)

    @property
    def left(self) -> int:
        """What the budget still holds, minor units."""
        return ledger_queries.balance(self.budget.account_id)

    def send(self, method: str, path: str, body: object = None) -> Any:
        """Ask the server something as the coordinator."""
        return send(self.client, method, path, body)

    def described(self, **fields: object) -> dict[str, object]:
        """What makes a new task; ``fields`` replace parts of it."""
        return {
            "id": str(new_id()),
            "budget_id": str(self.budget.id),
            "title": "Portiek schoonmaken",
            "description": "Vegen, dweilen, ramen.",
            "place": "Marco Pololaan 12",
            "picture": "broom",
            "reward": FIXED,
            **fields,
        }

    def offer(self, **fields: object) -> dict[str, Any]:
        """A new task as the server shows it."""
        path = f"/organisations/{self.organisation.id}/tasks"
        return expect(201, self.send("POST", path, self.described(**fields)))

    def change(self, task: Mapping[str, Any], **fields: object) -> Any:
        """Change a task; the server's answer."""
        return self.send("PATCH", f"/tasks/{task['id']}", fields)

    def prepare(self, task: Mapping[str, Any], key_id: bytes | None = None) -> Any:
        """Ask what to sign; the server's answer."""
        body = {"key_id": (key_id or self.key_id).hex()}
        return self.send("POST", f"/tasks/{task['id']}/codes/prepare", body)

    def register(self, task: Mapping[str, Any], jws: str) -> Any:
        """Hand a signed code in; the server's answer."""
        return self.send("POST", f"/tasks/{task['id']}/codes", {"jws": jws})

    def poster(self, task: Mapping[str, Any]) -> dict[str, Any]:
        """A good code of the task, with its ``jws``."""
        jws = sign(expect(200, self.prepare(task)), self.private_key)
        return {**expect(201, self.register(task, jws)), "jws": jws}

    def poster_of(self, **fields: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """A new task with a good code."""
        task = self.offer(**fields)
        return task, self.poster(task)

    def waiting(self, status: str = "waiting") -> list[dict[str, Any]]:
        """The queue of claims."""
        path = f"/organisations/{self.organisation.id}/claims?status={status}"
        found: list[dict[str, Any]] = expect(200, self.send("GET", path))["claims"]
        return found


def make_desk(app: Flask, community: CommunityFacts, *, coins: int = 1_000_000) -> Desk:
    """A new association with a signed-in coordinator and ``coins`` minor units to give out."""
    organisation = make_organisation(community.id, "association", "Buurthuis", "")
    person_id = make_holder("coordinator", organisation.place, "Noor")
    budget = make_budget(community.id, organisation.id, coins)
    client = app.test_client()
    sign_in(client, person_id)
    session_id = uuid.UUID(expect(200, send(client, "GET", "/me"))["session_id"])
    key_id, private_key = give_device_key(person_id, session_id)
    return Desk(community, organisation, budget, person_id, client, key_id, private_key)


def colleague(app: Flask, desk: Desk) -> Somebody:
    """Another coordinator of the same association."""
    return somebody(app, "coordinator", desk.organisation.place, display_name="Ali")


def sign(prepared: Mapping[str, Any], private_key: EllipticCurvePrivateKey) -> str:
    """Sign what the server prepared, as the phone does: compact JSON in the order it came."""
    parts = (
        base64url.encode(json.dumps(prepared[name], separators=(",", ":")).encode())
        for name in ("header", "claims")
    )
    message = ".".join(parts)
    return f"{message}.{base64url.encode(signature.sign(private_key, message.encode()))}"


def claim(
    client: FlaskClient,
    code: str,
    *,
    minutes: object = None,
    claim_id: uuid.UUID | None = None,
) -> Any:
    """Claim with a scanned or typed code; the server's answer."""
    body = {"code": code, "minutes": minutes}
    return send(client, "PUT", f"/claims/{claim_id or new_id()}", body)


def wallet_of(community: CommunityFacts, person_id: uuid.UUID) -> int:
    """What a member has, minor units."""
    return ledger_queries.balance(ledger.wallet(community.id, person_id))


def revoke_key(desk: Desk) -> None:
    """End the coordinator's device key, as its owner does on another device."""
    browser = signed_in_client(desk.client.application, desk.person_id, fresh=True)
    answer = send(browser, "DELETE", f"/me/device-keys/{desk.key_id.hex()}")
    assert answer.status_code < 300, answer.text


def expect(status: int, answer: Any) -> dict[str, Any]:
    """The JSON of an answer that has this status."""
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json
    return body


def refusal(answer: Any) -> str:
    """The code of a problem."""
    assert answer.mimetype == "application/problem+json", answer.text
    code: str = answer.json["code"]
    return code
