"""Run a server that cannot outlive the tests: `python guard.py [--signal N] [--remove DIR] -- CMD`.

The test process holds our standard input open. When it closes it, or is killed and the kernel
closes it, we stop the server, wait, and remove its folder. Standard library only.
"""

import argparse
import os
import select
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

GRACE_SECONDS = 8
POLL_SECONDS = 0.2


def start(
    command: list[str],
    *,
    stop_signal: signal.Signals = signal.SIGTERM,
    remove: Path | None = None,
    user: str | None = None,
    output: IO[bytes] | None = None,
    env: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start ``command`` under a guard of its own; give the result to ``stop`` when done.

    ``remove`` is a folder that goes when the server has ended; ``user`` is a system account to
    run as (root only); ``output`` takes what the server prints.
    """
    options = ["--signal", str(int(stop_signal))]
    options += ["--remove", str(remove)] if remove else []
    options += ["--user", user] if user else []
    return subprocess.Popen(
        [sys.executable, __file__, *options, "--", *command],
        stdin=subprocess.PIPE,
        stdout=output or subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env=env,
    )


def stop(guarded: subprocess.Popen[bytes]) -> int:
    """Stop what ``start`` started and wait until it is gone; returns its exit status."""
    if guarded.stdin is not None:
        with suppress(BrokenPipeError):
            guarded.stdin.close()
    return guarded.wait(timeout=2 * GRACE_SECONDS)


def watch(command: list[str], stop_signal: int, user: str | None) -> int:
    """Run ``command`` until it ends or our standard input does; returns its exit status."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, user=user)
    while child.poll() is None:
        readable, _, _ = select.select([sys.stdin], [], [], POLL_SECONDS)
        if readable and not os.read(sys.stdin.fileno(), 1):
            break
    end_group(child, stop_signal)
    return child.returncode


def end_group(child: subprocess.Popen[bytes], stop_signal: int) -> None:
    """Ask the server to stop, then make it and whatever it left behind stop."""
    with suppress(ProcessLookupError):
        child.send_signal(stop_signal)
    with suppress(subprocess.TimeoutExpired):
        child.wait(GRACE_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def main() -> int:
    """Guard one command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--signal", type=int, default=int(signal.SIGTERM))
    parser.add_argument("--remove", type=Path)
    parser.add_argument("--user")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    try:
        return watch(options.command, options.signal, options.user)
    finally:
        if options.remove:
            shutil.rmtree(options.remove, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
