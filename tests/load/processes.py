"""What the processes of a server use: processor time and memory, from the kernel (proc(5))."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.server import Server

_TICKS = os.sysconf("SC_CLK_TCK")
_KIB, _MIB = 2**10, 2**20


@dataclass(frozen=True)
class Process:
    """One process of a server as it was at a moment; memory in MiB.

    ``own`` is what would be free without it (USS); ``fair`` counts what it shares with others by
    its part (PSS), so that a sum over processes counts every page once.
    """

    processor_seconds: float
    own: float
    fair: float


def processes_of(server: Server) -> list[Process]:
    """The server's processes that are there now."""
    return list(_processes(server))


def _processes(server: Server) -> Iterator[Process]:
    mark = str(server.instance).encode()
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark in (folder / "environ").read_bytes():
                yield _read(folder)
        except OSError:
            continue


def _read(folder: Path) -> Process:
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    lines = (folder / "smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(rest.split()[0]) for name, _, rest in (one.partition(":") for one in lines)}
    own = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return Process(
        (int(fields[11]) + int(fields[12])) / _TICKS, own * _KIB / _MIB, sizes["Pss"] * _KIB / _MIB
    )
