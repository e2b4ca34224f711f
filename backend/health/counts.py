"""The counts of all workers of one server: each keeps a file, whoever is asked adds them up.

A worker writes its file every other second and before it answers for all. So sums never go back,
also when another worker is asked next; the file of a worker that ended stays, so its counts do too.
"""

import contextlib
import json
import os
import threading
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend import tally
from backend.tally import Times

FOLDER = "WIJKMUNT_COUNTS"
"""The variable by which the server tells its workers where their files are."""

SECONDS_BETWEEN_FILES = 2.0


@dataclass
class Sums:
    """What all workers counted together, and the memory (bytes) of those that work now."""

    times: dict[tuple[str, str], Times] = field(default_factory=lambda: defaultdict(Times))
    counts: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))
    memory: dict[str, int] = field(default_factory=dict)

    def add(self, plain: dict[str, Any]) -> None:
        """Add the counts of one worker, as ``Tally.plain`` gives them."""
        for operation, status, classes, total in plain["times"]:
            times = self.times[(operation, status)]
            times.classes = [a + b for a, b in zip(times.classes, classes, strict=True)]
            times.total += total
        for key, number in plain["counts"]:
            self.counts[tuple(key)] += number
        if _lives(plain["process"]):
            self.memory[str(plain["process"])] = plain["memory"]


class Files:
    """This worker's file among those of the others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # A process's number comes again one day, so it is not the name.
        self._mine = folder / f"{uuid.uuid4().hex}.json"
        self._lock = threading.Lock()

    def write(self) -> None:
        """Bring this worker's file up to date; a disk without room keeps the one before."""
        content = json.dumps(_plain())
        with self._lock, contextlib.suppress(OSError):
            new = self._mine.with_suffix(".new")
            new.write_text(content, encoding="utf-8")
            new.replace(self._mine)

    def sums(self) -> Sums:
        """What all workers of this server counted since it started."""
        self.write()
        found = Sums()
        for plain in self._read():
            found.add(plain)
        return found

    def _read(self) -> Iterator[dict[str, Any]]:
        for path in self._folder.glob("*.json"):
            with contextlib.suppress(OSError, ValueError):
                yield json.loads(path.read_text(encoding="utf-8"))


class Alone:
    """The counts of a process that serves by itself."""

    def write(self) -> None:
        """There is nothing to share."""

    def sums(self) -> Sums:
        """What this process counted."""
        found = Sums()
        found.add(_plain())
        return found


def shelf() -> Files | Alone:
    """Where this process finds the counts of its server."""
    folder = os.environ.get(FOLDER)
    return Files(Path(folder)) if folder else Alone()


class Writer:
    """A thread that keeps this worker's file young."""

    def __init__(self, files: Files | Alone) -> None:
        self._files = files
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="counts", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Write once more, and end."""
        self._stop.set()
        self._thread.join(timeout=SECONDS_BETWEEN_FILES)
        self._files.write()

    def _run(self) -> None:
        while not self._stop.wait(SECONDS_BETWEEN_FILES):
            self._files.write()


def _plain() -> dict[str, Any]:
    return {**tally.here.plain(), "process": os.getpid(), "memory": _memory()}


def _memory() -> int:
    """Resident bytes of this process (proc(5), statm); 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True
