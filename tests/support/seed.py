"""Commands of ``wijkmunt`` without their start: a process that has imported it forks one for each.

Each command is a process of its own, with its own environment, folder and output; what it saves is
the second and a half that importing takes. ``tests/cli/test_serving.py`` starts real ones.
A command that goes on, a server, ends with the test process, however that ends.
"""

import atexit
import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 120
GRACE_SECONDS = 8
_lock = threading.Lock()


def wijkmunt(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path = ROOT
) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end; raises TimeoutExpired after two minutes."""
    new = tempfile.NamedTemporaryFile
    with new("r", encoding="utf-8") as said, new("r", encoding="utf-8") as complained:
        files = [said.name, complained.name]
        status = _ask({**_command(arguments, environment, folder), "files": files})
        return subprocess.CompletedProcess(list(arguments), status, said.read(), complained.read())


class Going:
    """A command that goes on until it is stopped; its process leads a group of its own."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        files = [str(log), str(log)]
        self.pid = _ask({**_command(arguments, environment, ROOT), "files": files, "goes": True})
        self._status: int | None = None

    def poll(self) -> int | None:
        """Its exit status, None while it goes on."""
        if self._status is None:
            status = _ask({"poll": self.pid})
            self._status = None if status == _GOES_ON else status
        return self._status

    def stop(self) -> int:
        """End it as an administrator would, and its group in any case; returns its status."""
        if self._status is None:
            self._status = _ask({"stop": self.pid})
        return self._status

    def kill(self) -> None:
        """End it and what it started at once, as when a machine fails."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.stop()


_GOES_ON = 1_000


def _command(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path
) -> dict[str, object]:
    asked = {"arguments": list(arguments), "environment": dict(environment)}
    return {**asked, "folder": str(folder)}


def _ask(command: Mapping[str, object]) -> int:
    with _lock:
        return _answer(command)


def _answer(command: Mapping[str, object]) -> int:
    seed = _seed()
    assert seed.stdin is not None
    assert seed.stdout is not None
    seed.stdin.write(json.dumps(command).encode() + b"\n")
    seed.stdin.flush()
    if not select.select([seed.stdout], [], [], SECONDS)[0]:
        seed.kill()
        _seed.cache_clear()
        raise subprocess.TimeoutExpired(str(command["arguments"]), SECONDS)
    return int(seed.stdout.readline())


@cache
def _seed() -> "subprocess.Popen[bytes]":
    seed = subprocess.Popen(
        [sys.executable, "-m", "tests.support.seed"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(_end, seed)
    return seed


def _end(seed: "subprocess.Popen[bytes]") -> None:
    with seed:
        assert seed.stdin is not None
        seed.stdin.close()


def main() -> None:
    """Read a command a line and answer its exit status, until nobody asks any more."""
    gc.disable()
    from backend.cli.commands import run  # noqa: PLC0415 - as the command itself does

    gc.freeze()
    gc.enable()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    going: set[int] = set()
    for line in sys.stdin:
        asked = json.loads(line)
        if "poll" in asked:
            answer = _status_of(asked["poll"], os.WNOHANG)
        elif "stop" in asked:
            answer = _stop(asked["stop"])
            going.discard(asked["stop"])
        else:
            child = os.fork()
            if not child:
                answers.close()
                os._exit(_be(asked, run))
            if asked.get("goes"):
                going.add(answer := child)
            else:
                answer = _status_of(child, 0)
        print(answer, file=answers, flush=True)
    for process in going:
        _stop(process)


def _status_of(process: int, options: int) -> int:
    """The exit status of a child of ours, ``_GOES_ON`` when it has none yet."""
    found, status = os.waitpid(process, options)
    return os.waitstatus_to_exitcode(status) if found else _GOES_ON


def _stop(process: int) -> int:
    """Ask a command that goes on to end, then make its whole group end."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while (status := _status_of(process, os.WNOHANG)) == _GOES_ON and time.monotonic() < deadline:
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    return _status_of(process, 0) if status == _GOES_ON else status


def _be(command: Mapping[str, Any], run: Callable[[Sequence[str]], None]) -> int:
    """Become the command, in the forked process; returns its exit status."""
    if command.get("goes"):
        os.setsid()
    os.environ.clear()
    os.environ.update(command["environment"])
    os.chdir(command["folder"])
    for number, name in enumerate([os.devnull, *command["files"]]):
        os.dup2(os.open(name, os.O_RDWR | os.O_APPEND | os.O_CREAT), number)
    sys.argv = ["wijkmunt", *command["arguments"]]
    try:
        run(command["arguments"])
        status = 0
    except SystemExit as end:
        status = _status(end.code)
    except BaseException:
        traceback.print_exc()
        status = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def _status(code: str | int | None) -> int:
    if isinstance(code, str):
        print(code, file=sys.stderr)
        return 1
    return code or 0


if __name__ == "__main__":
    main()
