"""What a payment and a statement cost when the ledger is old, against when it was young.

One process calls the whole application, without a web server between, on databases that differ in
nothing but their history; they take turns within each round. The same histories tell how much disk
a million transfers take.
"""

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import bindparam, text

from backend.app import create_app
from backend.db import db, dispose
from backend.identity.cookies import ACCESS
from backend.ledger import audit
from backend.ledger import service as ledger
from tests.conftest import config_for, migrate, sqlalchemy_url
from tests.factories.crowd import make_crowd
from tests.load import history
from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds, percentile
from tests.load.history import Cast, Somebody, SomeShop
from tests.load.orders import Payments
from tests.load.place import postgresql
from tests.load.world import World, make_world
from tests.load.wsgi import ask

SHOPS = 40
PAYERS = 16
MOST_MEMBERS = 10_000
LINES_EACH = 100
PAGE = 50
MILLION = 1_000_000
AUDITED_UP_TO = 1_000_000
_SIZES = {
    "postgresql": "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
    " AND relname IN :tables",
    "sqlite": "SELECT sum(pgsize) FROM dbstat JOIN sqlite_master USING (name)"
    " WHERE tbl_name IN :tables",
}
_NAMES = ("payment", "statement", "till")


@dataclass
class Neighbourhood:
    """An application on a database with a history; ``used`` is how many codes were made."""

    app: Flask
    world: World
    transfers: int
    used: int = 0

    def take(self, calls: int) -> dict[str, float]:
        """The median seconds of a payment, of a wallet's page and of a till's."""
        with self.app.app_context():
            shops = self.world.shops()
            wallets = [
                (ledger.wallet(self.world.community.id, one.person_id), one.token())
                for one in self.world.earners
            ]
            tills = [(ledger.till(self.world.community.id, one.id), one.token) for one in shops]
        orders = Payments(
            self.world.community.number, shops, self.world.payers, calls, 1 + self.used
        )
        self.used += calls
        commands = list(orders.commands())
        return {
            "payment": self._median(calls, lambda n: self._put(*commands[n])),
            "statement": self._median(calls, lambda n: self._page(*wallets[n % len(wallets)])),
            "till": self._median(calls, lambda n: self._page(*tills[n % len(tills)])),
        }

    def _median(self, calls: int, call: Callable[[int], None]) -> float:
        times = []
        for number in range(calls):
            started = time.perf_counter()
            call(number)
            times.append(time.perf_counter() - started)
        return percentile(times, 50)

    def _put(self, payment_id: uuid.UUID, cookies: str, body: Mapping[str, object]) -> None:
        answer = ask(self.app, "PUT", f"/payments/{payment_id}", cookies, body)
        if Payments.done not in answer:
            raise RuntimeError(answer.decode())

    def _page(self, account_id: uuid.UUID, token: str) -> None:
        path = f"/accounts/{account_id}/statement"
        ask(self.app, "GET", path, f"{ACCESS}={token}", query=f"limit={PAGE}")


def measure(effort: Effort) -> list[Figure]:
    """Cost after a long history divided by that after a short one, and the size on disk."""
    with postgresql() as postgres:
        figures = _of(
            [sqlalchemy_url(postgres.create(f"years{n}")) for n in effort.histories],
            effort.histories,
            effort,
            "",
        )
    with TemporaryDirectory(prefix="wijkmunt-") as folder:
        urls = [f"sqlite:///{Path(folder) / f'years{n}.sqlite'}" for n in effort.embedded]
        figures += _of(urls, effort.embedded, effort, "_sqlite")
    return figures


def _of(urls: list[str], histories: tuple[int, ...], effort: Effort, suffix: str) -> list[Figure]:
    with ExitStack() as stack:
        streets = [
            stack.enter_context(neighbourhood(url, transfers))
            for url, transfers in zip(urls, histories, strict=True)
        ]
        costs = {name: [Series() for _ in streets] for name in _NAMES}
        for number in range(effort.rounds + 1):
            for place, street in enumerate(streets):
                for name, seconds in street.take(effort.calls).items():
                    if number:
                        costs[name][place].add(seconds)
        figures = [
            of_rounds(f"growth_{name}{suffix}", costs[name][-1].over(costs[name][0]))
            for name in _NAMES
        ]
        return figures + (_in_between(costs) if not suffix else []) + _on_disk(streets, suffix)


def _in_between(costs: dict[str, list[Series]]) -> list[Figure]:
    figures = []
    for name in ("payment", "statement"):
        milliseconds = Series([1000 * value for value in costs[name][-1].values])
        figures.append(of_rounds(f"growth_{name}_ms", milliseconds))
        if len(costs[name]) > 2:
            million = costs[name][1].over(costs[name][0])
            figures.append(of_rounds(f"growth_{name}_million", million))
    return figures


def _on_disk(streets: list[Neighbourhood], suffix: str) -> list[Figure]:
    """MiB (1024 kB) of a million transfers: what the second history has more than the first."""
    young, older = streets[:2]
    kind = suffix.strip("_") or "postgresql"
    more = (older.transfers - young.transfers) / MILLION
    figures = []
    for what, tables in (("", ("transfers", "payments")), ("_transfers", ("transfers",))):
        if what and suffix:
            continue
        mebibytes = (_bytes(older, tables) - _bytes(young, tables)) / more / 2**20
        figures.append(Figure(f"disk_{kind}{what}", mebibytes))
    return figures


def _bytes(street: Neighbourhood, tables: tuple[str, ...]) -> int:
    with street.app.app_context():
        question = text(_SIZES[db.engine.name]).bindparams(bindparam("tables", expanding=True))
        size = int(db.session.execute(question, {"tables": tables}).scalar_one())
        db.session.remove()
    return size


@contextmanager
def neighbourhood(url: str, transfers: int) -> Iterator[Neighbourhood]:
    """An application on a new database at ``url`` in which so much was paid already."""
    migrate(url)
    app = create_app(config_for(url))
    try:
        with app.app_context():
            grown = grow(app, transfers)
            if transfers <= AUDITED_UP_TO and (found := audit.run()):
                raise RuntimeError(f"the history is not sound: {found[0]}")
            db.session.remove()
        yield grown
    finally:
        dispose(app)


def grow(app: Flask, transfers: int, shops: int = SHOPS, payers: int = PAYERS) -> Neighbourhood:
    """Fill the empty database of ``app``, whose context is pushed, with so many transfers."""
    world = make_world(app, shops, payers)
    history.fill(_cast(world, transfers), transfers)
    return Neighbourhood(app, world, transfers)


def _cast(world: World, transfers: int) -> Cast:
    """The world's people and so many others that each has a hundred lines, or more later."""
    community = world.community
    others = max(1, min(transfers // LINES_EACH, MOST_MEMBERS) - len(world.payers))
    people = [
        Somebody(one.person_id, ledger.wallet(community.id, one.person_id), phone.key_id)
        for one, phone in zip(world.earners, world.payers, strict=True)
    ]
    people += [
        Somebody(person, ledger.wallet(community.id, person), person.bytes[-8:])
        for person in make_crowd(community, others)
    ]
    shops = [
        SomeShop(shop, ledger.till(community.id, shop), session.person_id)
        for shop, session in world.cashiers.items()
    ]
    return Cast(community.id, world.budget, people, shops)
