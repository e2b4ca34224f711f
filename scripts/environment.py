"""Make or refresh .venv from a lock file: `python -m scripts.environment run|dev`.

Needs nothing but Python itself. Every download is checked against the hashes in the lock.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

from scripts.stamps import ROOT, exclusive, fingerprint, is_current

VENV = ROOT / ".venv"
KINDS = ("run", "dev")
COMMAND = """#!/bin/sh
exec "$(dirname "$0")/python" -m backend.cli "$@"
"""


def ensure(kind: str) -> None:
    """Bring .venv in step with requirements/KIND.txt; does nothing when it already is."""
    locks = {name: ROOT / "requirements" / f"{name}.txt" for name in KINDS}
    # The virtual environment holds absolute paths, so a moved folder needs a new one.
    wanted = {name: fingerprint([lock], str(VENV), sys.version) for name, lock in locks.items()}
    stamps = {name: VENV / f"wijkmunt-{name}.stamp" for name in KINDS}
    sufficient = KINDS[KINDS.index(kind) :]
    with exclusive("environment"):
        if any(is_current(stamps[name], wanted[name]) for name in sufficient):
            return
        create()
        for stamp in stamps.values():
            stamp.unlink(missing_ok=True)
        install(locks[kind])
        link_project()
        stamps[kind].write_text(wanted[kind], encoding="utf-8")


def create() -> None:
    """A virtual environment for this very Python and this very folder, replacing a stale one."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise SystemExit(
            "This Python cannot make virtual environments. On Debian or Ubuntu:\n"
            f"  apt-get install python3.{sys.version_info.minor}-venv   (or: python3-venv)"
        )
    if works():
        return
    print("Creating .venv", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def works() -> bool:
    """Whether .venv runs, belongs to this folder, and has the version of this Python."""
    question = "import sys, pip; print(sys.prefix, *sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [VENV / "bin" / "python", "-c", question], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    major, minor = sys.version_info[:2]
    return answer.stdout.strip() == f"{VENV} {major} {minor}"


def install(lock: Path) -> None:
    """Install exactly what ``lock`` names; pip refuses a file whose hash is not in it."""
    print(f"Installing {lock.relative_to(ROOT)}", flush=True)
    options = ["--quiet", "--no-deps", "--no-compile", "--require-hashes", "--prefer-binary"]
    environment = ["--disable-pip-version-check", "--no-input"]
    subprocess.run(
        [VENV / "bin" / "python", "-m", "pip", "install", *environment, *options, "-r", lock],
        check=True,
    )


def link_project() -> None:
    """Make `import backend` and the command `wijkmunt` work, without a build backend to fetch."""
    query = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run(
        [VENV / "bin" / "python", "-c", query], capture_output=True, text=True, check=True
    )
    (Path(answer.stdout.strip()) / "wijkmunt.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = VENV / "bin" / "wijkmunt"
    command.write_text(COMMAND, encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in KINDS:
        raise SystemExit(__doc__)
    try:
        ensure(sys.argv[1])
    except subprocess.CalledProcessError as error:
        raise SystemExit(
            f"The environment was not made: a step ended with {error.returncode}."
        ) from None
