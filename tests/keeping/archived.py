"""A PostgreSQL that archives as ``deploy/postgresql`` says, and one brought back from that."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from tests.support import guard
from tests.support.postgres import SETTINGS, START_SECONDS, UNPRIVILEGED, PostgresServer
from tests.support.server import ROOT

CONF = ROOT / "deploy" / "postgresql" / "wijkmunt.conf"
SCRIPT = ROOT / "deploy" / "postgresql" / "archive-wal"
_PLACE = "/opt/wijkmunt/deploy/postgresql/archive-wal"
_ARCHIVE = "/var/lib/wijkmunt-wal"


def settings(archive: Path, script: Path) -> dict[str, str]:
    """The lines of ``wijkmunt.conf``, with the two paths of this machine."""
    lines = [line for line in CONF.read_text(encoding="utf-8").splitlines() if " = " in line]
    pairs = (line.split(" = ", 1) for line in lines if not line.startswith("#"))
    given = {name: value.strip("'") for name, value in pairs}
    command = given["archive_command"]
    assert _PLACE in command
    assert _ARCHIVE in command
    given["archive_command"] = command.replace(_PLACE, str(script)).replace(_ARCHIVE, str(archive))
    return given


class Archived:
    """A server in ``server`` whose log goes to ``archive``; ``base`` holds a copy of its files."""

    def __init__(self) -> None:
        # Not in pytest's folder: the account that the server runs as may not enter it.
        self._folder = folder = Path(tempfile.mkdtemp(prefix="wijkmunt-archived-"))
        self.archive, self.base = folder / "wal", folder / "base"
        script = folder / SCRIPT.name
        folder.chmod(0o755)
        shutil.copy(SCRIPT, script)
        self.archive.mkdir()
        _give(self.archive)
        self.server = PostgresServer(settings(self.archive, script))
        self._restored: subprocess.Popen[bytes] | None = None

    def copy_files(self) -> None:
        """Take the base copy, as docs/operations.md says."""
        subprocess.run(
            [
                self.server.programs / "pg_basebackup",
                f"--dbname={self.server.url()}",
                f"--pgdata={self.base}",
                "--checkpoint=fast",
                "--wal-method=none",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            timeout=START_SECONDS,
        )
        subprocess.run([self.server.programs / "pg_verifybackup", "-n", self.base], check=True,
                       capture_output=True)  # fmt: skip

    def archive_all(self) -> None:
        """Wait until everything written so far is in the archive."""
        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            row = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert row is not None
        wait_for(self.archive / row[0])

    def go_back(self, until: str, database: str) -> str:
        """Start a server from the copy and the archive, as of ``until``; the database's address."""
        settings = {
            **SETTINGS,
            "restore_command": f"cp {self.archive}/%f %p",
            "recovery_target_time": until,
            "recovery_target_action": "promote",
        }
        (self.base / "recovery.signal").touch()
        for path in (self.base, *self.base.rglob("*")):
            _give(path)
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        places = ["-D", str(self.base), "-k", str(self.server.folder), "-p", "5433"]
        self._restored = guard.start(
            [str(self.server.programs / "postgres"), *places, *options],
            stop_signal=signal.SIGINT,
            user=UNPRIVILEGED if os.geteuid() == 0 else None,
        )
        address = f"{self.server.url(database)}&port=5433"
        _wait_until_it_writes(address)
        return address

    def stop(self) -> None:
        """End both servers."""
        if self._restored is not None:
            guard.stop(self._restored)
        self.server.stop()
        shutil.rmtree(self._folder)


def wait_for(path: Path) -> None:
    """Until a file is there."""
    deadline = time.monotonic() + START_SECONDS
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} was not archived"
        time.sleep(0.02)


def _wait_until_it_writes(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(address, target_session_attrs="read-write").close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, "the server did not come back"
            time.sleep(0.05)


def _give(path: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, UNPRIVILEGED)
