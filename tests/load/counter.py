"""Counter payments over HTTP against pgbench: same machine, same PostgreSQL, rounds interleaved."""

import os
import pickle
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median

import psycopg

from backend.app import create_app
from backend.config import from_environment
from backend.db import dispose
from tests.load.figures import Figure, Series
from tests.load.job import AMOUNT, Job, Shots
from tests.load.pgbench import CLIENTS, PgBench
from tests.load.world import World, make_world
from tests.support import server as servers
from tests.support.postgres import PostgresServer
from tests.support.server import ROOT, Server

REACH = 0.8
ROUNDS = 7
SECONDS = 5.0
SHOPS = 40
PAYERS = 32
CONNECTIONS = CLIENTS
PROCESSES = 2
MOST_PER_SECOND = 2_500


def measure(rounds: int = ROUNDS, seconds: float = SECONDS) -> list[Figure]:
    """Payments a second over HTTP divided by pgbench's transactions, medians of rounds."""
    postgres = PostgresServer()
    try:
        pgbench = PgBench(postgres)
        with servers.running(database=postgres.create("wijkmunt"), example=False) as server:
            with _app_of(server):
                world = make_world(SHOPS, PAYERS)
            payments, transactions = Series(), Series()
            shots: list[Shots] = []
            # The first round of each warms caches and pages up and does not count.
            for number in range(rounds + 1):
                fired = _fire(server, world, number, seconds)
                tps = pgbench.run(seconds)
                if number:
                    payments.add(sum(len(one.paid) / one.elapsed for one in fired))
                    transactions.add(tps)
                shots += fired
            _verify(server, postgres, [payment_id for one in shots for payment_id in one.paid])
    finally:
        postgres.stop()
    return _figures(payments, transactions, shots)


def _figures(payments: Series, transactions: Series, shots: Sequence[Shots]) -> list[Figure]:
    ratio = payments.median / transactions.median
    by_round = [p / t for p, t in zip(payments.values, transactions.values, strict=True)]
    latencies = sorted(latency for one in shots for latency in one.latencies)
    return [
        Figure("counter payments over HTTP / pgbench", ratio, REACH, spread=Series(by_round)),
        Figure("counter payments a second", payments.median, None, spread=payments),
        Figure("pgbench transactions a second", transactions.median, None, spread=transactions),
        Figure("counter payment p50, ms", median(latencies) * 1000, None),
        Figure("counter payment p99, ms", latencies[len(latencies) * 99 // 100] * 1000, None),
    ]


def _fire(server: Server, world: World, number: int, seconds: float) -> list[Shots]:
    """One round: all processes sign first, then all send at the same moment."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.load.shooter"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for _ in range(PROCESSES)
    ]
    for part, process in enumerate(processes):
        _write(process, pickle.dumps(_job(server, world, number, part, seconds)))
    for process in processes:
        if process.stdout is None or process.stdout.readline() != b"ready\n":
            raise RuntimeError("the load did not start")
    for process in processes:
        _write(process, b"go\n")
    shots: list[Shots] = [pickle.loads(process.communicate()[0]) for process in processes]  # noqa: S301
    for one in shots:
        if one.other or one.ran_out:
            raise RuntimeError(f"not every payment was paid: {one.other or 'too few codes'}")
    return shots


def _job(server: Server, world: World, number: int, part: int, seconds: float) -> Job:
    codes = int(MOST_PER_SECOND * seconds / PROCESSES)
    return Job(
        port=int(server.origin.rpartition(":")[2]),
        community_number=world.community_number,
        shops=world.shops,
        payers=world.payers[part::PROCESSES],
        connections=CONNECTIONS // PROCESSES,
        codes=codes,
        seconds=seconds,
        first_counter=1 + number * codes,
    )


def _write(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    if process.stdin is None:
        raise AssertionError("the process was started with a pipe")
    process.stdin.write(data)
    process.stdin.flush()


@contextmanager
def _app_of(server: Server) -> Iterator[None]:
    """The server's own database and secrets, in this process."""
    app = create_app(from_environment(server.environment))
    with app.app_context():
        yield
    dispose(app)


def _verify(server: Server, postgres: PostgresServer, paid: list[uuid.UUID]) -> None:
    """Every acknowledged payment is booked once, and the audit finds nothing."""
    with psycopg.connect(postgres.url("wijkmunt")) as connection:
        row = connection.execute(
            "SELECT count(*), count(DISTINCT payments.id) FROM payments"
            " JOIN transfers ON transfers.id = payments.id AND transfers.amount = payments.amount"
            " WHERE payments.id = ANY(%s) AND payments.status = 'paid' AND payments.amount = %s",
            (paid, AMOUNT),
        ).fetchone()
    if row != (len(paid), len(paid)):
        raise RuntimeError(f"{len(paid)} payments were acknowledged, {row} are booked")
    server.wijkmunt("audit")
