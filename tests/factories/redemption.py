"""Redeeming for tests: shops with coin and a bank account, treasurers, a reserve.

Every function needs an app context.
"""

import contextvars
import uuid
from dataclasses import dataclass
from typing import Any

from flask import Flask

from backend import clock
from backend.communities import queries
from backend.communities import service as settings
from backend.communities.dated_settings import set_value
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.redemption import service
from backend.web.caller import Place
from tests.factories.communities import (
    Somebody,
    make_community,
    make_holder,
    make_organisation,
    somebody,
)
from tests.factories.identity import send
from tests.factories.ledger import funded_wallet, transfer
from tests.factories.tasks import expect
from tests.support.bank import statement

OWN_IBAN = "NL91ABNA0417164300"
IBANS = ("NL39RABO0300065264", "NL20INGB0001234567", "DE89370400440532013000")


@dataclass
class Shop:
    """An organisation, and who answers for its money."""

    facts: OrganisationFacts
    owner: Somebody

    @property
    def till(self) -> uuid.UUID:
        """Its account."""
        return ledger.till(self.facts.community_id, self.facts.id)

    def ask(self, amount: object = "all", redemption_id: object = None) -> Any:
        """Ask for euro; the server's answer."""
        body = {"organisation_id": str(self.facts.id), "amount": amount}
        return send(self.owner.client, "PUT", f"/redemptions/{redemption_id or new_id()}", body)

    def asked(self, amount: object = "all") -> dict[str, Any]:
        """A request that was accepted."""
        return expect(200, self.ask(amount))

    def sees(self) -> dict[str, Any]:
        """What can go, and the requests."""
        path = f"/organisations/{self.facts.id}/redemption"
        return expect(200, send(self.owner.client, "GET", path))

    def request(self, redemption_id: str) -> dict[str, Any]:
        """One of its requests."""
        found: dict[str, Any] = next(
            one for one in self.sees()["redemptions"] if one["id"] == redemption_id
        )
        return found


@dataclass
class Treasury:
    """A community with two treasurers, euro in the reserve and a bank account of its own."""

    app: Flask
    community: CommunityFacts
    treasurer: Somebody
    second: Somebody

    def shop(
        self, coins: int = 100_000, *, kind: str = "shop", iban: str | None = IBANS[0]
    ) -> Shop:
        """A new shop or association with ``coins`` minor units in its till."""
        facts = make_organisation(self.community.id, kind, f"Zaak {uuid.uuid4().hex[:6]}")
        role = "shop_owner" if kind == "shop" else "coordinator"
        shop = Shop(facts, somebody(self.app, role, facts.place, fresh=True))
        if coins:
            self.pay(shop, coins)
        if iban:
            service.set_for_organisation(facts.id, iban, "Bakker & Zoon", shop.owner.person_id)
        return shop

    def pay(self, shop: Shop, coins: int, **fields: object) -> uuid.UUID:
        """Let a customer pay ``coins`` minor units; the transfer's id."""
        made = transfer(
            "payment", funded_wallet(self.community.id, coins), shop.till, coins, **fields
        )
        ledger.book(made)
        return made.id

    def rule(self, **values: object) -> None:
        """Let other rules of redeeming hold from today."""
        current = settings.redemption_rules(self.facts()).model_dump()
        self.set("redemption", {**current, **values})

    def set(self, key: str, value: object) -> None:
        """Let a dated setting have a value from today."""
        facts = self.facts()
        day = facts.day(clock.now())
        set_value(self.community.id, key, value, day, by=self.treasurer.person_id, why="proef")

    def facts(self) -> CommunityFacts:
        """The community with its settings of now."""
        return queries.community(self.community.id)

    def send(self, method: str, path: str, body: object = None, *, by: Any = None) -> Any:
        """Ask the server something as a treasurer (the first, unless ``by`` is given)."""
        return send((by or self.treasurer).client, method, path, body)

    def gather(self, settlement_id: object = None, *, by: Any = None) -> Any:
        """Gather the open requests; the server's answer."""
        body = {"community_id": str(self.community.id)}
        return self.send("PUT", f"/settlements/{settlement_id or new_id()}", body, by=by)

    def released(self) -> dict[str, Any]:
        """A settlement of all open requests, released by the second treasurer."""
        gathered = expect(200, self.gather())
        path = f"/settlements/{gathered['id']}/release"
        return expect(200, self.send("POST", path, by=self.second))

    def file(self, settlement: dict[str, Any]) -> bytes:
        """The bank file."""
        answer = self.send("GET", f"/settlements/{settlement['id']}/file")
        assert answer.status_code == 200, answer.text
        data: bytes = answer.data
        return data

    def upload(self, data: bytes, *, by: Any = None) -> Any:
        """Upload a bank statement; the server's answer."""
        client = (by or self.treasurer).client
        origin = client.application.config["WIJKMUNT"].origin
        return contextvars.Context().run(
            client.post,
            f"/api/v1/communities/{self.community.id}/bank-statements",
            data=data,
            headers={"Origin": origin, "Content-Type": "application/xml"},
            base_url=origin,
        )

    def uploaded(self, data: bytes) -> dict[str, int]:
        """How many lines of a statement came to what; only what is not zero."""
        (found,) = expect(200, self.upload(data))["statements"]
        return {name: count for name, count in found["counts"].items() if count}

    def balance(self, account: str) -> int:
        """What an account of the community holds: reserve, bank, redemption, fund, issuance."""
        db.session.rollback()
        return ledger_queries.balance(getattr(ledger, account)(self.community.id))


def make_treasury(app: Flask, *, reserve_cents: int = 1_000_000, account: bool = True) -> Treasury:
    """A community whose ten coins are a euro."""
    community = make_community()
    place = Place(community.id)
    first = somebody(app, "treasurer", place, fresh=True, display_name="Bram")
    second = somebody(app, "treasurer", place, fresh=True, display_name="Fatma")
    if reserve_cents:
        bank, reserve = ledger.bank(community.id), ledger.reserve(community.id)
        ledger.book(transfer("deposit", bank, reserve, reserve_cents))
    if account:
        service.set_for_community(community.id, OWN_IBAN, "Wijkmunt Kanaleneiland", first.person_id)
    return Treasury(app, community, first, second)


def redeemed_once(community_id: uuid.UUID, shop_id: uuid.UUID) -> dict[str, object]:
    """A request of a shop that has coin, in a settlement, and a statement: their ids by name."""
    place = Place(community_id)
    treasurer = make_holder("treasurer", place)
    owner = make_holder("shop_owner", Place(community_id, shop_id))
    service.set_for_community(community_id, OWN_IBAN, "Wijkmunt", treasurer)
    service.set_for_organisation(shop_id, IBANS[0], "Bakker", owner)
    redemption_id = service.ask(new_id(), shop_id, 10, owner)
    settlement_id = service.gather(new_id(), community_id, treasurer)
    (statement_id,) = service.take_in(community_id, statement(OWN_IBAN, []), treasurer)
    return {
        "redemption_id": redemption_id,
        "settlement_id": settlement_id,
        "statement_id": statement_id,
    }
