"""``python -m tests.load.bench``: measure against docs/performance.md, one line per figure.

``ONLY=counter`` (or ``batch``, ``tick``, ``pwa``, ``live``, ``scanner``) takes one of them;
``BENCH_JSON`` names the file for programs (``build/bench.json``); ``BENCH_ROUNDS`` and
``BENCH_SECONDS`` make a run shorter or longer.
"""

import json
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from tests.load import batch, counter, live, pwa, scanner, tick
from tests.load.figures import Figure
from tests.support.server import ROOT


def _counter() -> list[Figure]:
    rounds = int(os.environ.get("BENCH_ROUNDS", counter.ROUNDS))
    seconds = float(os.environ.get("BENCH_SECONDS", counter.SECONDS))
    return counter.measure(rounds, seconds)


MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "counter": _counter,
    "batch": batch.measure,
    "tick": tick.measure,
    "pwa": pwa.measure,
    "live": live.measure,
    "scanner": scanner.measure,
}


def main() -> int:
    """Measure, print, write; 1 when a figure is not known by that name."""
    only = os.environ.get("ONLY", "").split() or list(MEASURES)
    unknown = set(only) - set(MEASURES)
    if unknown:
        print(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
        return 1
    figures: list[Figure] = []
    for name in only:
        for figure in MEASURES[name]():
            print(figure.line(), flush=True)
            figures.append(figure)
    _write(figures)
    return 0


def _write(figures: list[Figure]) -> None:
    path = Path(os.environ.get("BENCH_JSON") or ROOT / "build" / "bench.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "figures": [figure.json() for figure in figures],
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
