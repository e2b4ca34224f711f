"""The server as it is really run: granian's workers on a port of this machine."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.conftest import ROOT, Terminal
from tests.conftest import SECRET

START_SECONDS = 40


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def served(terminal: Terminal, port: int, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A server that answers; it is stopped afterwards."""
    server = subprocess.Popen(
        [sys.executable, "-m", "backend.cli", "serve", "--port", str(port), *options],
        cwd=ROOT,
        env=terminal.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port, server)
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            assert fetch(port, "/healthz") == {"status": "ok"}
            return
        except OSError:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)


def fetch(port: int, path: str) -> object:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return json.loads(answer.read())


def test_a_server_answers_and_stops_gracefully(terminal: Terminal) -> None:
    port = free_port()
    terminal.environment["WIJKMUNT_SECRETS"] = SECRET
    with served(terminal, port) as server:
        offered = fetch(port, "/api/v1/server")
        assert offered == {"version": offered["version"], "example": False, "communities": []}  # type: ignore[index]
        server.terminate()
        assert server.wait(timeout=20) == 0
    with pytest.raises(OSError, match="refused"):
        fetch(port, "/healthz")


def test_the_example_is_loaded_and_served(bare: Terminal) -> None:
    terminal, port = bare, free_port()
    loaded = terminal.run("example", "load", "--port", str(port))
    assert loaded.returncode == 0, loaded.stderr
    assert f"http://localhost:{port}/enrol#" in loaded.stdout
    assert terminal.run("example", "load", "--port", str(port)).stdout == loaded.stdout
    assert terminal.run("example", "links", "--port", str(port)).stdout == loaded.stdout
    assert terminal.run("audit").stdout == "The ledger is sound.\n"
    with served(terminal, port, "--example"):
        roles = fetch(port, "/api/v1/example")["roles"]  # type: ignore[index]
        assert [role["key"] for role in roles][:2] == ["resident", "shop"]
    terminal.environment["WIJKMUNT_SECRETS"] = SECRET
    refused = terminal.run("serve", "--port", str(port))
    assert refused.returncode == 1
    assert "--example" in refused.stderr
