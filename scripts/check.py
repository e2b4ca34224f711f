"""Every check that needs no running app, each with its verdict: `python -m scripts.check`.

All of them run, also after one has failed, so that one round shows everything to mend.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.stamps import ROOT

PYTHON = sys.executable
WORKERS = 2


@dataclass(frozen=True)
class Check:
    """One command that must end with status 0; ``mend`` says what usually puts it right."""

    name: str
    command: tuple[str, ...]
    mend: str


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """The command line of a Python tool of the virtual environment."""
    return (PYTHON, "-m", name, *arguments)


def script(name: str, *arguments: str) -> tuple[str, ...]:
    """The command line of one of our own scripts."""
    return module(f"scripts.{name}", *arguments)


CHECKS = (
    Check("types (mypy)", module("mypy"), "mend the types"),
    Check("PWA types (tsc)", script("pwa", "run", "types"), "mend the types"),
    Check(
        "architecture and migrations",
        module("pytest", "-q", "tests/architecture"),
        "docs/architecture.md says what may stand where",
    ),
    Check("lint (ruff)", module("ruff", "check", "."), "make format"),
    Check("format (ruff)", module("ruff", "format", "--check", "."), "make format"),
    Check("PWA lint and format (biome)", script("pwa", "run", "lint"), "make format"),
    Check("locks in step with setup.cfg", script("lock", "--check"), "make lock"),
    Check("known holes in what is locked", script("vulnerabilities"), "make lock, or do without"),
)


def run(check: Check) -> bool:
    """Run one check and print its verdict, with everything it said when it failed."""
    start = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    seconds = time.monotonic() - start
    if done.returncode == 0:
        print(f"  ok      {check.name} ({seconds:.0f} s)", flush=True)
        return True
    print(f"  FAILED  {check.name} ({seconds:.0f} s): {check.mend}\n{done.stdout}", flush=True)
    return False


def main() -> int:
    """The number of failed checks, which is the exit status."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, CHECKS)).count(False)


if __name__ == "__main__":
    raise SystemExit(main())
