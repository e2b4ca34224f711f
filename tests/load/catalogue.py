"""Every figure there is: what it is called, in which unit, and what it has to reach.

A reach is what the neighbourhood was promised; what has none is only to be known.
"""

from dataclasses import dataclass

_DECIMALS_BELOW = ((1, 3), (10, 2), (100, 1))


@dataclass(frozen=True)
class What:
    """``unit`` stands after the value, none after a ratio; ``at_most`` when smaller is better.

    ``reach`` is to be reached now, ``then`` later. ``group`` is the table of the page.
    """

    words: str
    group: str = "more"
    unit: str = ""
    reach: float | None = None
    then: float | None = None
    at_most: bool = False

    def written(self, value: float) -> str:
        """A value with its unit, as precisely as it means something."""
        size = abs(value)
        digits = next((digits for below, digits in _DECIMALS_BELOW if size < below), 0)
        number = f"{value:,.{min(digits, 2)}f}" if value != int(value) else f"{value:,.0f}"
        return f"{number} {self.unit}".strip()


def _promised(
    words: str, reach: float, then: float | None, unit: str = "", *, at_most: bool = False
) -> What:
    return What(words, "promised", unit, reach, then, at_most)


def _least(words: str, reach: float, then: float | None, unit: str = "") -> What:
    return _promised(words, reach, then, unit, at_most=True)


def _rate(words: str) -> What:
    return What(words, "more", "a second")


def _ms(words: str) -> What:
    return What(words, "more", "ms", at_most=True)


def _size(words: str, unit: str = "MiB") -> What:
    return What(words, "more", unit, at_most=True)


CATALOGUE: dict[str, What] = {
    "counter": _promised("counter payments over HTTP / pgbench TPC-B", 0.8, 1.0),
    "one_shop": _promised("the same, everybody pays one shop / pgbench", 0.8, 1.0),
    "one_budget": _promised("everybody earns from one budget / pgbench", 0.8, 1.0),
    "batch": _promised("transfers posted in batches of 1,000 (rewards, dues) / pgbench", 8, 10),
    "queue": _promised("an offline queue of 1,000 in one call, items / pgbench", 8, 10),
    "tick": _promised("a year's jobs, transfers posted / pgbench", 8, 10),
    "counter_sqlite": _promised("SQLite: counter payments over HTTP / pgbench", 1.0, None),
    "ledger_sqlite": _promised("SQLite: payments in the ledger, 32 at once / pgbench", 1.0, 2),
    "growth_payment": _least(
        "cost of a payment after 10,000,000 transfers / after 10,000", 1.1, 1.0
    ),
    "growth_statement": _least(
        "cost of a statement after 10,000,000 transfers / after 10,000", 1.1, 1.0
    ),
    "half_p99": _least("counter payment at half the highest load, 99 of 100 within", 25, 15, "ms"),
    "pwa_bytes": _least("the app's JavaScript on first load, gzipped", 35, 25, "kB"),
    "app_second_visit": _least(
        "start to payment code, 6x slower processor and slow 4G, second visit", 1.0, 0.5, "s"
    ),
    "app_offline": _least("start to payment code, 6x slower processor, offline", 1.0, 0.5, "s"),
    "frame_to_paid": _least('from a frame of the camera to "paid", loopback', 400, 250, "ms"),
    "frames_read": _promised("200 hard frames, read by the app's decoder", 95, None, "%"),
    "news_p99": _least("news on 400 waiting screens, 99 of 100 within", 1_500, None, "ms"),
    "waiting_phones": _promised("waiting phones that two web workers bear", 400, None, "phones"),
    "counter_rate": _rate("counter payments"),
    "one_shop_rate": _rate("counter payments at one shop"),
    "one_budget_rate": _rate("claims from one budget"),
    "counter_sqlite_rate": _rate("SQLite: counter payments"),
    "one_shop_sqlite": What("SQLite: everybody pays one shop / pgbench"),
    "pgbench_rate": _rate("transactions of pgbench beside them"),
    "counter_p50": _ms("counter payment at the highest load, median"),
    "counter_p99": _ms("counter payment at the highest load, 99 of 100 within"),
    "half_rate": _rate("payments asked for at half the highest load"),
    "half_p50": _ms("counter payment at half the highest load, median"),
    "half_sqlite_p50": _ms("SQLite: counter payment at half the highest load, median"),
    "half_sqlite_p99": _ms("SQLite: counter payment at half the highest load, 99 of 100 within"),
    "ledger_postgresql": What("payments in the ledger, 32 at once / pgbench"),
    "batch_rate": _rate("transfers posted in batches"),
    "queue_rate": _rate("items of an offline queue settled"),
    "queue_seconds": What("an offline queue of 1,000 in one call", "more", "s", at_most=True),
    "tick_rate": _rate("transfers that jobs post"),
    "growth_payment_ms": _ms("a payment after 10,000,000 transfers, in one process"),
    "growth_statement_ms": _ms("a statement's page after 10,000,000 transfers, in one process"),
    "growth_payment_million": What("cost of a payment after 1,000,000 transfers / after 10,000"),
    "growth_statement_million": What(
        "cost of a statement after 1,000,000 transfers / after 10,000"
    ),
    "growth_till": What("cost of a shop's statement after 10,000,000 transfers / after 10,000"),
    "growth_payment_sqlite": What(
        "SQLite: cost of a payment after 1,000,000 transfers / after 10,000"
    ),
    "growth_statement_sqlite": What(
        "SQLite: cost of a statement after 1,000,000 transfers / after 10,000"
    ),
    "growth_till_sqlite": What(
        "SQLite: cost of a shop's statement after 1,000,000 transfers / after 10,000"
    ),
    "disk_postgresql": _size("PostgreSQL: a million transfers with their payments on disk"),
    "disk_postgresql_transfers": _size("of that the transfers with their indexes"),
    "disk_sqlite": _size("SQLite: a million transfers with their payments on disk"),
    "start_postgresql": What("PostgreSQL: start of the server to its first answer", unit="s"),
    "start_sqlite": What("SQLite: start of the server to its first answer", unit="s"),
    "memory_postgresql": _size("PostgreSQL: memory of the whole server (PSS)"),
    "memory_worker_postgresql": _size("PostgreSQL: a web worker's own memory (USS)"),
    "memory_sqlite": _size("SQLite: memory of the whole server (PSS)"),
    "memory_worker_sqlite": _size("SQLite: the web worker's own memory (USS)"),
    "app_first_visit": What(
        "start to the first words, 6x slower processor and slow 4G, first visit", unit="s"
    ),
    "app_unthrottled": What("start to payment code, unthrottled, second visit", unit="s"),
    "frames_read_voucher": What("hard frames of a printed voucher read", unit="%"),
    "frames_read_payment": What("hard frames of a payment code read", unit="%"),
    "decoding": _ms("decoding a hard frame"),
    "news_p50": _ms("news on 400 waiting screens, median"),
    "waiting_share": What("share of a processor that 400 waiting phones use"),
    "questions": _rate("questions of waiting phones, at most"),
    "idle_phones": What("waiting phones idle for ten minutes that two web workers bear"),
}
