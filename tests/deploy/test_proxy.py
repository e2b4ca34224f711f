"""Caddy with our Caddyfile before the real server on its socket."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from scripts.packages import ensure
from tests.conftest import SECRET
from tests.support import guard
from tests.support.server import ROOT, START_SECONDS, free_port

CADDYFILE = ROOT / "deploy" / "Caddyfile"
LARGEST_STATEMENT = 5 * 1024 * 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[int]:
    """The port at which Caddy answers for the server."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="wijkmunt-site-")))
        (folder / "wijkmunt.sqlite").write_bytes(sqlite_template.read_bytes())
        port, upstream = free_port(), folder / "http.sock"
        plain = {key: value for key, value in os.environ.items() if "WIJKMUNT" not in key}
        settings = {
            "PYTHONPATH": str(ROOT),
            "WIJKMUNT_INSTANCE": str(folder),
            "WIJKMUNT_ORIGIN": f"http://localhost:{port}",
            "WIJKMUNT_SECRETS": SECRET,
            "WIJKMUNT_PROXIES": "1",
        }
        serve = [sys.executable, "-m", "backend.cli", "serve", "--unix", str(upstream)]
        start(running, serve, {**plain, **settings}, folder / "server.log")
        proxy = {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "WIJKMUNT_CADDY_ADMIN": "off",
            "WIJKMUNT_SITE": f"http://localhost:{port}",
            "WIJKMUNT_UPSTREAM": f"unix/{upstream}",
            "WIJKMUNT_HEADERS_WITHIN": "1s",
            "WIJKMUNT_BODY_WITHIN": "1s",
        }
        run = [str(ensure("caddy")), "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
        start(running, run, {**plain, **proxy}, folder / "caddy.log")
        wait_for(port, folder)
        yield port


def start(running: ExitStack, command: list[str], environment: dict[str, str], log: Path) -> None:
    with log.open("wb") as output:
        guarded = guard.start(command, output=output, env=environment)
    running.callback(guard.stop, guarded)


def wait_for(port: int, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if ask(port, "GET", "/healthz")[0] == 200:
                return
        except OSError:
            pass
        logs = [log.read_text(errors="replace")[-2000:] for log in folder.glob("*.log")]
        assert time.monotonic() < deadline, logs
        time.sleep(0.1)


def ask(
    port: int, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in lower case, and body of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    own = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body, {**own, "Content-Type": "application/json", **named})
        answer = connection.getresponse()
        seen = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, seen, answer.read()
    finally:
        connection.close()


def test_the_app_is_reached_with_its_own_headers(site: int) -> None:
    status, headers, body = ask(site, "GET", "/api/v1/server")
    assert (status, json.loads(body)["example"]) == (200, False)
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_figures_and_states_stay_inside(site: int) -> None:
    for path in ("/metrics", "/readyz"):
        assert ask(site, "GET", path)[0] == 404


def test_nobody_gets_more_tries_by_claiming_another_address(site: int) -> None:
    body = json.dumps({"code": "AAAA-BBBB-CCCC-DDDD", "device_name": "x"}).encode()
    statuses = {
        ask(
            site,
            "POST",
            "/api/v1/sign-in/recovery",
            body,
            X_Forwarded_For=f"192.0.2.{number}",
            Forwarded=f"for=192.0.2.{number}",
            X_Real_IP=f"192.0.2.{number}",
        )[0]
        for number in range(12)
    }
    assert 429 in statuses


def test_what_is_too_large_is_refused_before_all_of_it_was_read(site: int) -> None:
    lines = (
        "POST /api/v1/sign-in/recovery HTTP/1.1",
        "Host: localhost",
        f"Origin: http://localhost:{site}",
        "Content-Type: application/json",
        "Content-Length: 900000",
        "\r\n" + "x" * 300_000,
    )
    with socket.create_connection(("127.0.0.1", site), timeout=30) as sending:
        sending.sendall("\r\n".join(lines).encode())
        # The server says 413 and hangs up; a proxy that is still sending then may only notice that.
        assert sending.recv(4096).split()[1] in {b"413", b"502"}


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        b"POST /api/v1/sign-in/options HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{",
    ],
    ids=["headers", "body"],
)
def test_who_never_ends_a_request_is_let_go(site: int, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", site), timeout=120) as slow:
        slow.sendall(begun)
        heard = b""
        while more := slow.recv(4096):
            heard += more
    # Caddy ends it with an answer of its own, without any content: the server heard nothing of it.
    assert heard.partition(b"\r\n\r\n")[2] == b"" or b" 40" in heard


def test_caddy_finds_the_file_well_formed() -> None:
    assert caddy("fmt", str(CADDYFILE)) == CADDYFILE.read_text(encoding="utf-8")
    adapted = caddy("adapt", "--adapter", "caddyfile", "--config", str(CADDYFILE))
    [most] = re.findall(r'"max_size":(\d+)', adapted)
    assert LARGEST_STATEMENT < int(most) < 2 * LARGEST_STATEMENT


def caddy(*arguments: str) -> str:
    """What one of Caddy's commands prints, which ends well."""
    command = [str(ensure("caddy")), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
