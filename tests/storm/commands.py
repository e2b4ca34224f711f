"""What a client asks the server, under an id of its own, so that it may ask as often as it must."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.codes import acceptance, base64url, payment
from backend.codes.payment import UnsignedPaymentCode
from backend.ids import new_id
from tests.storm.world import Holder, Phone, Shop, World

Essence = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Command:
    """One request; ``said`` is what the diary keeps of it, ``essence`` what of its answer."""

    kind: str
    id: uuid.UUID
    method: str
    path: str
    body: dict[str, Any]
    who: Holder
    said: dict[str, Any]
    essence: Essence
    fresh: bool = False


def only(*names: str) -> Essence:
    """Keeps these members of an answer."""
    return lambda body: {name: body[name] for name in names}


def earn(world: World, phone: Phone) -> Command:
    """Claim the task on the poster."""
    made = new_id()
    body = {"code": world.poster, "minutes": None}
    said = {"wallet": phone.wallet}
    essence = only("status", "amount")
    return Command("earn", made, "PUT", f"/claims/{made}", body, phone.who, said, essence)


@dataclass
class Signer:
    """The part of a phone that makes codes; each number is used once."""

    world: World
    phone: Phone
    counter: int = field(default=0)

    def code(self, amount: int, *, offline: bool = False) -> tuple[int, str]:
        """A new code for exactly ``amount`` minor units as (number, text)."""
        self.counter += 1
        unsigned = UnsignedPaymentCode(
            exact=True,
            community=self.world.community.number,
            key_id=self.phone.key_id,
            counter=self.counter,
            issued_at=int(time.time()),
            amount=amount,
            certificate=self.phone.certificate if offline else None,
        )
        return self.counter, payment.sign(unsigned, self.phone.private_key)


def pay(shop: Shop, phone: Phone, code: tuple[int, str], amount: int) -> Command:
    """Let the shop's cashier take a payment by the phone's code."""
    made = new_id()
    body = {"shop_id": str(shop.id), "amount": amount, "code": code[1]}
    said = {"wallet": phone.wallet, "till": shop.till, "amount": amount}
    said["code"] = f"{phone.key_id.hex()}/{code[0]}"
    essence = only("status", "amount")
    return Command("pay", made, "PUT", f"/payments/{made}", body, shop.cashier, said, essence)


def refund(shop: Shop, phone: Phone, payment_id: uuid.UUID, amount: int) -> Command:
    """Let the shop give part of a payment back."""
    made = new_id()
    body = {"payment_id": str(payment_id), "amount": amount, "reason": "storm"}
    said = {"wallet": phone.wallet, "till": shop.till, "amount": amount, "payment": payment_id}
    return Command(
        "refund", made, "PUT", f"/refunds/{made}", body, shop.cashier, said, only("amount")
    )


def redeem(shop: Shop, amount: int) -> Command:
    """Let the shop's owner ask for euro."""
    made = new_id()
    body = {"organisation_id": str(shop.id), "amount": amount}
    said = {"till": shop.till, "amount": amount}
    essence = only("amount", "euro_cents")
    path = f"/redemptions/{made}"
    return Command("redeem", made, "PUT", path, body, shop.owner, said, essence, fresh=True)


def gather(world: World) -> Command:
    """Let the treasurer put the open requests into a settlement."""
    made = new_id()
    body = {"community_id": str(world.community.id)}
    path = f"/settlements/{made}"
    return Command("gather", made, "PUT", path, body, world.treasurer, {}, only("id"), fresh=True)


def accept(shop: Shop, code: str, amount: int) -> dict[str, Any]:
    """An item of the shop's queue: a code that it took without a network."""
    made, second = new_id(), int(time.time())
    message = acceptance.message(shop.id, made, second, code)
    return {
        "id": str(made),
        "code": code,
        "amount": amount,
        "accepted_at": second,
        "key_id": shop.key_id.hex(),
        "signature": base64url.encode(acceptance.sign(message, shop.private_key)),
    }


def settle(shop: Shop, phone: Phone, items: Sequence[dict[str, Any]]) -> Command:
    """Let the shop send its queue."""
    body = {"items": list(items)}
    said = {"wallet": phone.wallet, "till": shop.till, "items": [one["id"] for one in items]}
    path = f"/organisations/{shop.id}/offline-payments"
    return Command("queue", new_id(), "POST", path, body, shop.cashier, said, only("results"))
