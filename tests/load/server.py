"""How soon the server answers after its start, and how much memory it uses once it was busy."""

import time
from contextlib import ExitStack
from statistics import median

from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds
from tests.load.place import Place, place, postgresql
from tests.load.processes import processes_of
from tests.load.volleys import shooters


def measure(effort: Effort) -> list[Figure]:
    """Both databases; with as many workers as each usually has."""
    with ExitStack() as stack:
        load = stack.enter_context(shooters())
        postgres = stack.enter_context(postgresql())
        database = postgres.create("wijkmunt")
        streets = {
            "postgresql": stack.enter_context(place(load, effort.phones, database)),
            "sqlite": stack.enter_context(place(load, effort.phones)),
        }
        return [figure for kind, street in streets.items() for figure in _of(kind, street, effort)]


def _of(kind: str, street: Place, effort: Effort) -> list[Figure]:
    starts = Series()
    for _ in range(effort.repeats):
        street.server.stop()
        started = time.perf_counter()
        street.server.start()
        starts.add(time.perf_counter() - started)
    street.pay(effort.seconds)
    processes = processes_of(street.server)
    # The largest ones are the workers: whoever starts and watches them holds no application.
    largest = max(process.own for process in processes)
    workers = [process.own for process in processes if process.own > largest / 2]
    return [
        of_rounds(f"start_{kind}", starts),
        Figure(f"memory_{kind}", sum(process.fair for process in processes)),
        Figure(f"memory_worker_{kind}", median(workers)),
    ]
