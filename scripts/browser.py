"""Find a Chromium for the tests, or install one: `python -m scripts.browser` prints its path.

Looked for in this order: WIJKMUNT_CHROMIUM, the usual names on PATH, Playwright's own download.
When there is none, root on Debian or Ubuntu gets the distribution's package, others the download.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
DOWNLOAD_SECONDS = 180
PACKAGE_SECONDS = 420


def find() -> Path | None:
    """The Chromium that is on this machine already, or None."""
    return next((path for path in candidates() if starts(path)), None)


def candidates() -> Iterator[Path]:
    """Where a Chromium may be, most wanted first."""
    if given := os.environ.get("WIJKMUNT_CHROMIUM"):
        yield Path(given)
        return
    yield from (Path(path) for name in NAMES if (path := shutil.which(name)))
    yield MAC
    yield from playwrights_own()


def playwrights_own() -> Iterator[Path]:
    """The browser that an earlier `playwright install chromium` left, if any."""
    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def starts(path: Path) -> bool:
    """Whether ``path`` is a browser that runs (a snap's stub is there, but does not)."""
    if not path.is_file():
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def download() -> None:
    """Playwright's own build, with the libraries it needs when we may install those."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() == 0:
        command.append("--with-deps")
    quietly(command, DOWNLOAD_SECONDS)


def install_package() -> None:
    """The distribution's own Chromium, where we are root and there is an apt-get."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quietly(["apt-get", "update", "-qq"], PACKAGE_SECONDS, environment)
    wanted = ["chromium", "fonts-noto-core"]
    options = ["-y", "-qq", "--no-install-recommends"]
    quietly(["apt-get", "install", *options, *wanted], PACKAGE_SECONDS, environment)


def quietly(command: list[str], seconds: int, environment: dict[str, str] | None = None) -> None:
    """Run one way of getting a program; whether it worked is seen by looking for the program."""
    print("Getting what the tests need:", " ".join(command[-3:]), file=sys.stderr, flush=True)
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  did not work: {error}", file=sys.stderr)


def ensure() -> Path:
    """A Chromium that starts; tries to get one, and says what to do when it cannot."""
    # The package first where it can work: it is small, signed, and needs no other host.
    ways: list[Callable[[], None]] = [install_package, download]
    if not (os.geteuid() == 0 and shutil.which("apt-get")):
        ways.reverse()
    found = find()
    for way in ways:
        if found is not None or "WIJKMUNT_CHROMIUM" in os.environ:
            break
        way()
        found = find()
    if found is None:
        raise SystemExit(
            "The tests need Chromium. Install it (Debian: apt-get install chromium), or set\n"
            "WIJKMUNT_CHROMIUM to the path of a Chromium or Chrome."
        )
    return found


if __name__ == "__main__":
    print(ensure())
