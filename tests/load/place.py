"""A real server on a database with a world in it, and the rounds that are fired at it."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import text

from backend import audit
from backend.app import create_app
from backend.config import from_environment
from backend.db import db, dispose
from tests.load.job import Job, Orders, Shots
from tests.load.orders import Claims, Payments, Shop
from tests.load.volleys import Shooters
from tests.load.world import World, make_world
from tests.support import server as servers
from tests.support.postgres import PostgresServer
from tests.support.server import Server

SHOPS = 40
AT_LEAST = 4_000.0
"""Answers a second for which commands are prepared; more once more were seen."""

MARGIN = 1.6
_BOOKED = {
    "payments": "SELECT payments.id FROM payments JOIN transfers ON transfers.id = payments.id"
    " AND transfers.amount = payments.amount WHERE payments.status = 'paid'",
    "claims": "SELECT claims.id FROM claims JOIN transfers ON transfers.id = claims.id"
    " AND transfers.amount = claims.amount WHERE claims.status = 'booked'",
}


@dataclass
class Place:
    """Where is paid and earned; ``acknowledged`` keeps what the server said it did."""

    server: Server
    app: Flask
    world: World
    shooters: Shooters
    acknowledged: dict[str, list[uuid.UUID]] = field(
        default_factory=lambda: {"payments": [], "claims": []}
    )
    _counter: int = 1
    _highest: float = AT_LEAST

    @property
    def port(self) -> int:
        """Where the server listens."""
        return int(self.server.origin.rpartition(":")[2])

    def pay(self, seconds: float, *, shops: int = SHOPS, rate: float = 0.0) -> list[Shots]:
        """Everybody pays at one of the first ``shops`` shops for some seconds."""
        count = self._enough(seconds, rate)
        with self.app.app_context():
            open_shops = self.world.shops()[:shops]
        return self._fire("payments", self._payments(open_shops, count), seconds, rate)

    def earn(self, seconds: float) -> list[Shots]:
        """Everybody claims the reward of one task, out of one budget."""
        count = self._enough(seconds, 0.0)
        with self.app.app_context():
            tokens = [session.token() for session in self.world.earners]
        parts: list[Orders] = [
            Claims(self.world.poster, tokens[part :: self._parts], count)
            for part in range(self._parts)
        ]
        return self._fire("claims", parts, seconds, 0.0)

    def verify(self) -> None:
        """Everything acknowledged is booked once, and the whole audit finds nothing."""
        for table, ids in self.acknowledged.items():
            with self.app.app_context():
                booked = set(db.session.execute(text(_BOOKED[table])).scalars())
                db.session.remove()
            found = {one if isinstance(one, uuid.UUID) else uuid.UUID(bytes=one) for one in booked}
            if len(set(ids)) != len(ids) or not set(ids) <= found:
                raise RuntimeError(f"{len(ids)} {table} were acknowledged, {len(found)} are booked")
        with self.app.app_context():
            findings = audit.run()
        if findings:
            raise RuntimeError(f"the audit finds {findings[0]}")

    @property
    def _parts(self) -> int:
        return len(self.shooters.processes)

    def _enough(self, seconds: float, rate: float) -> int:
        return int((rate or self._highest) * MARGIN * seconds / self._parts) + 100

    def _payments(self, shops: list[Shop], count: int) -> list[Orders]:
        first, self._counter = self._counter, self._counter + count
        number, payers = self.world.community.number, self.world.payers
        return [
            Payments(number, shops, payers[part :: self._parts], count, first)
            for part in range(self._parts)
        ]

    def _fire(self, what: str, parts: list[Orders], seconds: float, rate: float) -> list[Shots]:
        connections = len(self.world.payers) // self._parts
        jobs = [Job(self.port, one, connections, seconds, rate / self._parts) for one in parts]
        shots = self.shooters.fire(jobs)
        self.acknowledged[what] += [one for shot in shots for one in shot.acknowledged]
        self._highest = max(self._highest, rate_of(shots))
        return shots


def rate_of(shots: Sequence[Shots]) -> float:
    """Acknowledged answers a second of all processes together."""
    return sum(len(one.acknowledged) / one.elapsed for one in shots)


@contextmanager
def place(
    shooters: Shooters, phones: int, database: str = "", shops: int = SHOPS
) -> Iterator[Place]:
    """A served world; ``database`` is an address, SQLite by default."""
    with (
        servers.running(database=database, example=False, program=servers.Program) as server,
        app_of(server) as app,
    ):
        with app.app_context():
            world = make_world(app, shops, phones)
            db.session.remove()
        yield Place(server, app, world, shooters)


@contextmanager
def app_of(server: Server) -> Iterator[Flask]:
    """An application of this process on the server's own database and secrets."""
    app = create_app(from_environment(server.environment))
    try:
        yield app
    finally:
        dispose(app)


@contextmanager
def postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL server of a measurement's own."""
    server = PostgresServer()
    try:
        yield server
    finally:
        server.stop()
