"""What a load process is told, and what it tells when it is done."""

import uuid
from dataclasses import dataclass, field

from tests.load.world import Payer, Shop

AMOUNT = 650
"""Minor units of every payment."""


@dataclass(frozen=True)
class Job:
    """Where to pay, who pays whom, and for how long.

    Codes are numbered from ``first_counter`` on, so that no round repeats another's.
    """

    port: int
    community_number: int
    shops: list[Shop]
    payers: list[Payer]
    connections: int
    codes: int
    seconds: float
    first_counter: int


@dataclass
class Shots:
    """What came of it: ids that were acknowledged as paid, and how long each took (seconds)."""

    paid: list[uuid.UUID] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    other: dict[str, int] = field(default_factory=dict)
    elapsed: float = 0.0
    ran_out: bool = False
