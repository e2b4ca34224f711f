"""The real server as its own process: `wijkmunt serve` on a free port, its own database."""

import atexit
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support import guard, seed

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


class Program:
    """`wijkmunt serve` started as people start it, imports and all; as ``seed.Going`` otherwise."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        with log.open("ab") as output:
            command = [sys.executable, "-m", "backend.cli", *arguments]
            self._guarded = guard.start(command, output=output, env=dict(environment))

    def poll(self) -> int | None:
        """Its exit status, None while it goes on."""
        return self._guarded.poll()

    def stop(self) -> int:
        """End it as an administrator would; returns its status."""
        return guard.stop(self._guarded)

    def kill(self) -> None:
        """End it and what it started at once."""
        children = Path(f"/proc/{self._guarded.pid}/task/{self._guarded.pid}/children")
        for child in children.read_text().split():
            os.killpg(int(child), signal.SIGKILL)
        self.stop()


@dataclass
class Server:
    """A running server; ``origin`` is where it answers, ``instance`` its folder.

    It is forked from a process that has imported it unless ``program`` is ``Program``.
    """

    origin: str
    instance: Path
    environment: dict[str, str]
    arguments: tuple[str, ...]
    program: type[Program | seed.Going] = seed.Going
    process: Program | seed.Going | None = None

    def start(self) -> None:
        """Serve, again or for the first time, and wait until it answers."""
        self.process = self.program(self.arguments, self.environment, self.instance / "log")
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
    program: type[Program | seed.Going] = seed.Going,
) -> Iterator[Server]:
    """A migrated server, stopped at the end; ``database`` is an address, SQLite by default.

    ``pwa`` is the folder of another built app than the project's; ``serve`` are more options of
    the command that serves; ``program`` is how it starts (``Server``).
    """
    with tempfile.TemporaryDirectory(prefix="wijkmunt-") as folder:
        port = free_port()
        environment = _environment(port, folder, database, example=example)
        server = Server(
            origin=f"http://localhost:{port}",
            instance=Path(folder),
            environment={**environment, **({"WIJKMUNT_PWA": str(pwa)} if pwa else {})},
            arguments=("serve", "--port", str(port), *(["--example"] if example else []), *serve),
            program=program,
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


def _wait(server: Server, process: Program | seed.Going) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.origin}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{server.log}")
