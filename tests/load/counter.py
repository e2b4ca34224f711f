"""Counter payments and claims over HTTP against pgbench: one machine, one run, in turns.

On PostgreSQL and on SQLite; with everybody at one shop, and everybody earning from one budget.
Afterwards people pay at half the highest rate, at random moments, and the waiting is measured.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds, percentile
from tests.load.job import Shots
from tests.load.pgbench import PgBench
from tests.load.place import Place, place, postgresql, rate_of
from tests.load.volleys import shooters

HALF_ROUNDS = 3


@dataclass
class Kind:
    """One way to keep the server busy: its rates by round, and every answer's time."""

    fire: Callable[[float], list[Shots]]
    rates: Series = field(default_factory=Series)
    latencies: list[float] = field(default_factory=list)

    def take(self, seconds: float, *, counts: bool) -> None:
        """One round; the first of each warms caches and pages up and does not count."""
        shots = self.fire(seconds)
        if counts:
            self.rates.add(rate_of(shots))
            self.latencies += [latency for one in shots for latency in one.latencies]


def measure(effort: Effort) -> list[Figure]:
    """What is paid and earned a second divided by pgbench's transactions, round by round."""
    with ExitStack() as stack:
        load = stack.enter_context(shooters())
        postgres = stack.enter_context(postgresql())
        pgbench = PgBench(postgres)
        database = postgres.create("wijkmunt")
        street = stack.enter_context(place(load, effort.phones, database))
        small_street = stack.enter_context(place(load, effort.phones))
        kinds = _kinds(street, small_street)
        transactions = Series()
        for number in range(effort.rounds + 1):
            for kind in kinds.values():
                kind.take(effort.seconds, counts=number > 0)
            tps = pgbench.run(effort.seconds)
            if number:
                transactions.add(tps)
        figures = _figures(kinds, transactions)
        figures += _at_half(street, kinds["counter"].rates.median, "", effort)
        figures += _at_half(small_street, kinds["counter_sqlite"].rates.median, "_sqlite", effort)
        street.verify()
        small_street.verify()
    return figures


def _kinds(street: Place, small_street: Place) -> dict[str, Kind]:
    def at_one_shop(where: Place) -> Callable[[float], list[Shots]]:
        return lambda seconds: where.pay(seconds, shops=1)

    return {
        "counter": Kind(street.pay),
        "one_shop": Kind(at_one_shop(street)),
        "one_budget": Kind(street.earn),
        "counter_sqlite": Kind(small_street.pay),
        "one_shop_sqlite": Kind(at_one_shop(small_street)),
    }


def _figures(kinds: dict[str, Kind], transactions: Series) -> list[Figure]:
    figures = [of_rounds(key, kind.rates.over(transactions)) for key, kind in kinds.items()]
    rated = ("counter", "one_shop", "one_budget", "counter_sqlite")
    figures += [of_rounds(f"{key}_rate", kinds[key].rates) for key in rated]
    latencies = kinds["counter"].latencies
    return [
        *figures,
        of_rounds("pgbench_rate", transactions),
        Figure("counter_p50", percentile(latencies, 50) * 1000),
        Figure("counter_p99", percentile(latencies, 99) * 1000),
    ]


def _at_half(where: Place, highest: float, suffix: str, effort: Effort) -> list[Figure]:
    """How long a payment takes when half of what can be done is asked for (milliseconds)."""
    medians, slow, rates = Series(), Series(), Series()
    for _ in range(HALF_ROUNDS):
        shots = where.pay(2 * effort.seconds, rate=highest / 2)
        latencies = [latency * 1000 for one in shots for latency in one.latencies]
        medians.add(percentile(latencies, 50))
        slow.add(percentile(latencies, 99))
        rates.add(rate_of(shots))
    figures = [of_rounds(f"half{suffix}_p50", medians), of_rounds(f"half{suffix}_p99", slow)]
    return figures if suffix else [*figures, of_rounds("half_rate", rates)]
