"""The two databases of a storm: each on a small disk, each can be killed and can begin again."""

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import psycopg

from tests.storm.disk import Limited, Mounted, small_disk
from tests.support import guard
from tests.support.postgres import SETTINGS, UNPRIVILEGED, PostgresServer, sqlalchemy_url

NAME = "storm"
START_SECONDS = 60
_FILES_IN_STORE = 6
_SMALL = {
    "shared_buffers": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
    "log_min_messages": "fatal",
}


class Database(Protocol):
    """What a storm needs of a database."""

    folder: Path
    disk: Mounted | Limited

    @property
    def at_hand(self) -> str:
        """SQLAlchemy's address of it, without any wire between."""

    @property
    def writers(self) -> list[int]:
        """The processes that write its files, beside the servers."""

    def kill(self) -> None:
        """End it as when the power fails; nothing when it lives in the servers."""

    def revive(self) -> None:
        """Begin again after ``kill``, or when it ended by itself."""

    def strain(self) -> None:
        """Make it need room on its disk now, where it has some in store."""

    def close(self) -> None:
        """End it and remove everything."""


class Embedded:
    """SQLite: a file, and no process of its own."""

    def __init__(self, template: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="storm-sqlite-"))
        self.disk = small_disk(self.folder / "data")
        self._file = self.folder / "data" / "storm.sqlite"
        shutil.copy(template / "storm.sqlite", self._file)

    @property
    def at_hand(self) -> str:
        """SQLAlchemy's address."""
        return f"sqlite:///{self._file}"

    @property
    def writers(self) -> list[int]:
        return []

    def kill(self) -> None:
        pass

    def revive(self) -> None:
        pass

    def strain(self) -> None:
        pass

    def close(self) -> None:
        self.disk.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Cluster(PostgresServer):
    """PostgreSQL, whose data are a copy of ``template`` (or new), on a small disk."""

    def __init__(
        self, template: Path | None = None, settings: dict[str, str] | None = None
    ) -> None:
        self._user = UNPRIVILEGED if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="storm-pg-", dir="/tmp"))
        self._settings = {**SETTINGS, **_SMALL, **(settings or {})}
        self._give(self.folder)
        self.disk = small_disk(self.folder / "data", self._owner())
        self.programs = self._usable_programs()
        self._guarded: subprocess.Popen[bytes] | None = None  # type: ignore[assignment]
        if template:
            source = f"{template / 'data'}/."
            subprocess.run(["cp", "-a", source, str(self.folder / "data")], check=True)
        else:
            self._initialise()
        self.revive()

    @property
    def socket(self) -> str:
        """The Unix socket that it listens on."""
        return str(self.folder / ".s.PGSQL.5432")

    @property
    def at_hand(self) -> str:
        """SQLAlchemy's address of the storm's database, without any wire between."""
        return sqlalchemy_url(self.url(NAME))

    @property
    def writers(self) -> list[int]:
        """Its processes, the first one first."""
        first = self._first()
        if first is None:
            return []
        with suppress(FileNotFoundError):
            children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
            return [first, *map(int, children)]
        return []

    def kill(self) -> None:
        """SIGKILL to every process of it, the first one first, so that none can tidy up."""
        kill_all(self.writers)
        if self._guarded:
            self._guarded.wait(START_SECONDS)

    def revive(self) -> None:
        """Start until it answers; a server that cannot start yet is started again."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._guarded and self._guarded.poll() is not None:
                guard.stop(self._guarded)
                self._guarded = None
            self._guarded = self._guarded or self._begin()
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise RuntimeError(f"PostgreSQL did not begin again:\n{self.log}")

    def strain(self) -> None:
        """Begin new files of its log until there is no room for the next."""
        with suppress(psycopg.Error), psycopg.connect(self.url(NAME), autocommit=True) as session:
            for _ in range(_FILES_IN_STORE):
                session.execute("SELECT pg_logical_emit_message(true, 'storm', 'x')")
                session.execute("SELECT pg_switch_wal()")

    @property
    def log(self) -> str:
        """What it printed."""
        return (self.folder / "log").read_text(errors="replace")[-2_000:]

    def keep_as(self, template: Path) -> None:
        """End it in order and copy its data."""
        if self._guarded:
            guard.stop(self._guarded)
        subprocess.run(["cp", "-a", str(self.folder / "data"), str(template)], check=True)

    def close(self) -> None:
        """End it and remove its data."""
        if self._guarded:
            with suppress(subprocess.TimeoutExpired):
                guard.stop(self._guarded)
        self.disk.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _begin(self) -> "subprocess.Popen[bytes]":
        options = [
            word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")
        ]
        places = ["-D", str(self.folder / "data"), "-k", str(self.folder)]
        with (self.folder / "log").open("ab") as log:
            return guard.start(
                [str(self.programs / "postgres"), *places, *options],
                stop_signal=signal.SIGINT,
                user=self._user,
                output=log,
            )

    def _first(self) -> int | None:
        """The process that started all others, if it lives."""
        if self._guarded is None:
            return None
        children = Path(f"/proc/{self._guarded.pid}/task/{self._guarded.pid}/children")
        try:
            found = children.read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        return int(found[0]) if found else None

    def _owner(self) -> tuple[int, int] | None:
        if not self._user:
            return None
        account = pwd.getpwnam(self._user)
        return account.pw_uid, account.pw_gid


def kill_all(processes: Iterable[int]) -> None:
    """SIGKILL, in this order; those that are gone already do not matter."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def settle_file(path: Path) -> None:
    """Write everything of a SQLite database into its one file, so that it can be copied."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
