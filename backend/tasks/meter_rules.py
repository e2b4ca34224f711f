"""What rewards are worth in euro, and how near that is to a figure. Pure."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Literal

NEAR_PERCENT = 80
_MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Work:
    """A reward: ``worth`` in euro cents, exactly; ``minutes`` when it is known how long it took."""

    day: date
    at: datetime
    worth: Fraction
    minutes: int | None
    task: str
    organisation_id: uuid.UUID | None
    community: str


def cents_of(amount: int, euro_cents: int, minor_units: int) -> Fraction:
    """``amount`` minor units in euro cents when ``minor_units`` of them are ``euro_cents``."""
    return Fraction(amount * euro_cents, minor_units)


def total(works: Iterable[Work]) -> int:
    """What they are worth together, whole euro cents, rounded up: better early than late."""
    return -(-sum((work.worth for work in works), Fraction()) // 1)


def nearness(cents: int, limit_cents: int) -> Literal["calm", "near", "over"]:
    """Whether ``cents`` is well below a figure, near it, or over it."""
    if cents > limit_cents:
        return "over"
    return "near" if cents * 100 >= limit_cents * NEAR_PERCENT else "calm"


def above_hour(work: Work, hour_cents: int) -> int | None:
    """What an hour of this work was worth in euro cents, if it is more than ``hour_cents``."""
    if not work.minutes:
        return None
    cents = int(work.worth * _MINUTES_OF_AN_HOUR / work.minutes)
    return cents if cents > hour_cents else None
