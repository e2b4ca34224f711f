"""A month of outages: who buys what where, who cheats, and what is sent afterwards."""

import random
from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from backend.codes import payment
from backend.ids import new_id
from backend.ledger import service as ledger
from tests.outage.counter import Till, skewed
from tests.outage.phone import CHEATS, Phone
from tests.outage.world import START, World

DAY = 86_400
OPEN, CLOSE = 2 * 3_600, 14 * 3_600
"""Shops are open from two to fourteen hours after the day of the simulation begins."""


@dataclass(frozen=True)
class Chances:
    """How often things happen."""

    purchases_a_day: float = 0.4
    shop_outage_a_day: float = 0.25
    phone_offline: float = 0.3
    cheats: float = 0.02
    clock_far_off: float = 0.01
    answer_lost: float = 0.10
    server_died: float = 0.10
    sent_by_both: float = 0.05


@dataclass
class Shop:
    """A shop with two phones; ``dark_until`` is when its network comes back (seconds of START)."""

    tills: list[Till]
    dark_until: float = 0.0


@dataclass
class Month:
    """The whole simulation; ``run`` lives it, ``figures`` says what happened."""

    world: World
    chance: random.Random
    chances: Chances = field(default_factory=Chances)
    shops: list[Shop] = field(init=False)
    phones: list[Phone] = field(init=False)
    online: dict[str, int] = field(default_factory=dict)
    settled: dict[str, dict[str, Any]] = field(default_factory=dict)
    tally: Tally[str] = field(default_factory=Tally)
    outcomes: Tally[str] = field(default_factory=Tally)
    worst: int = 0
    longest_outage: float = 0.0

    def __post_init__(self) -> None:
        self.shops = [
            Shop([Till(shop_id, one, skewed(self.chance, 15), number == 0) for one in staff])
            for number, (shop_id, staff) in enumerate(self.world.shops)
        ]
        count = round(len(self.world.payers) * self.chances.cheats)
        self.phones = [
            Phone(one, self._phone_skew(), CHEATS[number % len(CHEATS)] if number < count else None)
            for number, one in enumerate(self.world.payers)
        ]
        for shop in self.shops:
            for till in shop.tills:
                till.learn(self.world)

    @property
    def cheats(self) -> list[Phone]:
        """The dishonest ones."""
        return [phone for phone in self.phones if phone.cheat]

    def _phone_skew(self) -> timedelta:
        if self.chance.random() < self.chances.clock_far_off:
            return timedelta(hours=self.chance.choice((-30, -3, 2, 25)))
        return skewed(self.chance, 10)

    def run(self, days: int) -> None:
        """Live ``days`` days, then bring every shop back and settle what is left."""
        for day in range(days):
            self._live(day)
        self.world.clock.at(days - 1, DAY - 600)
        for shop in self.shops:
            self._settle(shop)
        self._look_at_guarantee()

    def _live(self, day: int) -> None:
        for moment, event in sorted(self._plan(), key=lambda one: one[0]):
            self.world.clock.at(day, moment)
            event()
        if day % 4 == 3:
            self.world.earn([phone.holder.person_id for phone in self.phones], 1_200)
            for phone in self.phones:
                phone.coins += 1_200
        self._look_at_guarantee()

    def _plan(self) -> list[tuple[float, Callable[[], None]]]:
        chance, chances = self.chance, self.chances
        events: list[tuple[float, Callable[[], None]]] = []
        for shop in self.shops:
            if chance.random() < chances.shop_outage_a_day:
                hours = chance.choice((1, 3, 8, 20, 40, 60))
                moment = chance.uniform(OPEN, CLOSE)
                events.append((moment, partial(self._go_dark, shop, hours * 3_600)))
            events.append((chance.uniform(0, OPEN), partial(self._come_back, shop)))
            events.append((chance.uniform(OPEN, CLOSE), partial(self._come_back, shop)))
        for phone in self.phones:
            if phone.cheat:
                events.append((chance.uniform(OPEN, CLOSE), partial(self._cheat, phone)))
            elif chance.random() < chances.purchases_a_day:
                events.append((chance.uniform(OPEN, CLOSE), partial(self._buy, phone)))
        return events

    @property
    def _second(self) -> float:
        return (self.world.clock.now - START).total_seconds()

    def _dark(self, shop: Shop) -> bool:
        return shop.dark_until > self._second

    def _go_dark(self, shop: Shop, seconds: float) -> None:
        if not self._dark(shop):
            self._settle(shop)
            shop.dark_until = self._second + seconds
            self.longest_outage = max(self.longest_outage, seconds)
            self.tally["outages"] += 1

    def _come_back(self, shop: Shop) -> None:
        if not self._dark(shop) and any(till.queue for till in shop.tills):
            self._settle(shop)

    # What people do

    def _buy(self, phone: Phone) -> None:
        """An honest payer wants something, wherever they happen to be."""
        offline = self.chance.random() < self.chances.phone_offline
        if not offline:
            phone.renew(self.world)
        shop, price = self.chance.choice(self.shops), self.chance.randrange(100, 900, 25)
        till = self.chance.choice(shop.tills)
        if price > phone.coins:
            self.tally["bought nothing: no coin"] += 1
        elif not self._dark(shop):
            self._pay_online(phone, till, price)
        elif not phone.can_pay_offline(price):
            self.tally["bought nothing: allowance used up"] += 1
        elif till.accept(self.world, phone.code(self.world, price, given=phone.certificate), price):
            phone.coins -= price
            phone.left -= price
            self.tally["accepted offline"] += 1
        else:
            self.tally["refused at an offline counter"] += 1

    def _pay_online(self, phone: Phone, till: Till, price: int) -> None:
        payment_id = str(new_id())
        code = phone.code(self.world, price, given=phone.certificate)
        body = {"shop_id": str(till.shop_id), "amount": price, "code": code}
        for _ in range(2 if self.chance.random() < self.chances.answer_lost else 1):
            answer = self.world.call(till.holder, "PUT", f"/payments/{payment_id}", body)
        if answer.status_code == 200:
            self.online[payment_id] = price
            phone.coins -= price
        else:
            assert answer.status_code < 500, answer.text
            self.tally[f"refused online: {answer.json['code']}"] += 1

    def _cheat(self, phone: Phone) -> None:
        """Try the own trick at up to five shops that have no network, and at the crooked one."""
        phone.renew(self.world)
        if phone.certificate is None:
            return
        self.tally["tricks"] += 1
        # Empty the wallet first: then nothing that is accepted offline is covered by own coin.
        self._pay_online(phone, self.shops[1].tills[0], 900)
        dark = [shop for shop in self.shops[1:] if self._dark(shop)]
        chosen = self.chance.sample(dark, min(5, len(dark)))
        amount = self.chance.randrange(300, 900, 25)
        first = self._trick(phone, amount)
        for shop in chosen:
            text = first if phone.cheat == "replayer" else self._trick(phone, amount)
            wanted = amount
            if phone.cheat == "renumberer":
                amount += 25
                wanted = amount
                text = phone.code(
                    self.world, wanted, given=phone.certificate, counter=phone.counter
                )
            if self.chance.choice(shop.tills).accept(self.world, text, wanted):
                self.tally["tricks that a counter accepted"] += 1
        crooked = self.shops[0].tills[0]
        crooked.accept(
            self.world, first, amount if phone.cheat != "renumberer" else wanted_of(first)
        )
        crooked.accept(self.world, self._trick(phone, 1_900), 1_900)

    def _trick(self, phone: Phone, amount: int) -> str:
        given = phone.certificate
        if phone.cheat == "copier":
            given = self.chance.choice(self.phones).certificate or given
        back = timedelta(days=8) if phone.cheat == "stale" and self.chance.random() < 0.3 else None
        return phone.code(self.world, amount, given=given, back=back or timedelta(0))

    # What is sent when the network is back

    def _settle(self, shop: Shop) -> None:
        for till in shop.tills:
            while till.queue:
                self._send(shop, till, till.queue[:1_000])
                del till.queue[:1_000]
            till.learn(self.world)

    def _send(self, shop: Shop, till: Till, items: list[dict[str, Any]]) -> None:
        """With answers lost, servers that die half-way, and two phones that send the same."""
        chance, chances = self.chance, self.chances
        self.chance.shuffle(items)
        if chance.random() < chances.server_died:
            oldest_first = sorted(items, key=lambda item: item["accepted_at"])
            self._post(till, oldest_first[: chance.randrange(len(items) + 1)])
            self.tally["servers that died half-way"] += 1
        if chance.random() < chances.answer_lost:
            self._post(till, items)
            self.tally["answers lost"] += 1
        if chance.random() < chances.sent_by_both:
            self._keep(self._post(shop.tills[1], items))
            self.tally["sent by two phones"] += 1
        self._keep(self._post(till, items))

    def _post(self, till: Till, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if not items:
            return []
        path = f"/organisations/{till.shop_id}/offline-payments"
        answer = self.world.call(till.holder, "POST", path, {"items": items})
        assert answer.status_code == 200, answer.text
        self.tally["batches"] += 1
        results: list[dict[str, Any]] = answer.json["results"]
        return results

    def _keep(self, results: list[dict[str, Any]]) -> None:
        """An acknowledgement is for ever: whoever asks again has to be told the same."""
        for result in results:
            earlier = self.settled.setdefault(result["id"], result)
            assert earlier == result, (earlier, result)
            if earlier is result:
                self.outcomes[f"{result['status']}: {result['code']}"] += 1

    def _look_at_guarantee(self) -> None:
        held = self.world.balance(ledger.guarantee(self.world.community.id))
        self.worst = max(self.worst, self.world.guarantee - held)


def wanted_of(text: str) -> int:
    """The amount that a code is for."""
    return payment.decode(text).amount
