"""Counters for tests: a shop with a cashier, payers with coins and a key, codes and scans.

Every function needs an app context.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from flask import Flask
from flask.testing import FlaskClient

from backend import clock
from backend.codes import payment
from backend.codes.payment import UnsignedPaymentCode
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from tests.factories.communities import Somebody, make_member, make_organisation, somebody
from tests.factories.identity import give_device_key, send, sign_in, signed_in_client
from tests.factories.ledger import funded_budget, transfer


@dataclass
class Payer:
    """A member with a phone: a session, a device key, and the counter of the last code."""

    community: CommunityFacts
    person_id: uuid.UUID
    client: FlaskClient
    session_id: uuid.UUID
    key_id: bytes
    private_key: EllipticCurvePrivateKey
    counter: int = 0

    @property
    def wallet_id(self) -> uuid.UUID:
        """The payer's account."""
        return ledger.wallet(self.community.id, self.person_id)

    @property
    def balance(self) -> int:
        """What is in the wallet now, minor units."""
        return balance_now(self.wallet_id)

    def code(
        self, *, exact: int | None = None, limit: int = 2_500, at: datetime | None = None
    ) -> str:
        """The next code on the payer's screen: exact, or open up to ``limit``; made ``at``."""
        self.counter += 1
        return payment.sign(self.unsigned(exact=exact, limit=limit, at=at), self.private_key)

    def unsigned(
        self,
        *,
        exact: int | None = None,
        limit: int = 2_500,
        at: datetime | None = None,
        community: int | None = None,
    ) -> UnsignedPaymentCode:
        """What ``code`` signs, with the present counter."""
        return UnsignedPaymentCode(
            exact=exact is not None,
            community=self.community.number if community is None else community,
            key_id=self.key_id,
            counter=self.counter,
            issued_at=int((at or clock.now()).timestamp()),
            amount=limit if exact is None else exact,
        )


@dataclass(frozen=True)
class Counter:
    """A shop and the cashier who stands there."""

    community: CommunityFacts
    shop: OrganisationFacts
    cashier: Somebody

    @property
    def till(self) -> int:
        """What the shop has received and not given back, minor units."""
        return balance_now(ledger.till(self.community.id, self.shop.id))

    def scan(
        self,
        code: str,
        amount: object = 650,
        payment_id: uuid.UUID | None = None,
        client: FlaskClient | None = None,
    ) -> Any:
        """Take ``amount`` by ``code``; the answer of the server."""
        body = {"shop_id": str(self.shop.id), "amount": amount, "code": code}
        path = f"/payments/{payment_id or new_id()}"
        return send(client or self.cashier.client, "PUT", path, body)


def balance_now(account_id: uuid.UUID) -> int:
    """Minor units; SQLite would otherwise go on reading what this session saw before."""
    db.session.rollback()
    return ledger_queries.balance(account_id)


def make_counter(app: Flask, community: CommunityFacts, name: str = "Bakkerij") -> Counter:
    """A new shop with a cashier who is signed in."""
    shop = make_organisation(community.id, name=name)
    return Counter(community, shop, somebody(app, "shop_staff", shop.place))


def make_payer(app: Flask, community: CommunityFacts, coins: int = 10_000) -> Payer:
    """A new member with ``coins`` minor units and a phone that makes codes."""
    person_id = make_member(community.id)
    client = app.test_client()
    sign_in(client, person_id)
    session_id = _session_of(client)
    key_id, private_key = give_device_key(person_id, session_id)
    payer = Payer(community, person_id, client, session_id, key_id, private_key)
    if coins:
        budget = funded_budget(community.id, coins)
        ledger.book(transfer("reward", budget, payer.wallet_id, coins))
    return payer


def revoke_key(payer: Payer) -> None:
    """End the payer's device key, as its owner does on another device."""
    browser = signed_in_client(payer.client.application, payer.person_id, fresh=True)
    answer = send(browser, "DELETE", f"/me/device-keys/{payer.key_id.hex()}")
    assert answer.status_code < 300, answer.text


def _session_of(client: FlaskClient) -> uuid.UUID:
    return uuid.UUID(send(client, "GET", "/me").json["session_id"])
