"""The neighbourhood of the simulation: phones, shops, and the HTTP that both speak.

Everything that matters goes through the application's own handlers, with real signatures; only
people, sessions and keys are written beforehand as the services would have written them.
"""

import contextvars
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from flask import Flask

from backend import clock
from backend.codes import keys
from backend.communities.queries import CommunityFacts
from backend.db import db, unit_of_work
from backend.identity import service as identity
from backend.identity import tokens
from backend.identity.cookies import ACCESS
from backend.ledger import queries
from backend.ledger import service as ledger
from tests.factories.communities import make_community, make_holder, make_organisation
from tests.factories.crowd import make_crowd
from tests.factories.ledger import funded_budget, transfer
from tests.factories.rules import set_rule

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
RULES = {
    "allowance": 2_000,
    "per_payment": 1_000,
    "payer_day": 1_500,
    "shop_day": 20_000,
    "days": 7,
    "guaranteed_permille": 1_000,
}
PURSE = 4_000
"""What everybody has on the first day, minor units."""


class Clock:
    """The true time, which the server has; everybody else's clock is a little off."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def at(self, day: int, seconds: float) -> None:
        """Go to a moment; never back."""
        self.now = max(self.now, START + timedelta(days=day, seconds=int(seconds)))


@dataclass
class Holder:
    """Somebody with a browser: a session and a device key."""

    person_id: uuid.UUID
    session_id: uuid.UUID
    key_id: bytes
    private_key: EllipticCurvePrivateKey


@dataclass
class World:
    """One community, its shops with two phones each, and its payers."""

    app: Flask
    clock: Clock
    community: CommunityFacts
    shops: list[tuple[uuid.UUID, list[Holder]]]
    payers: list[Holder]
    guarantee: int

    def call(self, who: Holder, method: str, path: str, body: object = None) -> Any:
        """One request as a signed-in browser sends it."""
        now = clock.now()
        token = tokens.make_access(
            who.person_id, who.session_id, None, now=now, ends_at=now + timedelta(hours=1)
        )
        origin = self.app.config["WIJKMUNT"].origin
        client = self.app.test_client(use_cookies=False)
        return contextvars.Context().run(
            client.open,
            f"/api/v1{path}",
            method=method,
            json=body,
            headers={"Origin": origin, "Cookie": f"{ACCESS}={token}"},
            base_url=origin,
        )

    def earn(self, people: list[uuid.UUID], amount: int) -> None:
        """Let each of them earn ``amount`` minor units."""
        _reward(self.community, people, amount)

    def balance(self, account_id: uuid.UUID) -> int:
        """What is in an account now, minor units."""
        db.session.rollback()
        return queries.balance(account_id)


def make_world(app: Flask, phones: int, shops: int) -> World:
    """Found it in the database of ``app``, whose context is pushed."""
    ticking = Clock()
    clock.use_source(ticking)
    community = make_community()
    set_rule(community.id, "offline", RULES)
    guarantee = phones * RULES["allowance"] // 4
    fund = funded_budget(community.id, guarantee)
    ledger.book(transfer("guarantee", fund, ledger.guarantee(community.id), guarantee))
    people = make_crowd(community, phones)
    _reward(community, people, PURSE)
    counters = []
    for number in range(shops):
        shop = make_organisation(community.id, name=f"Winkel {number + 1}")
        staff = [_browser(make_holder("shop_staff", shop.place)) for _ in range(2)]
        counters.append((shop.id, staff))
    payers = [_browser(person_id) for person_id in people]
    return World(app, ticking, community, counters, payers, guarantee)


@unit_of_work
def _browser(person_id: uuid.UUID) -> Holder:
    session_id = identity.open_session(person_id, "telefoon", None).session_id
    private_key = generate_private_key(SECP256R1())
    spki = keys.public_key_spki(private_key.public_key())
    key_id = identity.register_device_key(person_id, session_id, spki, "telefoon")
    return Holder(person_id, session_id, key_id, private_key)


@unit_of_work
def _reward(community: CommunityFacts, people: list[uuid.UUID], amount: int) -> None:
    budget = funded_budget_within(community, amount * len(people))
    ledger.post_many(
        [
            transfer("reward", budget, ledger.wallet(community.id, one), amount, at=clock.now())
            for one in people
        ]
    )


def funded_budget_within(community: CommunityFacts, amount: int) -> uuid.UUID:
    """A budget with ``amount`` minor units, as part of the unit of work under way."""
    budget = ledger.budget(community.id, uuid.uuid4(), uuid.uuid4())
    ledger.post(transfer("issue", ledger.issuance(community.id), budget, amount))
    return budget
