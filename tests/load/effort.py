"""How much a measurement does: whole for figures that count, small to see that it works."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Effort:
    """``rounds`` are taken in turns with the yardstick, ``seconds`` is one round's time.

    ``phones`` pay or earn at once; ``members`` have dues; ``histories`` are numbers of transfers,
    smallest first, and ``embedded`` those of them that SQLite is filled with as well; ``repeats``
    is how often a start, a screen or a page is measured.
    """

    rounds: int = 7
    seconds: float = 4.0
    phones: int = 32
    members: int = 5_000
    queue: int = 1_000
    years_members: int = 10_000
    months: int = 12
    histories: tuple[int, ...] = (10_000, 1_000_000, 10_000_000)
    embedded: tuple[int, ...] = (10_000, 1_000_000)
    calls: int = 400
    repeats: int = 7
    waiting_phones: int = 400
    frames: int = 100


WHOLE = Effort()
SMALL = Effort(
    rounds=2,
    seconds=1.0,
    members=500,
    queue=100,
    years_members=500,
    months=3,
    histories=(1_000, 20_000),
    embedded=(1_000, 20_000),
    calls=50,
    repeats=2,
    waiting_phones=50,
    frames=5,
)


def wanted(environment: Mapping[str, str] = os.environ) -> Effort:
    """What ``BENCH_SCALE`` (``whole`` or ``small``), ``BENCH_ROUNDS`` and ``BENCH_SECONDS`` say.

    Raises ValueError for a scale that there is not.
    """
    scales = {"whole": WHOLE, "small": SMALL}
    name = environment.get("BENCH_SCALE") or "whole"
    if name not in scales:
        raise ValueError(f"no such scale: {name}; there are {', '.join(scales)}")
    effort = scales[name]
    if rounds := environment.get("BENCH_ROUNDS"):
        effort = replace(effort, rounds=int(rounds))
    if seconds := environment.get("BENCH_SECONDS"):
        effort = replace(effort, seconds=float(seconds))
    return effort
