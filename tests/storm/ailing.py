"""What a storm does inside a server: its clock is off, and in the controls it is broken on purpose.

A server under test is the real one. These few lines are put into its process before it begins,
by ``within/sitecustomize.py``.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from backend import clock

WIDTH = 12
LATE_SECONDS = 1.5


class SkewedClock:
    """The true time and an offset that another process writes into a file, in whole seconds."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT)
        if not os.fstat(self._file).st_size:
            self.jump(0)

    def __call__(self) -> datetime:
        """The instant that this clock shows."""
        return clock.from_millis(time.time_ns() // 1_000_000 + 1000 * self.offset)

    @property
    def offset(self) -> int:
        """How many seconds it is ahead of the true time."""
        return int(os.pread(self._file, WIDTH, 0))

    def jump(self, seconds: int) -> None:
        """Let every process that reads the file be ``seconds`` ahead, or behind."""
        os.pwrite(self._file, f"{seconds:+{WIDTH}d}".encode(), 0)


def begin(environment: Mapping[str, str]) -> None:
    """Set this server's clock, and break it as STORM_BROKEN says."""
    clock.use_source(SkewedClock(Path(environment["STORM_CLOCK"])))
    broken = environment.get("STORM_BROKEN")
    if broken:
        BROKEN[broken]()


def answer_before_it_is_written() -> None:
    """The embedded database's writer says "done" when it has written, and commits a while later."""
    from backend.db import group_commit  # noqa: PLC0415 - only a broken server needs it

    def commit_late(
        connection: sqlite3.Connection, requests: Sequence[group_commit._Request]
    ) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for request in requests:
            error = group_commit._try(connection, request)
            if error:
                request.done.set_exception(error)
            else:
                request.done.set_result(None)
        time.sleep(LATE_SECONDS)
        connection.execute("COMMIT")

    def answered(requests: Sequence[group_commit._Request]) -> None:
        """They have their answer."""

    group_commit._commit_together = commit_late
    group_commit._answer = answered


def book_every_request_anew() -> None:
    """A claim that is sent again is another claim: the server does not know its id any more."""
    from backend.errors import NotFound  # noqa: PLC0415 - only a broken server needs it
    from backend.ids import new_id  # noqa: PLC0415
    from backend.tasks import claiming, queries  # noqa: PLC0415

    claim = claiming.claim

    def claim_anew(caller: object, command: claiming.Command) -> object:
        try:
            queries.claim(command.id)
        except NotFound:
            return claim(caller, command)  # type: ignore[arg-type]
        return claim(caller, replace(command, id=new_id()))  # type: ignore[arg-type]

    claiming.claim = claim_anew  # type: ignore[assignment]


BROKEN: Mapping[str, Callable[[], None]] = {
    "answers early": answer_before_it_is_written,
    "forgets ids": book_every_request_anew,
}
