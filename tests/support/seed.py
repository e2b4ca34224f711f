"""Commands of ``wijkmunt`` without their start: a process that has imported it forks one for each.

Each command is a process of its own, with its own environment, folder and output; what it saves is
the second and a half that importing takes. ``tests/cli/test_serving.py`` starts real ones.
"""

import atexit
import gc
import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 120
_lock = threading.Lock()


def wijkmunt(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path = ROOT
) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end; raises TimeoutExpired after two minutes."""
    new = tempfile.NamedTemporaryFile
    with new("r", encoding="utf-8") as said, new("r", encoding="utf-8") as complained:
        files = [said.name, complained.name]
        with _lock:
            asked = {"arguments": list(arguments), "environment": dict(environment)}
            status = _ask({**asked, "folder": str(folder), "files": files})
        return subprocess.CompletedProcess(list(arguments), status, said.read(), complained.read())


def _ask(command: Mapping[str, object]) -> int:
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
    for line in sys.stdin:
        child = os.fork()
        if not child:
            answers.close()
            os._exit(_be(json.loads(line), run))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)


def _be(command: Mapping[str, Any], run: Callable[[Sequence[str]], None]) -> int:
    """Become the command, in the forked process; returns its exit status."""
    os.environ.clear()
    os.environ.update(command["environment"])
    os.chdir(command["folder"])
    for number, name in enumerate([os.devnull, *command["files"]]):
        os.dup2(os.open(name, os.O_RDWR), number)
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
