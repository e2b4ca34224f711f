"""The faults of a storm, and the seed's plan of which comes when."""

import random
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from tests.storm.ailing import SkewedClock
from tests.storm.databases import Database
from tests.storm.servers import Server
from tests.storm.wire import Wire

JUMPS = (-86_400, -3_600, -45, 45, 3_600, 86_400)
MOST_CUTS = 12
KILL_EVERY, OTHER_EVERY, LONGEST = 15.0, 5.0, 4.0
"""Seconds: a server that is killed needs a few to begin again."""

KILLS = ("a worker is killed", "a server is killed", "all servers are killed")
ELEPHANT = ("the database is killed", "answers of the database are cut")
OTHERS = ("answers are cut", "questions are cut", "the clock jumps", "the disk is full")


@dataclass(frozen=True)
class Fault:
    """What happens ``at`` so many seconds of the storm, for so many ``seconds``."""

    at: float
    name: str
    seconds: float
    number: int


def plan(seed: int, seconds: float, *, has_server: bool) -> list[Fault]:
    """What the seed makes of ``seconds``: two rows of faults beside each other.

    Each kind comes once before any comes again. ``has_server``: the database is a server.
    """
    chance = random.Random(f"faults/{seed}")  # noqa: S311 - a simulation
    first = (*KILLS, *(ELEPHANT if has_server else ()))
    rows = (_row(chance, first, seconds, KILL_EVERY), _row(chance, OTHERS, seconds, OTHER_EVERY))
    return sorted((one for row in rows for one in row), key=lambda fault: fault.at)


def _row(chance: random.Random, kinds: Sequence[str], seconds: float, every: float) -> list[Fault]:
    """One after the other, so close that each kind comes at least once."""
    step = min(every, seconds / (len(kinds) + 1))
    made: list[Fault] = []
    at, bag = step * chance.uniform(0.3, 0.7), list[str]()
    while at < seconds - step / 2:
        bag = bag or chance.sample(kinds, len(kinds))
        lasts = min(LONGEST, chance.uniform(0.2, 0.6) * step)
        made.append(Fault(at, bag.pop(), lasts, chance.randrange(1_000)))
        at += step * chance.uniform(0.8, 1.2)
    return made


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

    def blow(self, faults: Sequence[Fault], seconds: float) -> None:
        """Live through the plan, then let everything come back to what it was."""
        began = time.monotonic()
        under_way: list[threading.Thread] = []
        for fault in faults:
            time.sleep(max(0.0, began + fault.at - time.monotonic()))
            thread = threading.Thread(target=self._happen, args=(fault,), name=fault.name)
            thread.start()
            under_way.append(thread)
        time.sleep(max(0.0, began + seconds - time.monotonic()))
        for thread in under_way:
            thread.join()
        self._calm()

    def _happen(self, fault: Fault) -> None:
        ways: dict[str, Callable[[Fault], None]] = {
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
        try:
            ways[fault.name](fault)
            self.tally[fault.name] += 1
        except BaseException as failure:
            self.failures.append(failure)

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
