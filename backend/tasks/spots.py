"""Where a code hangs, and whether whoever scans it is there. Pure.

A position is compared and forgotten: it is in no table and in no log.
"""

from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

from backend.tasks.errors import PositionRequired, PositionVague, TooFar

MILLIONTHS = 1_000_000
EARTH_METRES = 6_371_008.8
"""The mean radius (IUGG); on a neighbourhood's scale a sphere is exact enough."""

GRACE_METRES = 100
"""A phone is believed to be as much nearer as it says its position may be wrong, up to this."""

VAGUE_METRES = 500
"""A position that may be wrong by more than this (and than the radius) says nothing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place (WGS 84, millionths of a degree) and how far around it counts: ``radius``, metres."""

    latitude: int
    longitude: int
    radius: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where a phone says it is, in degrees, and by how many metres that may be wrong."""

    latitude: float
    longitude: float
    accuracy: float


def require_near(spot: Spot | None, position: Position | None) -> None:
    """Return when there is no spot, or the position lies within its radius.

    Raises PositionRequired, PositionVague, TooFar.
    """
    if spot is None:
        return
    if position is None:
        raise PositionRequired(radius=spot.radius)
    if position.accuracy > max(VAGUE_METRES, spot.radius):
        raise PositionVague(accuracy=ceil(position.accuracy))
    away = metres_between(spot, position)
    if away - min(position.accuracy, GRACE_METRES) > spot.radius:
        raise TooFar(metres=10 * ceil(away / 10), radius=spot.radius)


def metres_between(spot: Spot, position: Position) -> float:
    """The distance along the ground (haversine formula)."""
    here = radians(position.latitude), radians(position.longitude)
    there = radians(spot.latitude / MILLIONTHS), radians(spot.longitude / MILLIONTHS)
    across = sin((here[0] - there[0]) / 2) ** 2
    along = cos(here[0]) * cos(there[0]) * sin((here[1] - there[1]) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(min(1.0, across + along)))
