"""Programs of the system that tests run for real: `python -m scripts.packages NAME` prints a path.

Looked for in this order: WIJKMUNT_NAME, PATH and the system's folders, an earlier copy in build/.
When there is none, root on Debian or Ubuntu installs the distribution's package; others unpack it
into build/.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.browser import quietly
from scripts.stamps import BUILD, exclusive

SYSTEM_FOLDERS = ("usr/bin", "usr/sbin")
SECONDS = 240
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
"""No questions; and what is installed for the tests is not started as a service."""
INSTALL = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]


@dataclass(frozen=True)
class Program:
    """A program, the question that shows that it runs, and how its answer begins.

    ``within`` is the package that it comes in, when that has another name.
    """

    name: str
    question: str
    answer: str
    within: str = ""

    @property
    def package(self) -> str:
        """The distribution's package."""
        return self.within or self.name

    @property
    def variable(self) -> str:
        """The variable of the environment that says where it is."""
        return f"WIJKMUNT_{self.name.upper().replace('-', '_')}"


PROGRAMS = {
    program.name: program
    for program in (
        Program("hledger", "--version", "hledger"),
        Program("pgbouncer", "--version", "PgBouncer"),
        Program("caddy", "version", ""),
        Program("systemd-analyze", "--version", "systemd", within="systemd"),
    )
}


def find(program: Program) -> Path | None:
    """The program where it is on this machine already, or None."""
    return next((path for path in candidates(program) if starts(program, path)), None)


def candidates(program: Program) -> Iterator[Path]:
    """Where it may be, most wanted first."""
    if given := os.environ.get(program.variable):
        yield Path(given)
        return
    if found := shutil.which(program.name):
        yield Path(found)
    for root in (Path("/"), BUILD / program.name):
        yield from (root / folder / program.name for folder in SYSTEM_FOLDERS)


def starts(program: Program, path: Path) -> bool:
    """Whether ``path`` is that program, and runs."""
    if not path.is_file():
        return False
    command = [str(path), program.question]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.startswith(program.answer)


def install_package(program: Program) -> None:
    """The distribution's package, for root."""
    environment = {**os.environ, **QUIET}
    quietly(["apt-get", "update", "-qq"], SECONDS, environment)
    quietly([*INSTALL, program.package], SECONDS, environment)


def unpack_package(program: Program) -> None:
    """The distribution's package, unpacked where nobody but us looks: needs no rights."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["apt-get", "download", "-qq", program.package],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        for package in Path(folder).glob(f"{program.package}_*.deb"):
            quietly(["dpkg", "-x", str(package), str(BUILD / program.name)], SECONDS)


def ensure(name: str) -> Path:
    """A program that starts; tries to get it, and says what to do when it cannot."""
    program = PROGRAMS[name]
    with exclusive(name):
        found = find(program)
        if found is None and program.variable not in os.environ and shutil.which("apt-get"):
            way = install_package if os.geteuid() == 0 else unpack_package
            way(program)
            found = find(program)
    if found is None:
        raise SystemExit(
            f"The tests need {name}. Install it (Debian: apt-get install {program.package};\n"
            f"others: its own site), or set {program.variable} to where it is."
        )
    return found


if __name__ == "__main__":
    print(ensure(sys.argv[1]))
