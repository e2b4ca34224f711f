"""Two servers of ours behind a real Caddy, as deploy/several/ has them, on one cluster."""

import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.packages import ensure
from tests.conftest import SECRET
from tests.scale.cluster import SEVERAL
from tests.support import guard
from tests.support.server import ROOT, Server, free_port

SECONDS = 30


@dataclass
class Site:
    """Servers that share one origin, ``http://localhost:port``."""

    port: int
    servers: list[Server]


@contextmanager
def site(database: str, servers: int = 2, **settings: str) -> Iterator[Site]:
    """Servers on ``database`` and their proxy, stopped at the end."""
    port = free_port()
    with ExitStack() as running:
        started = []
        for _ in range(servers):
            folder = running.enter_context(tempfile.TemporaryDirectory(prefix="wijkmunt-"))
            server = _server(database, port, Path(folder), settings)
            running.callback(server.stop)
            server.start()
            started.append(server)
        _caddy(running, port, [server.origin.removeprefix("http://") for server in started])
        yield Site(port, started)


def _server(database: str, port: int, folder: Path, settings: dict[str, str]) -> Server:
    own = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIJKMUNT_")}
    environment = {
        **kept,
        "PYTHONPATH": str(ROOT),
        "WIJKMUNT_DATABASE": database,
        "WIJKMUNT_INSTANCE": str(folder),
        "WIJKMUNT_ORIGIN": f"http://localhost:{port}",
        "WIJKMUNT_PROXIES": "1",
        "WIJKMUNT_SECRETS": SECRET,
        **settings,
    }
    options = ("serve", "--port", str(own), "--workers", "1", "--threads", "8")
    return Server(f"http://localhost:{own}", folder, environment, options)


def _caddy(running: ExitStack, port: int, servers: list[str]) -> None:
    folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="wijkmunt-caddy-")))
    environment = {
        **os.environ,
        "HOME": str(folder),
        "WIJKMUNT_SITE": f"http://localhost:{port}",
        "WIJKMUNT_SERVERS": " ".join(servers),
    }
    command = [str(ensure("caddy")), "run", "--config", str(SEVERAL / "Caddyfile")]
    with (folder / "log").open("wb") as log:
        guarded = guard.start(command, output=log, env=environment)
    running.callback(guard.stop, guarded)
    _wait(port, guarded, folder / "log")


def _wait(port: int, guarded: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and guarded.poll() is None:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the proxy did not start: {log.read_text(errors='replace')}")
