"""The section on restoring, run as it is written in docs/operations.md.

Only the places differ: folders below the test's own, and in place of the machine's accounts and
service manager two small programs that go on as whoever runs the tests.
"""

import contextlib
import os
import re
import shutil
import subprocess
import textwrap
from pathlib import Path

from flask import Flask

from backend.keeping.digest import differences
from tests.conftest import SECRET, sqlalchemy_url
from tests.keeping.conftest import Neighbourhood, Screen, lively, place, screen
from tests.keeping.test_copies import CHANGED, address, tables
from tests.support.postgres import PostgresServer
from tests.support.server import ROOT

__all__ = ["lively", "place", "screen"]

PAGE = ROOT / "docs" / "operations.md"
PLACES = ("/var/lib/wijkmunt-copies", "/var/lib/wijkmunt")
SYSTEMCTL = 'echo "$@" >> "$SERVICES"\n'
RUNUSER = 'shift 3\nPGUSER=postgres exec "$@"\n'


def commands_under(heading: str) -> str:
    """The commands of a section, as a script."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n{heading}\n", 1)[1]
    section = re.split(r"^#+ ", text, maxsplit=1, flags=re.MULTILINE)[0]
    lines = re.findall(r"^ {7,}.*$", section, re.MULTILINE)
    return textwrap.dedent("\n".join(lines)) + "\n"


class Machine:
    """A machine of its own: where the page's commands find what they name."""

    def __init__(self, folder: Path, database: str, programs: Path, socket: Path) -> None:
        self.folder = folder
        for name in ("bin", "etc", "var/lib/wijkmunt-copies", "var/lib/wijkmunt"):
            (folder / name).mkdir(parents=True)
        self._program("systemctl", SYSTEMCTL)
        self._program("runuser", RUNUSER)
        shutil.copy(ROOT / "deploy" / "wijkmunt", folder / "bin" / "wijkmunt")
        settings = (ROOT / "deploy" / "environment.example").read_text(encoding="utf-8")
        settings = re.sub(r'DATABASE="[^"]*"', f'DATABASE="{database}"', self.here(settings))
        (folder / "etc" / "environment").write_text(settings, encoding="utf-8")
        (folder / "etc" / "secrets").write_text(SECRET, encoding="utf-8")
        kept = {key: value for key, value in os.environ.items() if "WIJKMUNT" not in key}
        self.environment = {
            **kept,
            "PATH": f"{folder / 'bin'}:{programs}:{kept['PATH']}",
            "PGHOST": str(socket),
            "SERVICES": str(folder / "services"),
            "WIJKMUNT_ACCOUNT": subprocess.check_output(["id", "-un"], text=True).strip(),
            "WIJKMUNT_ETC": str(folder / "etc"),
            "WIJKMUNT_HOME": str(ROOT),
            "PYTHONPATH": str(ROOT),
        }

    def here(self, text: str) -> str:
        """The same with the folders of this machine."""
        for known in PLACES:
            text = re.sub(rf"{known}(?![\w-])", f"{self.folder}{known}", text)
        return text

    def run(self, script: str) -> list[str]:
        """What the commands say; each has to end well."""
        done = subprocess.run(
            ["sh", "-euc", self.here(script)],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done
        return done.stdout.splitlines()

    def _program(self, name: str, script: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
        path.chmod(0o755)


def test_a_copy_is_restored_by_what_the_page_says(
    app: Flask,
    lively: Neighbourhood,
    screen: Screen,
    tmp_path: Path,
) -> None:
    on_sqlite, folder = address(app).startswith("sqlite"), tmp_path / "machine"
    with contextlib.ExitStack() as running:
        database, programs, socket = "", folder, folder
        if not on_sqlite:
            server = PostgresServer()
            running.callback(server.stop)
            programs, socket = server.programs, server.folder
            database = f"postgresql://wijkmunt@/wijkmunt?host={socket}"
        machine = Machine(folder, database, programs, socket)
        restore(machine, app, screen, on_sqlite=on_sqlite)


def restore(machine: Machine, app: Flask, screen: Screen, *, on_sqlite: bool) -> None:
    """Lose the database, and do what the page says."""
    folder = machine.folder
    before = tables(address(app))
    screen.on(address(app)).copy(folder / "var" / "lib" / "wijkmunt-copies")
    if on_sqlite:
        (folder / "var" / "lib" / "wijkmunt" / "wijkmunt.sqlite").write_bytes(b"the disk was bad")
    else:
        machine.run("createuser -U postgres wijkmunt\ncreatedb -U postgres -O wijkmunt wijkmunt\n")
    said = machine.run(commands_under("### SQLite" if on_sqlite else "### PostgreSQL"))
    assert said[-1] == "The ledger is sound."
    assert (folder / "services").read_text().split() == [
        *("stop", "wijkmunt", "wijkmunt-tick.timer"),
        *("start", "wijkmunt", "wijkmunt-tick.timer"),
    ]
    restored = (
        f"sqlite:///{folder}/var/lib/wijkmunt/wijkmunt.sqlite"
        if on_sqlite
        else sqlalchemy_url(f"postgresql://wijkmunt@/wijkmunt?host={machine.environment['PGHOST']}")
    )
    assert set(differences(tables(restored), before)) < CHANGED


def test_the_page_names_no_file_that_is_not_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = re.findall(r"/opt/wijkmunt/(deploy/[\w./-]+)", text)
    linked = [f"docs/{name}" for name in re.findall(r"\]\(([\w.-]+\.md)\)", text)]
    missing = [name for name in {*named, *linked} if not (ROOT / name.rstrip("/")).exists()]
    assert sorted(missing) == []
    assert len(named) > 3
