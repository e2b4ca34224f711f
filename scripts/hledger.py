"""Find an hledger for the tests, or get one: `python -m scripts.hledger` prints its path.

Looked for in this order: WIJKMUNT_HLEDGER, PATH, an earlier copy in build/. When there is none,
root on Debian or Ubuntu installs the distribution's package; others unpack it into build/.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.browser import quietly
from scripts.stamps import BUILD, exclusive

UNPACKED = BUILD / "hledger"
SECONDS = 240
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def find() -> Path | None:
    """The hledger that is on this machine already, or None."""
    return next((path for path in candidates() if starts(path)), None)


def candidates() -> Iterator[Path]:
    """Where an hledger may be, most wanted first."""
    if given := os.environ.get("WIJKMUNT_HLEDGER"):
        yield Path(given)
        return
    if found := shutil.which("hledger"):
        yield Path(found)
    yield UNPACKED / "usr" / "bin" / "hledger"


def starts(path: Path) -> bool:
    """Whether ``path`` is an hledger that runs."""
    if not path.is_file():
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.startswith(b"hledger")


def install_package() -> None:
    """The distribution's package, for root."""
    environment = {**os.environ, **QUIET}
    quietly(["apt-get", "update", "-qq"], SECONDS, environment)
    wanted = ["install", "-y", "-qq", "--no-install-recommends", "hledger"]
    quietly(["apt-get", *wanted], SECONDS, environment)


def unpack_package() -> None:
    """The distribution's package, unpacked where nobody but us looks: needs no rights."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["apt-get", "download", "-qq", "hledger"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        for package in Path(folder).glob("hledger_*.deb"):
            quietly(["dpkg", "-x", str(package), str(UNPACKED)], SECONDS)


def ensure() -> Path:
    """An hledger that starts; tries to get one, and says what to do when it cannot."""
    with exclusive("hledger"):
        found = find()
        if found is None and "WIJKMUNT_HLEDGER" not in os.environ and shutil.which("apt-get"):
            way = install_package if os.geteuid() == 0 else unpack_package
            way()
            found = find()
    if found is None:
        raise SystemExit(
            "The tests need hledger, version 1.25 or newer. Install it (Debian: apt-get install\n"
            "hledger; others: its own site), or set WIJKMUNT_HLEDGER to where it is."
        )
    return found


if __name__ == "__main__":
    print(ensure())
