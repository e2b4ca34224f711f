"""A real pgbouncer before a test's PostgreSQL, set up as deploy/several/ has it."""

import os
import pwd
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from scripts.packages import ensure
from tests.scale.cluster import SEVERAL
from tests.support import guard
from tests.support.postgres import PostgresServer

SECONDS = 20
UNPRIVILEGED = "nobody"


@contextmanager
def pooler(postgres: PostgresServer, connections: int = 3) -> Iterator[Path]:
    """The folder of its socket; every database of ``postgres`` by its name, few connections each.

    Only where things are and who may come in differ from the project's file.
    """
    with tempfile.TemporaryDirectory(prefix="wijkmunt-pool-") as name:
        folder = Path(name)
        user = UNPRIVILEGED if os.geteuid() == 0 else None
        (folder / "users").write_text('"postgres" ""\n', encoding="utf-8")
        given = (SEVERAL / "pgbouncer.ini").read_text(encoding="utf-8")
        (folder / "pgbouncer.ini").write_text(_at_home(given, folder, postgres, connections))
        if user:
            account = pwd.getpwnam(user)
            for path in (folder, *folder.iterdir()):
                os.chown(path, account.pw_uid, account.pw_gid)
        with (folder / "log").open("wb") as log:
            command = [str(ensure("pgbouncer")), str(folder / "pgbouncer.ini")]
            guarded = guard.start(command, user=user, output=log)
        try:
            _wait(folder)
            yield folder
        finally:
            guard.stop(guarded)


def _at_home(given: str, folder: Path, postgres: PostgresServer, connections: int) -> str:
    changed = {
        "wijkmunt": "",
        "listen_addr": "",
        "listen_port": "5432",
        "unix_socket_dir": str(folder),
        "auth_type": "trust",
        "auth_file": str(folder / "users"),
        "default_pool_size": str(connections),
    }
    for name, value in changed.items():
        given, times = re.subn(rf"(?m)^{name} =.*$", f"{name} = {value}" if value else "", given)
        if times != 1:
            raise AssertionError(f"deploy/several/pgbouncer.ini has not one {name}")
    return given.replace("[databases]", f"[databases]\n* = host={postgres.folder}")


def _wait(folder: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            psycopg.connect(f"postgresql://postgres@/postgres?host={folder}").close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                said = (folder / "log").read_text(errors="replace")
                raise RuntimeError(f"the pooler did not start: {said}") from error
            time.sleep(0.05)
