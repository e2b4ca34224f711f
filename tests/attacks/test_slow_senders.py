"""Many who begin a request and do not go on, before our Caddyfile and the real server."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.packages import ensure
from tests.support import guard
from tests.support.server import ROOT, free_port, running

SENDERS = 40
"""More than the server has threads; each would hold one for as long as it likes."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[int, str]]:
    """The port where Caddy answers, and the app's own origin."""
    with running() as server:
        port = free_port()
        settings = {
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path),
            "WIJKMUNT_CADDY_ADMIN": "off",
            "WIJKMUNT_SITE": f"http://localhost:{port}",
            "WIJKMUNT_UPSTREAM": server.origin.removeprefix("http://"),
            "WIJKMUNT_BODY_WITHIN": "5m",
        }
        config = ["--adapter", "caddyfile", "--config", str(ROOT / "deploy" / "Caddyfile")]
        with (tmp_path / "log").open("wb") as log:
            caddy = guard.start(
                [str(ensure("caddy")), "run", *config], output=log, env={**os.environ, **settings}
            )
        try:
            yield reached(port, caddy), server.origin
        finally:
            guard.stop(caddy)


def reached(port: int, caddy: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and caddy.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return port
    raise RuntimeError("Caddy did not start")


def connect(port: int, origin: str, length: int, body: bytes) -> socket.socket:
    head = (
        f"POST /api/v1/sign-in/options HTTP/1.1\r\nHost: localhost\r\nOrigin: {origin}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.sendall(head.encode() + body)
    return connection


def test_slow_bodies_keep_nobody_else_waiting(site: tuple[int, str]) -> None:
    held = [connect(*site, 200, b"{") for _ in range(SENDERS)]
    try:
        with connect(*site, 2, b"{}") as good:
            assert good.recv(12) == b"HTTP/1.1 200"
    finally:
        for connection in held:
            connection.close()
