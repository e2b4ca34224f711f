"""The faults of a storm, and the seed's plan of which comes after which."""

import random
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from tests.storm.ailing import SkewedClock
from tests.storm.databases import Database
from tests.storm.servers import Server
from tests.storm.wire import Wire

JUMPS = (-86_400, -3_600, -45, 45, 3_600, 86_400)
MOST_CUTS = 12
LONGEST = 3.0

KILLS = ("a worker is killed", "a server is killed", "all servers are killed")
ELEPHANT = ("the database is killed", "answers of the database are cut")
OTHERS = ("answers are cut", "questions are cut", "the clock jumps", "the disk is full")


@dataclass(frozen=True)
class Fault:
    """What happens ``after`` so many seconds in which all servers answered, and for how long."""

    after: float
    name: str
    seconds: float
    number: int


@dataclass(frozen=True)
class Row:
    """Faults one after the other; of those at least ``least`` happen."""

    faults: Iterable[Fault]
    least: int


def plan(seed: int, pace: float, *, has_server: bool) -> tuple[Row, Row]:
    """Two endless rows beside each other, as the seed makes them: each kind before any again.

    ``pace``: seconds from one fault to the next, about; ``has_server``: the database is one.
    """
    chance = random.Random(f"faults/{seed}")  # noqa: S311 - a simulation
    first = (*KILLS, *(ELEPHANT if has_server else ()))
    return tuple(  # type: ignore[return-value]
        Row(_row(random.Random(chance.random()), kinds, slower * pace), len(kinds))  # noqa: S311
        for kinds, slower in ((first, 2.0), (OTHERS, 1.0))
    )


def _row(chance: random.Random, kinds: Sequence[str], pace: float) -> Iterator[Fault]:
    while True:
        for name in chance.sample(kinds, len(kinds)):
            after, lasts = pace * chance.uniform(0.2, 1.8), chance.uniform(0.3, LONGEST)
            yield Fault(after, name, lasts, chance.randrange(1_000))


@dataclass
class Weather:
    """Makes the faults happen to these servers, wires, clock and database."""

    servers: list[Server]
    fronts: list[Wire]
    back: Wire | None
    clock: SkewedClock
    database: Database
    tally: Tally[str] = field(default_factory=Tally)
    failures: list[BaseException] = field(default_factory=list)

    def blow(self, rows: Sequence[Row], seconds: float) -> None:
        """Live through the rows for ``seconds`` at least, then let everything become as it was."""
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=self._live, args=(row, end)) for row in rows]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        time.sleep(max(0.0, end - time.monotonic()))
        self._calm()

    def _live(self, row: Row, end: float) -> None:
        """What was broken has to stand before more is: else nothing would ever be booked."""
        for number, fault in enumerate(row.faults):
            if number >= row.least and time.monotonic() > end:
                return
            try:
                for server in self.servers:
                    server.await_answer()
                time.sleep(fault.after)
                self._ways[fault.name](fault)
                self.tally[fault.name] += 1
            except BaseException as failure:
                self.failures.append(failure)
                return

    @property
    def _ways(self) -> dict[str, Callable[[Fault], None]]:
        return {
            "a worker is killed": self._kill_worker,
            "a server is killed": lambda one: self._one_of(one).kill(),
            "all servers are killed": self._kill_all,
            "the database is killed": self._kill_database,
            "answers of the database are cut": partial(self._cut, [self.back], "answer"),
            "answers are cut": partial(self._cut, self.fronts, "answer"),
            "questions are cut": partial(self._cut, self.fronts, "question"),
            "the clock jumps": self._jump,
            "the disk is full": self._fill,
        }

    def _one_of(self, fault: Fault) -> Server:
        return self.servers[fault.number % len(self.servers)]

    def _kill_all(self, _: Fault) -> None:
        for server in self.servers:
            server.kill()

    def _kill_worker(self, fault: Fault) -> None:
        """A worker, as soon as there is one."""
        server = self._one_of(fault)
        deadline = time.monotonic() + 10
        while not server.workers and time.monotonic() < deadline:
            time.sleep(0.05)
        server.kill_worker(fault.number)

    def _kill_database(self, fault: Fault) -> None:
        self.database.kill()
        time.sleep(fault.seconds)
        self.database.revive()

    def _cut(self, wires: Sequence[Wire | None], which: str, fault: Fault) -> None:
        for wire in wires:
            if wire:
                wire.cut(1 + fault.number % MOST_CUTS, which)
        time.sleep(fault.seconds)

    def _jump(self, fault: Fault) -> None:
        self.clock.jump(JUMPS[fault.number % len(JUMPS)])
        time.sleep(fault.seconds)
        self.clock.jump(0)

    def _fill(self, fault: Fault) -> None:
        self.database.disk.fill(self._writers())
        self.database.strain()
        time.sleep(fault.seconds)
        self.database.disk.empty(self._writers())
        self.database.revive()

    def _writers(self) -> list[int]:
        return self.database.writers + [pid for one in self.servers for pid in one.processes]

    def _calm(self) -> None:
        for wire in [*self.fronts, self.back]:
            if wire:
                wire.mend()
        self.clock.jump(0)
        self.database.disk.empty(self._writers())
        self.database.revive()
        for server in self.servers:
            server.await_answer()
