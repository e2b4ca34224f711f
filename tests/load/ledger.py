"""Payments in the ledger alone, without HTTP, by threads of one process, against pgbench.

Each is what a counter payment hands to the ledger: one batch with one transfer, durable before it
is answered. On SQLite the one writer commits together what waits together.
"""

import itertools
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from backend.app import create_app
from backend.db import Batch, commit, db, dispose
from backend.ledger import audit
from backend.ledger import service as ledger
from tests.conftest import config_for, migrate, sqlalchemy_url
from tests.factories.communities import make_community, make_organisation
from tests.factories.ledger import funded_wallet, transfer
from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds
from tests.load.pgbench import PgBench
from tests.load.place import postgresql

COINS_EACH = 1_000_000
TILLS = 40


@dataclass
class Books:
    """An application on a ledger with full wallets and empty tills."""

    app: Flask
    wallets: list[uuid.UUID]
    tills: list[uuid.UUID]

    def pay(self, seconds: float) -> float:
        """Transfers a second that a thread for each wallet commits."""
        start = threading.Barrier(len(self.wallets) + 1)
        done = [0] * len(self.wallets)
        threads = [
            threading.Thread(target=self._spend, args=(place, seconds, start, done))
            for place in range(len(self.wallets))
        ]
        for thread in threads:
            thread.start()
        start.wait()
        started = time.perf_counter()
        for thread in threads:
            thread.join()
        return sum(done) / (time.perf_counter() - started)

    def _spend(self, place: int, seconds: float, start: threading.Barrier, done: list[int]) -> None:
        tills = itertools.cycle(self.tills[place:] + self.tills[:place])
        with self.app.app_context():
            start.wait()
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                batch = Batch()
                ledger.add_to(batch, transfer("payment", self.wallets[place], next(tills), 1))
                commit(batch)
                done[place] += 1


def measure(effort: Effort) -> list[Figure]:
    """Transfers committed a second divided by pgbench's transactions, round by round."""
    with ExitStack() as stack:
        postgres = stack.enter_context(postgresql())
        pgbench = PgBench(postgres)
        folder = stack.enter_context(TemporaryDirectory(prefix="wijkmunt-"))
        urls = {
            "ledger_sqlite": f"sqlite:///{Path(folder) / 'ledger.sqlite'}",
            "ledger_postgresql": sqlalchemy_url(postgres.create("wijkmunt")),
        }
        books = {key: stack.enter_context(_books(url, effort.phones)) for key, url in urls.items()}
        rates, transactions = {key: Series() for key in books}, Series()
        for number in range(effort.rounds + 1):
            taken = {key: one.pay(effort.seconds) for key, one in books.items()}
            tps = pgbench.run(effort.seconds)
            if number:
                transactions.add(tps)
                for key, rate in taken.items():
                    rates[key].add(rate)
        for one in books.values():
            _verify(one)
    return [of_rounds(key, series.over(transactions)) for key, series in rates.items()]


@contextmanager
def _books(url: str, wallets: int) -> Iterator[Books]:
    migrate(url)
    app = create_app(config_for(url, pool_size=wallets + 3))
    try:
        with app.app_context():
            community = make_community()
            tills = [
                ledger.till(community.id, make_organisation(community.id).id) for _ in range(TILLS)
            ]
            full = [funded_wallet(community.id, COINS_EACH) for _ in range(wallets)]
            db.session.remove()
        yield Books(app, full, tills)
    finally:
        dispose(app)


def _verify(books: Books) -> None:
    with books.app.app_context():
        found = audit.run()
        db.session.remove()
    if found:
        raise RuntimeError(f"the ledger's audit finds {found[0]}")
