"""Figures as they are printed and kept."""

from dataclasses import dataclass, field
from statistics import median


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


@dataclass(frozen=True)
class Figure:
    """A name, a value and what it should reach (None: only to be known).

    ``at_most`` when smaller is better; ``spread`` holds the rounds that the value came from.
    """

    name: str
    value: float
    reach: float | None
    at_most: bool = False
    spread: Series | None = None

    @property
    def is_reached(self) -> bool:
        """Whether the value is good enough."""
        if self.reach is None:
            return True
        return self.value <= self.reach if self.at_most else self.value >= self.reach

    def line(self) -> str:
        """The figure for people: name, value, reach, and from where to where the rounds went."""
        value = f"{self.value:.2f}" if self.value < 100 else f"{self.value:.0f}"
        reach = "-" if self.reach is None else f"{'<=' if self.at_most else '>='}{self.reach:g}"
        text = f"{self.name:<42} {value:>9} {reach:>8}"
        if self.spread and len(self.spread.values) > 1:
            text += f"   ({min(self.spread.values):.2f} to {max(self.spread.values):.2f})"
        return text

    def json(self) -> dict[str, object]:
        """The figure for programs."""
        return {
            "name": self.name,
            "value": self.value,
            "reach": self.reach,
            "at_most": self.at_most,
            "rounds": self.spread.values if self.spread else [],
        }
