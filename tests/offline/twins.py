"""Neighbourhoods that are alike, in which the same queue is made and settled, to be compared.

What happened stands in deeds, which name people and earlier deeds by number; everything with an
id or a signature is made anew in each twin.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import select

from backend import clock
from backend.codes.certificate import Certificate
from backend.communities import service as communities
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.ledger import service as ledger
from backend.ledger.models import TransferRow
from backend.notices.models import Notice
from backend.offline.models import Debt, OfflinePayment
from backend.payments.models import Payment
from backend.web.caller import Place
from tests.factories.communities import make_community
from tests.factories.identity import give_device_key, send
from tests.factories.ledger import transfer
from tests.factories.offline import (
    OfflineShop,
    certificate_of,
    certified_code,
    fill_guarantee,
    make_offline_shop,
    offer,
)
from tests.factories.payments import Payer, balance_now, make_payer, revoke_key

RICH, OTHER_PHONE, POOR, BLOCKED, LEFT, OWING = range(6)
COINS = (10_000, 0, 700, 2_000, 2_000, 500)
KINDS = (
    *("new", "new", "new", "new", "forged", "mistaken", "same code", "same number", "again"),
    *("changed", "elsewhere", "online", "online elsewhere", "refused online"),
)


class Deed(NamedTuple):
    """Something that was accepted ``second`` seconds after the network went; amounts minor units.

    ``of`` is the earlier deed that it repeats, as far as there are any.
    """

    kind: str
    payer: int
    amount: int
    second: int
    of: int


@dataclass
class Twin:
    """One of them: a shop with its queue, another shop that was quicker, and who pays there."""

    community: CommunityFacts
    shop: OfflineShop
    other: OfflineShop
    payers: list[Payer]
    certificates: list[Certificate]
    start: datetime
    items: list[dict[str, Any]] = field(default_factory=list)
    counters: list[int] = field(default_factory=list)

    def live(self, deeds: Sequence[Deed]) -> None:
        """Let all of it happen, up to the moment at which the shop has a network again."""
        for deed in sorted(deeds, key=lambda one: one.second):
            at = self.start + timedelta(seconds=deed.second)
            clock.use_source(lambda at=at: at)  # type: ignore[misc]
            self.items.append(self._accepted(deed, at))
        clock.use_source(lambda: self.start + timedelta(seconds=1))
        revoke_key(self.payers[BLOCKED])
        left = self.payers[LEFT].person_id
        communities.revoke(left, "member", Place(self.community.id), None)
        clock.use_source(lambda: self.start + timedelta(seconds=30))

    def settle(self, calls: Sequence[slice]) -> list[list[dict[str, Any]]]:
        """What the shop is told of each call, without ids."""
        return [
            [_told(result) for result in self.shop.settle(*part)]
            for part in (self.items[call] for call in calls)
            if part
        ]

    def state(self) -> dict[str, object]:
        """Everything that was written, with numbers of people and items instead of ids."""
        places = {uuid.UUID(item["id"]): n for n, item in reversed(list(enumerate(self.items)))}
        people = {payer.person_id: n for n, payer in reversed(list(enumerate(self.payers)))}
        accounts = {payer.wallet_id: n for n, payer in reversed(list(enumerate(self.payers)))} | {
            ledger.till(self.community.id, self.shop.shop.id): "till",
            ledger.till(self.community.id, self.other.shop.id): "other till",
            ledger.guarantee(self.community.id): "guarantee",
        }
        db.session.rollback()
        here = {"community_id": self.community.id}
        return {
            "balances": sorted((str(name), balance_now(one)) for one, name in accounts.items()),
            "acceptances": _rows(OfflinePayment, here, places, people),
            "debts": _rows(Debt, here, places, people),
            "payments": _rows(Payment, here, places, people),
            "notices": sorted(
                (people[row.person_id], row.kind, sorted(_plain(row.params).items()))
                for row in db.session.scalars(select(Notice).filter_by(**here))
            ),
            "transfers": sorted(
                f"{row.kind} {accounts.get(row.debit_account)} {accounts.get(row.credit_account)}"
                f" {row.amount} {places.get(row.about_id or uuid.UUID(int=0))}"
                for row in db.session.scalars(select(TransferRow))
                if row.debit_account in accounts or row.credit_account in accounts
            ),
        }

    def _accepted(self, deed: Deed, at: datetime) -> dict[str, Any]:
        earlier = deed.of % len(self.items) if self.items else None
        if earlier is not None and deed.kind in ("again", "changed", "same code"):
            return self._repeated(deed, self.items[earlier], at)
        payer, counter = self.payers[deed.payer], None
        if earlier is not None and deed.kind == "same number":
            counter = self.counters[earlier]
        code = self._code(deed, at, counter)
        self.counters.append(counter or payer.counter)
        item = self.shop.accept(code, deed.amount + (deed.kind == "mistaken"), at=at)
        self._elsewhere(deed, item)
        return item

    def _code(self, deed: Deed, at: datetime, counter: int | None) -> str:
        payer = self.payers[deed.payer]
        if deed.kind == "forged":
            payer.counter += 1
            payer = replace(payer, private_key=self.other.private_key, counter=payer.counter - 1)
        certificate = self.certificates[deed.payer]
        return certified_code(payer, certificate, deed.amount, at=at, counter=counter)

    def _repeated(self, deed: Deed, item: dict[str, Any], at: datetime) -> dict[str, Any]:
        self.counters.append(self.counters[self.items.index(item)])
        if deed.kind == "again":
            return item
        if deed.kind == "changed":
            return item | {"amount": item["amount"] + 1}
        return self.shop.accept(item["code"], item["amount"], at=at)

    def _elsewhere(self, deed: Deed, item: dict[str, Any]) -> None:
        """What became of the code before the shop had its network back."""
        body = {"shop_id": str(self.shop.shop.id), "amount": deed.amount, "code": item["code"]}
        if deed.kind == "elsewhere":
            self.other.settle(self.other.accept(item["code"], deed.amount))
        elif deed.kind == "online":
            send(self.shop.client, "PUT", f"/payments/{item['id']}", body)
        elif deed.kind == "refused online":
            body["code"] = body["code"][:-1]
            send(self.shop.client, "PUT", f"/payments/{item['id']}", body)
        elif deed.kind == "online elsewhere":
            body["shop_id"] = str(self.other.shop.id)
            place = f"/payments/{uuid.uuid4()}"
            send(self.other.client, "PUT", place, body)


def make_twin(app: Flask, start: datetime) -> Twin:
    """A neighbourhood with a full guarantee, in which somebody owes already."""
    clock.use_source(lambda: start)
    community = make_community()
    offer(community)
    fill_guarantee(community.id, 3_000)
    shop, other = (make_offline_shop(app, community, name) for name in ("Kelder", "Schuur"))
    payers = [make_payer(app, community, coins) for coins in COINS]
    rich = payers[RICH]
    key_id, private_key = give_device_key(rich.person_id, rich.session_id, "tweede telefoon")
    payers[OTHER_PHONE] = replace(rich, key_id=key_id, private_key=private_key)
    certificates = [certificate_of(payer) for payer in payers]
    owing = payers[OWING]
    ledger.book(transfer("demurrage", owing.wallet_id, ledger.fund(community.id), 300))
    other.settle(other.accept(certified_code(owing, certificates[OWING], 400), 400))
    return Twin(community, shop, other, payers, certificates, start)


def _told(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "id": None, "payment": result["payment"] is not None}


def _rows(
    model: Any,
    here: dict[str, uuid.UUID],
    places: dict[uuid.UUID, int],
    people: dict[uuid.UUID, int],
) -> list[str]:
    """Every column but those that name keys, shops and hashes, which differ between twins."""
    left_out = {"community_id", "shop_id", "cashier_id", "key_id", "serial", "said", "evidence"}
    names = [
        column.key
        for column in model.__table__.columns
        if column.key not in left_out | {"code", "code_hash"}
    ]
    return sorted(
        str([_named(getattr(row, name), places, people) for name in names])
        for row in db.session.scalars(select(model).filter_by(**here))
    )


def _named(value: Any, places: dict[uuid.UUID, int], people: dict[uuid.UUID, int]) -> Any:
    if isinstance(value, uuid.UUID):
        return f"item {places[value]}" if value in places else f"person {people.get(value)}"
    return value


def _plain(params: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) for name, value in params.items() if name != "payment_id"}
