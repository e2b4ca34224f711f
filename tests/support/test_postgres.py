"""The tests' own PostgreSQL: durable, roomy, cheap to copy, and gone when the tests are."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support.postgres import PostgresServer

ROOT = Path(__file__).parents[2]
STARTER = """
import sys, time
from tests.support.postgres import PostgresServer
server = PostgresServer()
print(server.folder, flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.stop()


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row and row[0]


def test_a_server_is_durable_and_takes_many_connections(server: PostgresServer) -> None:
    assert ask(server.url(), "SHOW fsync") == "on"
    assert ask(server.url(), "SHOW synchronous_commit") == "on"
    assert int(str(ask(server.url(), "SHOW max_connections"))) >= 100


def test_a_clone_has_what_the_template_has_and_keeps_its_changes_to_itself(
    server: PostgresServer,
) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE coin AS SELECT 1 AS amount")

    first, first_url = server.clone("template", prepare)
    with psycopg.connect(first_url) as connection:
        connection.execute("UPDATE coin SET amount = 2")
    second, second_url = server.clone("template", prepare)

    assert first != second
    assert len(prepared) == 1
    assert ask(second_url, "SELECT amount FROM coin") == 1
    server.drop(first)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(first_url)


def test_a_killed_test_process_leaves_no_server_behind() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    folder = Path(process.stdout.readline().strip())
    postmaster = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    deadline = time.monotonic() + 20
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(postmaster, 0)
