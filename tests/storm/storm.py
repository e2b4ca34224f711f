"""A storm: real servers on a real database, clients that go on, faults by a seed, and the proof."""

import json
import random
import shutil
import tempfile
import time
import uuid
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from backend import audit, clock, db
from backend.app import create_app
from tests.conftest import SECRET, config_for, migrate
from tests.storm import faults, proof
from tests.storm.ailing import SkewedClock
from tests.storm.client import LAST_SECONDS, Client, Sky
from tests.storm.databases import NAME, Cluster, Embedded, settle_file
from tests.storm.diary import Diary, read_all
from tests.storm.faults import Row, Weather
from tests.storm.line import Lines
from tests.storm.servers import Server, environment_of
from tests.storm.wire import Wires, to_port, to_socket
from tests.storm.world import World, make_world

ORIGIN = "http://localhost:8642"
"""What the servers believe their address to be; nobody listens there."""

_USUAL = ("Wijkmunt is served on", "[ERROR] Unexpected exit from worker")


@dataclass(frozen=True)
class Options:
    """How long, how many of each, and what is broken on purpose (``ailing.BROKEN``).

    ``rows`` of faults instead of the seed's, beginning after ``answers_first`` answers;
    ``forgetful`` clients ask for answered things again.
    """

    seconds: float
    seed: int
    clients: int = 64
    servers: int = 2
    workers: int = 2
    pause: float = 0.25
    broken: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    pace: float = 5.0
    rows: tuple[Row, ...] = ()
    answers_first: int = 0
    forgetful: bool = True


@dataclass
class Aftermath:
    """What came of it; ``problems`` is empty when all is as it has to be."""

    problems: list[str]
    faults: Tally[str]
    outcomes: Tally[str]
    hindered: Tally[str]
    tries: int
    asked_again: int
    turned: int
    cuts: int
    starts: int
    logged: Tally[str]
    disk: str
    has_server: bool
    seconds: float


class Template:
    """A migrated database with the storm's neighbourhood in it, to begin each storm from."""

    def __init__(self, kind: str, clients: int, shops: int = 8) -> None:
        self.kind = kind
        self.folder = Path(tempfile.mkdtemp(prefix=f"storm-{kind}-template-"))
        self.world, self.founding = (
            self._embedded(clients, shops) if kind == "sqlite" else self._cluster(clients, shops)
        )

    def open(self, settings: dict[str, str]) -> Embedded | Cluster:
        """A copy of it, running."""
        if self.kind == "sqlite":
            return Embedded(self.folder)
        return Cluster(self.folder, settings)

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _embedded(self, clients: int, shops: int) -> tuple[World, set[uuid.UUID]]:
        path = self.folder / "storm.sqlite"
        made = _found(f"sqlite:///{path}", clients, shops)
        settle_file(path)
        return made

    def _cluster(self, clients: int, shops: int) -> tuple[World, set[uuid.UUID]]:
        cluster = Cluster(settings={"fsync": "off"})
        try:
            cluster.create(NAME)
            made = _found(cluster.at_hand, clients, shops)
            cluster.keep_as(self.folder)
        finally:
            cluster.close()
        return made


def _found(url: str, clients: int, shops: int) -> tuple[World, set[uuid.UUID]]:
    migrate(url)
    with _application(url) as app:
        return make_world(app, clients, shops), proof.transfers()


@contextmanager
def _application(url: str) -> Iterator[Flask]:
    app = create_app(config_for(url, origin=ORIGIN))
    try:
        with app.app_context():
            yield app
            db.db.session.remove()
    finally:
        db.dispose(app)


def storm(template: Template, options: Options) -> Aftermath:
    """Live through one storm and prove what is left."""
    began = time.monotonic()
    with ExitStack() as stack:
        scene = _Scene(stack, template, options)
        scene.go_through()
        return scene.look(time.monotonic() - began)


