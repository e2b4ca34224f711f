"""The real server as its own process: `wijkmunt serve` on a free port, its own database."""

import atexit
import os
import shutil
import socket
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support import seed

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


@dataclass
class Server:
    """A running server; ``origin`` is where it answers, ``instance`` its folder."""

    origin: str
    instance: Path
    environment: dict[str, str]
    arguments: tuple[str, ...]
    process: seed.Going | None = None

    def start(self) -> None:
        """Serve, again or for the first time, and wait until it answers."""
        self.process = seed.Going(self.arguments, self.environment, self.instance / "log")
        _wait(self, self.process)

    def stop(self) -> None:
        """End it as an administrator would."""
        if self.process is not None:
            self.process.stop()

    def kill(self) -> None:
        """End it and its workers at once, as when a machine fails."""
        assert self.process is not None
        self.process.kill()

    def wijkmunt(self, *arguments: str) -> str:
        """Run the command `wijkmunt` on this server's database; returns what it printed."""
        return _command(arguments, self.environment)

    @property
    def log(self) -> str:
        """What the server printed so far."""
        return (self.instance / "log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def running(
    *,
    database: str = "",
    example: bool = True,
    pwa: Path | None = None,
    serve: tuple[str, ...] = (),
) -> Iterator[Server]:
    """A migrated server, stopped at the end; ``database`` is an address, SQLite by default.

    ``pwa`` is the folder of another built app than the project's; ``serve`` are more options of
    the command that serves.
    """
    with tempfile.TemporaryDirectory(prefix="wijkmunt-") as folder:
        port = free_port()
        environment = _environment(port, folder, database, example=example)
        server = Server(
            origin=f"http://localhost:{port}",
            instance=Path(folder),
            environment={**environment, **({"WIJKMUNT_PWA": str(pwa)} if pwa else {})},
            arguments=("serve", "--port", str(port), *(["--example"] if example else []), *serve),
        )
        if example and not database:
            shutil.copytree(_loaded_example(), folder, dirs_exist_ok=True)
        else:
            server.wijkmunt(*(["example", "load"] if example else ["migrate"]))
        try:
            server.start()
            yield server
        finally:
            server.stop()


@cache
def _loaded_example() -> Path:
    """A folder with the example on SQLite, loaded once per test process and then copied."""
    folder = tempfile.mkdtemp(prefix="wijkmunt-example-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _command(("example", "load"), _environment(free_port(), folder, "", example=True))
    return Path(folder)


def free_port() -> int:
    """A TCP port on the loopback that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _environment(port: int, folder: str, database: str, *, example: bool) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIJKMUNT_")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "WIJKMUNT_DATABASE": database,
        "WIJKMUNT_EXAMPLE": "1" if example else "0",
        "WIJKMUNT_INSTANCE": folder,
        "WIJKMUNT_ORIGIN": f"http://localhost:{port}",
        "WIJKMUNT_SECRETS": "a-secret-for-one-test-server-of-45-characters",
    }


def _command(arguments: tuple[str, ...] | list[str], environment: dict[str, str]) -> str:
    done = seed.wijkmunt(arguments, environment)
    if done.returncode:
        said = done.stdout + done.stderr
        raise RuntimeError(f"wijkmunt {' '.join(arguments)} ended with {done.returncode}:\n{said}")
    return done.stdout


def _wait(server: Server, process: seed.Going) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.origin}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{server.log}")
