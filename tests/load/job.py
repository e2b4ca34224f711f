"""What a load process is told, and what it tells when it is done."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol


class Orders(Protocol):
    """Commands to send, made before the time is taken; they go to another process."""

    @property
    def done(self) -> bytes:
        """What stands in the answer to a command that was carried out."""

    def requests(self, port: int) -> Iterator[tuple[uuid.UUID, bytes]]:
        """Each command's id and the whole HTTP request to the server on ``port``."""


@dataclass(frozen=True)
class Job:
    """Where to send what, over how many connections, and for how long.

    ``rate`` is how many are sent a second, whether or not the server keeps up, at random moments
    as people come; 0 sends the next as soon as a connection has its answer.
    """

    port: int
    orders: Orders
    connections: int
    seconds: float
    rate: float = 0.0


@dataclass
class Shots:
    """What came of it: ids that were acknowledged as done, and how long each took (seconds)."""

    acknowledged: list[uuid.UUID] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    other: dict[str, int] = field(default_factory=dict)
    elapsed: float = 0.0
    ran_out: bool = False