class _Scene:
    """Everything that one storm needs, made in order and taken away in the other."""

    def __init__(self, stack: ExitStack, template: Template, options: Options) -> None:
        self.template, self.options = template, options
        self.database = template.open(options.settings)
        stack.callback(self.database.close)
        self.folder = Path(tempfile.mkdtemp(prefix="storm-"))
        stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.clock = SkewedClock(self.folder / "clock")
        clock.use_source(self.clock)
        stack.callback(clock.use_source, None)
        wires = Wires()
        stack.callback(wires.close)
        self.back = (
            wires.lay(to_socket(self.database.socket))
            if isinstance(self.database, Cluster)
            else None
        )
        self.servers = [
            Server(self.folder, self._environment(), options.workers)
            for _ in range(options.servers)
        ]
        for server in self.servers:
            stack.callback(server.stop)
        self.fronts = [wires.lay(to_port(server.port)) for server in self.servers]
        self.app = stack.enter_context(_application(self._at_hand))
        self.hindered = Tally[str]()
        self.weather = Weather(self.servers, self.fronts, self.back, self.clock, self.database)

    @property
    def _at_hand(self) -> str:
        return self.database.at_hand

    def _environment(self) -> dict[str, str]:
        url = self._at_hand
        if self.back:
            url = f"postgresql://postgres@127.0.0.1:{self.back.port}/{NAME}"
        return environment_of(url, ORIGIN, SECRET, self.folder / "clock", self.options.broken)

    def go_through(self) -> None:
        """The clients' storm; returns when each was answered, or waited too long for it."""
        options = self.options
        sky = Sky(pause=options.pause, forgetful=options.forgetful)
        for server in self.servers:
            server.await_answer()
        clients = [self._client(number, sky) for number in range(options.clients)]
        for client in clients:
            client.start()
        patience = time.monotonic() + LAST_SECONDS
        while sky.answers < options.answers_first and time.monotonic() < patience:
            time.sleep(0.02)
        has_server = self.back is not None
        rows = options.rows or faults.plan(options.seed, options.pace, has_server=has_server)
        self.weather.blow(rows, options.seconds)
        sky.deadline = time.monotonic() + LAST_SECONDS
        sky.over.set()
        for client in clients:
            client.join()
        self.failures = [repr(one.failure) for one in clients if one.failure]
        self.failures += [repr(failure) for failure in self.weather.failures]

    def _client(self, number: int, sky: Sky) -> Client:
        seed = self.options.seed
        chance = random.Random(f"lines/{seed}/{number}")  # noqa: S311 - a simulation
        ports = [wire.port for wire in self.fronts]
        lines = Lines(self.app, ports, chance, self.hindered)
        diary = Diary(self.folder / f"client-{number}.jsonl")
        return Client(number, seed, self.template.world, sky, lines, diary)

    def look(self, seconds: float) -> Aftermath:
        """The proof: the diaries, the ledger, and `wijkmunt audit`."""
        diaries = read_all(self.folder)
        found = self.failures + proof.problems(self.template.world, diaries, self.template.founding)
        return Aftermath(
            problems=found + [f"audit: {one}" for one in audit.run()],
            faults=self.weather.tally,
            outcomes=Tally(_outcome(one.kind, one.status, one.body) for one in diaries.entries),
            hindered=self.hindered,
            tries=diaries.tries,
            asked_again=diaries.asked_again,
            turned=diaries.turned,
            cuts=sum(wire.made for wire in [*self.fronts, self.back] if wire),
            starts=sum(server.starts for server in self.servers),
            logged=self._logged(),
            disk=self.database.disk.how,
            has_server=self.back is not None,
            seconds=seconds,
        )

    def _logged(self) -> Tally[str]:
        """What the servers complained about, each kind of line once with its number."""
        lines = [line for server in self.servers for line in server.log.read_text().splitlines()]
        return Tally(said for line in lines if (said := _complaint(line)))


def _complaint(line: str) -> str:
    """What a line of a server's log complains about; nothing for what is usual."""
    if line.startswith(_USUAL) or not line.strip():
        return ""
    try:
        told = json.loads(line)
    except ValueError:
        return line
    if told.get("status", 0) >= 500:
        return f"{told['operation']} {told['status']} {told.get('code')}"
    if told.get("level") in {"error", "critical"}:
        return f"{told['message']} {told.get('error', '')} {told.get('place', '')}".rstrip()
    return ""


def _outcome(kind: str, status: int | None, body: dict[str, object]) -> str:
    if status == 200:
        return f"{kind}: {body.get('status', 'done')}"
    return f"{kind}: {status} {body.get('code')}"
