"""Several PostgreSQL servers, each a copy of the one before, with wires that can be cut."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from tests.scale.wire import Wire
from tests.support.postgres import PostgresServer
from tests.support.server import ROOT

SEVERAL = ROOT / "deploy" / "several"
SECONDS = 30
NAMES = "abcdefgh"
SMALL = {"min_wal_size": "80MB", "max_wal_size": "256MB"}
"""So that tests do not make files of a gigabyte."""


_WAITED_FOR = """
    SELECT count(*) >= {} FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')"""


def own_settings() -> dict[str, str]:
    """What deploy/several/ tells every server."""
    lines = (SEVERAL / "postgresql.conf").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" = ") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


class Node(PostgresServer):
    """A server of the cluster; the first starts empty, the others from a copy of ``source``."""

    def __init__(self, name: str, source: "Node | None" = None) -> None:
        self.name, self._source = name, source
        self.wire: Wire | None = None
        self._wire_folder = Path()
        settings = own_settings() | SMALL
        super().__init__(settings if source is None else settings | self._settings_of_a_copy())

    def ask(self, question: str) -> Any:
        """The first value of the answer to ``question``."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            row = connection.execute(question.encode()).fetchone()
        return row and row[0]

    def kill(self) -> None:
        """End all of its processes at once, as when its machine loses power."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        # Stopped first, so that it starts no other process while its own are ended.
        os.kill(first, signal.SIGSTOP)
        for child in Path(f"/proc/{first}/task/{first}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        os.kill(first, signal.SIGKILL)

    def promote(self) -> None:
        """Make this copy the one that writes."""
        if not self.ask(f"SELECT pg_promote(true, {SECONDS})"):
            raise RuntimeError("the copy was not promoted")

    def require_copies(self, count: int) -> None:
        """Acknowledge nothing that is not applied on ``count`` copies; 0 waits for none."""
        names = f"ANY {count} (*)" if count else ""
        self.set("synchronous_standby_names", names)
        if count:
            self.wait_for(_WAITED_FOR.format(count))

    def set(self, name: str, value: str) -> None:
        """Change a setting of the running server."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
            connection.execute("SELECT pg_reload_conf()")

    def wait_for(self, question: str) -> None:
        """Wait until ``question`` has an answer that is true."""
        deadline = time.monotonic() + SECONDS
        while not self.ask(question):
            if time.monotonic() > deadline:
                raise RuntimeError(f"never true: {question}")
            time.sleep(0.02)

    def _initialise(self) -> None:
        if self._source is None:
            super()._initialise()
            return
        command = [str(self.programs / "pg_basebackup"), "-D", str(self.folder / "data")]
        command += ["-h", str(self._source.folder), "-U", "postgres", "-R"]
        command += ["-c", "fast", "--no-sync"]
        subprocess.run(command, user=self._user, cwd=self.folder, check=True)
        # What was set while the source ran is the source's.
        (self.folder / "data" / "postgresql.auto.conf").write_text("", encoding="utf-8")

    def _settings_of_a_copy(self) -> dict[str, str]:
        assert self._source is not None
        folder = Path(tempfile.mkdtemp(prefix="wijkmunt-wire-"))
        folder.chmod(0o755)
        self.wire = Wire(folder, self._source.folder)
        self._wire_folder = folder
        where = f"host={folder} user=postgres application_name={self.name}"
        return {"primary_conninfo": where}

    def stop(self) -> None:
        """End it, and its wire."""
        if self.wire is not None:
            self.wire.close()
            shutil.rmtree(self._wire_folder)
        super().stop()


def part(copy: Node) -> None:
    """The copy hears nothing from here on, and neither end knows it."""
    assert copy.wire is not None
    copy.wire.part()


class Cluster:
    """The servers by name; their names exist as folders of sockets before they do."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wijkmunt-cluster-"))
        self.folder.chmod(0o755)
        self.nodes: list[Node] = []

    def add(self) -> Node:
        """One more server: a copy of the newest, or the first."""
        name = NAMES[len(self.nodes)]
        node = Node(name, self.nodes[-1] if self.nodes else None)
        (self.folder / name).symlink_to(node.folder)
        self.nodes.append(node)
        return node

    def address(self, database: str) -> str:
        """The address of whichever server writes, in libpq's spelling."""
        hosts = ",".join(str(self.folder / name) for name in NAMES)
        return f"postgresql://postgres@/{database}?host={hosts}&target_session_attrs=read-write"

    def stop(self) -> None:
        """End them all."""
        for node in self.nodes:
            node.stop()
        shutil.rmtree(self.folder)
