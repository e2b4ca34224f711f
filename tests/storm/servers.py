"""The servers of a storm: real ones (`wijkmunt serve`), and somebody who starts them again."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from tests.storm.databases import kill_all
from tests.support import guard
from tests.support.server import ROOT, free_port

WITHIN = Path(__file__).parent / "within"
START_SECONDS = 300
_WATCH_SECONDS = 0.2


class Server:
    """One `wijkmunt serve`; when it ends it is started again, as systemd would do."""

    def __init__(self, folder: Path, environment: dict[str, str], workers: int) -> None:
        self.port = free_port()
        self.log = folder / f"server-{self.port}.log"
        self._environment = environment
        self._arguments = ["serve", "--port", str(self.port), "--workers", str(workers)]
        self._stopped = threading.Event()
        self._guarded = self._begin()
        self.starts = 1
        self._watch = threading.Thread(target=self._keep_it_up, daemon=True)
        self._watch.start()

    @property
    def processes(self) -> list[int]:
        """The first process and its workers, as far as they live."""
        first = _children(self._guarded.pid)
        return first + [worker for one in first for worker in _children(one)]

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return [worker for one in _children(self._guarded.pid) for worker in _children(one)]

    def kill(self) -> None:
        """SIGKILL to all of it at once, as when the machine fails."""
        kill_all(self.processes)

    def kill_worker(self, number: int) -> None:
        """SIGKILL to one of its workers."""
        workers = self.workers
        kill_all(workers[number % len(workers) :][:1] if workers else [])

    def await_answer(self) -> None:
        """Return when it answers again. Raises RuntimeError after a long time."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with suppress(urllib.error.URLError, OSError):
                url = f"http://127.0.0.1:{self.port}/healthz"
                with urllib.request.urlopen(url, timeout=10) as answer:
                    if answer.status == 200:
                        return
            time.sleep(0.1)
        raise RuntimeError(f"the server did not come back:\n{self.log.read_text()[-2_000:]}")

    def stop(self) -> None:
        """End it as an administrator does, and do not start it again."""
        self._stopped.set()
        self._watch.join()
        with suppress(subprocess.TimeoutExpired):
            guard.stop(self._guarded)

    def _begin(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return guard.start(
                [sys.executable, "-m", "backend.cli", *self._arguments],
                output=log,
                env=self._environment,
                stop_signal=signal.SIGTERM,
            )

    def _keep_it_up(self) -> None:
        while not self._stopped.wait(_WATCH_SECONDS):
            if self._guarded.poll() is not None:
                guard.stop(self._guarded)
                self._guarded = self._begin()
                self.starts += 1


def environment_of(
    database: str, origin: str, secret: str, clock_file: Path, broken: str
) -> dict[str, str]:
    """The settings of every server of one storm."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIJKMUNT_")}
    return {
        **kept,
        "PYTHONPATH": f"{WITHIN}:{ROOT}",
        "STORM_CLOCK": str(clock_file),
        "STORM_BROKEN": broken,
        "WIJKMUNT_DATABASE": database,
        "WIJKMUNT_ORIGIN": origin,
        "WIJKMUNT_SECRETS": secret,
    }


def _children(process: int) -> list[int]:
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(one) for one in found.split()]
