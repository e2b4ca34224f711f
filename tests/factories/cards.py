"""Wallet cards for tests: a coordinator who enrols somebody without a phone, and a shop's counter.

Every function needs an app context.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from backend.codes import card as codes
from backend.ids import new_id
from backend.ledger import service as ledger
from tests.factories.identity import send
from tests.factories.ledger import funded_budget, transfer
from tests.factories.payments import Counter, balance_now
from tests.factories.tasks import Desk, expect

PIN = "8305"


@dataclass
class Holder:
    """Somebody with a card and no phone."""

    community_id: uuid.UUID
    person_id: uuid.UUID
    card_id: uuid.UUID
    number: str

    @property
    def balance(self) -> int:
        """What is in the wallet, minor units."""
        return balance_now(ledger.wallet(self.community_id, self.person_id))


def enrolment(name: str = "Oma Jansen", pin: str = PIN, **fields: object) -> dict[str, object]:
    """What enrols somebody."""
    return {
        "card_id": str(new_id()),
        "display_name": name,
        "card_name": name,
        "language": "nl",
        "pin": pin,
        **fields,
    }


def enrol(desk: Desk, coins: int = 10_000, **fields: Any) -> Holder:
    """Somebody who was enrolled at the coordinator's, with ``coins`` minor units."""
    person_id = new_id()
    path = f"/organisations/{desk.organisation.id}/card-holders/{person_id}"
    made = expect(200, desk.send("PUT", path, enrolment(**fields)))
    community_id = desk.community.id
    if coins:
        budget = funded_budget(community_id, coins)
        ledger.book(transfer("reward", budget, ledger.wallet(community_id, person_id), coins))
    return Holder(community_id, person_id, uuid.UUID(made["id"]), made["number"])


def pay(
    counter: Counter,
    holder: Holder,
    amount: int = 650,
    pin: str | None = PIN,
    *,
    payment_id: uuid.UUID | None = None,
    client: FlaskClient | None = None,
) -> Any:
    """Pay by card at a counter; the server's answer."""
    body = {
        "shop_id": str(counter.shop.id),
        "card": codes.text_of(holder.number),
        "amount": amount,
        "pin": pin,
    }
    path = f"/card-payments/{payment_id or new_id()}"
    return send(client or counter.cashier.client, "PUT", path, body)


def card_bodies(shop_id: uuid.UUID, task_id: str) -> dict[str, Any]:
    """A body that fits the schema of each operation about cards."""
    card = {"card": "K7QM-42XD-9PRT"}
    return {
        "put_my_card": {"name": "Mijn kaart", "pin": PIN},
        "put_card_holder": enrolment(),
        "look_at_card": card,
        "open_card": {**card, "pin": PIN},
        "put_card_payment": {**card, "shop_id": str(shop_id), "amount": 1, "pin": PIN},
        "put_card_claim": {**card, "task_id": task_id, "minutes": None},
        "choose_card_pin": {"pin": PIN},
        "hand_card_over": {"keep_card": True},
    }
