"""Payments without a network for tests: rules, certificates, codes and acceptances, all signed.

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
from backend.codes import acceptance, base64url, payment
from backend.codes import certificate as codec
from backend.codes.certificate import Certificate
from backend.codes.payment import UnsignedPaymentCode
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.ids import new_id
from backend.ledger import service as ledger
from tests.factories.communities import make_organisation, somebody
from tests.factories.identity import give_device_key, send
from tests.factories.ledger import funded_budget, transfer
from tests.factories.payments import Payer, balance_now, make_payer
from tests.factories.rules import set_rule

ALLOWANCE = 2_000
RULES = {
    "allowance": ALLOWANCE,
    "per_payment": 1_000,
    "payer_day": 1_500,
    "shop_day": 5_000,
    "days": 7,
    "guaranteed_permille": 1_000,
}


@dataclass
class OfflineShop:
    """A shop with one phone: its cashier's device key signs what it accepts."""

    community: CommunityFacts
    shop: OrganisationFacts
    person_id: uuid.UUID
    client: FlaskClient
    key_id: bytes
    private_key: EllipticCurvePrivateKey

    @property
    def till(self) -> int:
        """What is in the till, minor units."""
        return balance_now(ledger.till(self.community.id, self.shop.id))

    def accept(
        self,
        code: str,
        amount: int = 500,
        *,
        at: datetime | None = None,
        item_id: uuid.UUID | None = None,
        **changes: Any,
    ) -> dict[str, Any]:
        """An item of the queue, as the shop's phone makes it."""
        made, second = item_id or new_id(), int((at or clock.now()).timestamp())
        message = acceptance.message(self.shop.id, made, second, code)
        item = {
            "id": str(made),
            "code": code,
            "amount": amount,
            "accepted_at": second,
            "key_id": self.key_id.hex(),
            "signature": base64url.encode(acceptance.sign(message, self.private_key)),
        }
        return item | changes

    def send(self, *items: dict[str, Any]) -> Any:
        """The server's answer to a part of the queue."""
        path = f"/organisations/{self.shop.id}/offline-payments"
        return send(self.client, "POST", path, {"items": list(items)})

    def settle(self, *items: dict[str, Any]) -> list[dict[str, Any]]:
        """What became of a part of the queue."""
        answer = self.send(*items)
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.json["results"]
        return results


def offer(community: CommunityFacts, **changes: object) -> None:
    """Let the community have payments without a network from today on."""
    set_rule(community.id, "offline", RULES | changes)


def make_offline_shop(app: Flask, community: CommunityFacts, name: str = "Kelder") -> OfflineShop:
    """A new shop whose cashier has a phone."""
    return phone_at(app, community, make_organisation(community.id, name=name))


def phone_at(app: Flask, community: CommunityFacts, shop: OrganisationFacts) -> OfflineShop:
    """A new cashier of a shop, with a phone."""
    cashier = somebody(app, "shop_staff", shop.place)
    session_id = uuid.UUID(send(cashier.client, "GET", "/me").json["session_id"])
    key_id, private_key = give_device_key(cashier.person_id, session_id)
    return OfflineShop(community, shop, cashier.person_id, cashier.client, key_id, private_key)


def fill_guarantee(community_id: uuid.UUID, amount: int) -> None:
    """Put ``amount`` minor units into the guarantee account."""
    budget = funded_budget(community_id, amount)
    ledger.book(transfer("guarantee", budget, ledger.guarantee(community_id), amount))


def certificate_of(payer: Payer) -> Certificate:
    """A new certificate for the payer's phone, from the server."""
    path = f"/communities/{payer.community.id}/certificates"
    answer = send(payer.client, "POST", path, {"key_id": payer.key_id.hex()})
    assert answer.status_code == 201, answer.text
    return codec.decode(base64url.decode(answer.json["certificate"]))


def certified_code(
    payer: Payer,
    certificate: Certificate,
    amount: int = 500,
    *,
    at: datetime | None = None,
    counter: int | None = None,
) -> str:
    """The next exact code of the payer with its certificate; ``counter`` to use a number again."""
    if counter is None:
        payer.counter += 1
    unsigned = UnsignedPaymentCode(
        exact=True,
        community=payer.community.number,
        key_id=payer.key_id,
        counter=counter or payer.counter,
        issued_at=int((at or clock.now()).timestamp()),
        amount=amount,
        certificate=certificate,
    )
    return payment.sign(unsigned, payer.private_key)


def owed(payer: Payer) -> int:
    """What the payer's wallet says it owes."""
    db.session.rollback()
    answer = send(payer.client, "GET", f"/communities/{payer.community.id}/wallet")
    return int(answer.json["owes"])


def overspent_once(
    app: Flask, community: CommunityFacts, shop: OrganisationFacts
) -> dict[str, object]:
    """Somebody who spent offline what they no longer had; the path values of it."""
    offer(community)
    fill_guarantee(community.id, 1_000)
    payer, phone = make_payer(app, community, coins=100), phone_at(app, community, shop)
    code = certified_code(payer, certificate_of(payer), 100)
    ledger.book(transfer("demurrage", payer.wallet_id, ledger.fund(community.id), 100))
    (covered,) = phone.settle(phone.accept(code, 100))
    assert covered["status"] == "covered", covered
    return {"conflict_id": covered["id"], "move_id": new_id()}


def offline_bodies(community_id: uuid.UUID) -> dict[str, dict[str, object]]:
    """A body that fits for each operation of payments without a network."""
    item = {
        "id": str(new_id()),
        "code": "WM1:",
        "amount": 1,
        "accepted_at": 1,
        "key_id": "0" * 16,
        "signature": "A" * 86,
    }
    return {
        "give_certificate": {"key_id": "0" * 16},
        "settle_offline_payments": {"items": [item]},
        "waive_debt": {"why": "proef"},
        "move_guarantee": {
            "community_id": str(community_id),
            "programme_id": None,
            "amount": 1,
            "why": "proef",
        },
    }
