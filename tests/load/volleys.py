"""The load's own processes, which stay for all rounds and send at the same moment."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from tests.load.job import Job, Shots
from tests.support.server import ROOT

PROCESSES = 2


@dataclass
class Shooters:
    """Running processes of ``tests.load.shooter``."""

    processes: list["subprocess.Popen[bytes]"]

    def fire(self, jobs: Sequence[Job]) -> list[Shots]:
        """A job for each process: all prepare first. Raises RuntimeError for any other answer."""
        pairs = list(zip(self.processes, jobs, strict=True))
        for process, job in pairs:
            _write(process, pickle.dumps(job))
        for process, _ in pairs:
            if _output(process).readline() != b"ready\n":
                raise RuntimeError("the load did not start")
        for process, _ in pairs:
            _write(process, b"go\n")
        shots: list[Shots] = [pickle.load(_output(process)) for process, _ in pairs]  # noqa: S301
        for one in shots:
            if one.other or one.ran_out:
                raise RuntimeError(f"not everything was done: {one.other or 'too little to send'}")
        return shots


@contextmanager
def shooters(processes: int = PROCESSES) -> Iterator[Shooters]:
    """Start them, and end them afterwards."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.load.shooter"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for _ in range(processes)
    ]
    try:
        yield Shooters(started)
    finally:
        for process in started:
            process.communicate()


def _output(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdout is None:
        raise AssertionError("the process was started with pipes")
    return process.stdout


def _write(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    if process.stdin is None:
        raise AssertionError("the process was started with pipes")
    process.stdin.write(data)
    process.stdin.flush()
