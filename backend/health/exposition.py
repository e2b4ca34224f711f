"""The metrics, in the text format of Prometheus: what workers counted, and how the work stands."""

from collections.abc import Iterator

from flask import current_app
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from sqlalchemy.exc import SQLAlchemyError

from backend import clock, tally
from backend.db import db
from backend.errors import Unavailable
from backend.health import readiness, service
from backend.health.counts import Sums
from backend.notices import queries as notices
from backend.web.version import VERSION

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
PAYMENT = "PUT /api/v1/payments/{payment_id}"
_OUTCOMES = {"200": "paid", "202": "waiting"}


def text(sums: Sums, reasons: tuple[str, ...]) -> bytes:
    """Everything there is to say now; ``reasons`` are those against this server's being ready."""
    registry = CollectorRegistry()
    registry.register(_Collector(sums, reasons))
    return generate_latest(registry)


class _Collector:
    def __init__(self, sums: Sums, reasons: tuple[str, ...]) -> None:
        self._sums, self._reasons = sums, reasons

    def collect(self) -> Iterator[Metric]:
        """Called by the library."""
        yield _requests(self._sums)
        yield _refusals(self._sums)
        yield _payments(self._sums)
        yield _database(self._sums)
        yield from _process(self._sums, self._reasons)
        if readiness.DATABASE_AWAY not in self._reasons:
            yield from _upkeep()


def _requests(sums: Sums) -> Metric:
    family = HistogramMetricFamily(
        "wijkmunt_request_seconds",
        "How long requests took, by route and status",
        labels=["operation", "status"],
    )
    for (operation, status), times in sums.times.items():
        so_far, buckets = 0, []
        for bound, number in zip((*tally.BOUNDS, float("inf")), times.classes, strict=True):
            so_far += number
            buckets.append(("+Inf" if bound == float("inf") else str(bound), float(so_far)))
        family.add_metric([operation, status], buckets, times.total)
    return family


def _refusals(sums: Sums) -> Metric:
    family = CounterMetricFamily(
        "wijkmunt_refusals", "Requests that were refused, by code", labels=["operation", "code"]
    )
    for key, number in sums.counts.items():
        if key[0] == tally.REFUSALS:
            family.add_metric(list(key[1:]), number)
    return family


def _payments(sums: Sums) -> Metric:
    """What became of payments at the counter, out of the two above."""
    family = CounterMetricFamily(
        "wijkmunt_payments", "Payments at the counter, by what became of them", labels=["outcome"]
    )
    for (operation, status), times in sums.times.items():
        if operation == PAYMENT and status in _OUTCOMES:
            family.add_metric([_OUTCOMES[status]], sum(times.classes))
    for key, number in sums.counts.items():
        if key[:2] == (tally.REFUSALS, PAYMENT):
            family.add_metric([key[2]], number)
    return family


def _database(sums: Sums) -> Metric:
    family = CounterMetricFamily(
        "wijkmunt_database_trouble",
        "Work that the database had to do again, or could not do",
        labels=["kind"],
    )
    for key, number in sums.counts.items():
        if key[0] == tally.DATABASE:
            family.add_metric([key[1]], number)
    return family


def _process(sums: Sums, reasons: tuple[str, ...]) -> Iterator[Metric]:
    build = GaugeMetricFamily("wijkmunt_build", "The version that runs", labels=["version"])
    build.add_metric([VERSION], 1)
    yield build
    memory = GaugeMetricFamily(
        "wijkmunt_worker_memory_bytes", "Resident memory of a worker", labels=["process"]
    )
    for process, used in sums.memory.items():
        memory.add_metric([process], used)
    yield memory
    ready = GaugeMetricFamily(
        "wijkmunt_not_ready", "1 for each reason that speaks against serving", labels=["reason"]
    )
    for reason in readiness.REASONS:
        ready.add_metric([reason], float(reason in reasons))
    yield ready
    free = readiness.free_bytes(current_app.config["WIJKMUNT"])
    if free is not None:
        yield GaugeMetricFamily("wijkmunt_disk_free_bytes", "Room beside the database", value=free)


def _upkeep() -> Iterator[Metric]:
    """What only the database knows: nothing of it when the database does not answer."""
    try:
        runs, queue = service.runs(), notices.push_queue_stands()
    except (SQLAlchemyError, Unavailable):
        return
    finally:
        db.session.remove()
    age = GaugeMetricFamily(
        "wijkmunt_upkeep_age_seconds", "Since tick, audit and backup last ended", labels=["work"]
    )
    well = GaugeMetricFamily(
        "wijkmunt_upkeep_went_well", "1 when the last of them went well", labels=["work"]
    )
    now = clock.now()
    for run in runs:
        age.add_metric([run.name], (now - run.finished_at).total_seconds())
        well.add_metric([run.name], float(run.went_well))
    yield age
    yield well
    yield GaugeMetricFamily("wijkmunt_push_waiting", "Messages to phones", value=queue.waiting)
    late = 0.0 if queue.oldest is None else max(0.0, (now - queue.oldest).total_seconds())
    yield GaugeMetricFamily("wijkmunt_push_late_seconds", "Since the oldest was due", value=late)
