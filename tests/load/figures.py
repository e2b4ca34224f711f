"""Figures as they are measured, printed and kept; what each is called is in ``catalogue``."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tests.load.catalogue import CATALOGUE, What


@dataclass
class Series:
    """One value a round."""

    values: list[float] = field(default_factory=list)

    def add(self, value: float) -> None:
        """Append the value of a round."""
        self.values.append(value)

    @property
    def median(self) -> float:
        """The median of the rounds."""
        return median(self.values)

    def over(self, yardstick: "Series") -> "Series":
        """Round by round, this divided by what the yardstick did in the same round."""
        pairs = zip(self.values, yardstick.values, strict=True)
        return Series([value / measure for value, measure in pairs])


@dataclass(frozen=True)
class Figure:
    """A measured value of what ``key`` names in the catalogue, and the rounds it came from."""

    key: str
    value: float
    rounds: tuple[float, ...] = ()

    @property
    def what(self) -> What:
        """What was measured; raises KeyError for what the catalogue does not know."""
        return CATALOGUE[self.key]

    @property
    def is_reached(self) -> bool:
        """Whether the value is good enough; also when it is only to be known."""
        reach = self.what.reach
        if reach is None:
            return True
        return self.value <= reach if self.what.at_most else self.value >= reach

    def line(self) -> str:
        """The figure for people: name, value, reach, and from where to where the rounds went."""
        sign = "<=" if self.what.at_most else ">="
        reach = "-" if self.what.reach is None else f"{sign} {self.what.written(self.what.reach)}"
        text = f"{self.what.words:<72} {self.what.written(self.value):>12} {reach:>12}"
        return f"{text}   ({self.spread})" if self.spread else text

    @property
    def spread(self) -> str:
        """From the smallest to the largest round, in words; empty for a single one."""
        if len(self.rounds) < 2:
            return ""
        return f"{self.what.written(min(self.rounds))} to {self.what.written(max(self.rounds))}"

    def json(self) -> dict[str, Any]:
        """The figure for programs."""
        return {
            "key": self.key,
            "value": self.value,
            "reach": self.what.reach,
            "reached": self.is_reached,
            "rounds": list(self.rounds),
        }


def of_rounds(key: str, series: Series) -> Figure:
    """The median of the rounds."""
    return Figure(key, series.median, tuple(series.values))


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that ``percent`` of 100 do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
