"""``python -m tests.load.bench``: measure against docs/performance.md, one line per figure.

``ONLY=counter`` takes one of the measurements; ``BENCH_SCALE=small`` shows in a few minutes that
they work; ``BENCH_ROUNDS`` and ``BENCH_SECONDS`` make rounds more or longer. ``BENCH_JSON`` names
the file for programs (``build/bench.json``), out of which ``tests.load.report`` writes the page.
"""

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.load import (
    batch,
    counter,
    growth,
    ledger,
    live,
    phone,
    pwa,
    queue,
    scanner,
    server,
    tick,
)
from tests.load.effort import Effort, wanted
from tests.load.figures import Figure
from tests.support.server import ROOT

Measure = Callable[[Effort], list[Figure]]

MEASURES: dict[str, Measure] = {
    "counter": counter.measure,
    "ledger": ledger.measure,
    "batch": batch.measure,
    "queue": queue.measure,
    "tick": tick.measure,
    "growth": growth.measure,
    "server": server.measure,
    "pwa": pwa.measure,
    "phone": phone.measure,
    "live": live.measure,
    "scanner": scanner.measure,
}


def main() -> int:
    """Measure, print, write; 1 when a measurement is not known by that name."""
    only = os.environ.get("ONLY", "").split() or list(MEASURES)
    unknown = set(only) - set(MEASURES)
    if unknown:
        print(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
        return 1
    effort = wanted()
    figures: list[dict[str, Any]] = []
    for name in only:
        started, circumstances = time.monotonic(), _circumstances()
        for figure in MEASURES[name](effort):
            print(figure.line(), flush=True)
            figures.append({**figure.json(), **circumstances})
        print(f"({name} took {time.monotonic() - started:.0f} s)", flush=True)
        # After each, so that an interruption loses one measurement and not an hour.
        _write(figures)
    return 0


def _circumstances() -> dict[str, Any]:
    """The day, and how many processes wanted a core just before (the last minute's average)."""
    return {"on": datetime.now(UTC).date().isoformat(), "load": round(os.getloadavg()[0], 1)}


def _write(figures: list[dict[str, Any]]) -> None:
    path = Path(os.environ.get("BENCH_JSON") or ROOT / "build" / "bench.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "scale": os.environ.get("BENCH_SCALE") or "whole",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "figures": figures,
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
