"""`wijkmunt serve` on a Unix socket, with the signals that an administrator sends."""

import http.client
import json
import os
import shutil
import signal
import socket
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.conftest import ORIGIN
from tests.support import seed
from tests.support.server import ROOT

START_SECONDS = 60


class _Over(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(str(self._path))


class Live:
    """A server of its own processes; what it prints stands in ``log``."""

    def __init__(self, database_url: str, secrets: Path, *options: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wm-"))
        self.socket = self.folder / "s"
        self._options = ("serve", "--unix", str(self.socket), *options)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("WIJKMUNT_")}
        self._environment = {
            **kept,
            "PYTHONPATH": str(ROOT),
            "WIJKMUNT_DATABASE": database_url,
            "WIJKMUNT_ORIGIN": ORIGIN,
            "WIJKMUNT_SECRETS_FILE": str(secrets),
        }

    def __enter__(self) -> "Live":
        self._server = seed.Going(self._options, self._environment, self.folder / "log")
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    @property
    def log(self) -> list[str]:
        """The lines that it printed so far."""
        return (self.folder / "log").read_text(encoding="utf-8").splitlines()

    def workers(self) -> set[int]:
        """The processes that serve now."""
        return set(_children(self._server.pid))

    def replace_workers(self) -> None:
        """What ``systemctl reload`` does."""
        os.kill(self._server.pid, signal.SIGHUP)

    def stop(self) -> int:
        """What ``systemctl stop`` does; the exit status."""
        return self._server.stop()

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        cookie: str = "",
        **headers: str,
    ) -> tuple[int, Any]:
        """The status and what was answered, JSON if it is any; raises OSError, HTTPException."""
        connection = _Over(self.socket)
        try:
            sent = {"Origin": ORIGIN, "Content-Type": "application/json", "Cookie": cookie}
            content = None if body is None else json.dumps(body)
            connection.request(method, path, content, {**sent, **headers})
            answer = connection.getresponse()
            data = answer.read().decode()
            return answer.status, _json(data)
        finally:
            connection.close()

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._server.poll() is None:
            with suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start: {self.log}")


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(child) for child in found.split()]


def _json(data: str) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data
