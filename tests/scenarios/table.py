"""What a simulated year has shown: a row for each rule, and the section of docs/currencies.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.amounts import format_amount
from backend.presets.schema import Preset

NOWHERE = "not published"


@dataclass(frozen=True)
class Row:
    """A rule, what was published about it, and what the year in the program came to."""

    rule: str
    published: str
    reached: str


def section(name: str, preset: Preset, rows: Sequence[Row]) -> str:
    """The section of one currency: what it is, its table, and where the figures come from."""
    lines = [
        f"## {preset.title}, {preset.place}",
        "",
        preset.about,
        "",
        f"`wijkmunt community create --preset {name}`",
        "",
        "| Rule | Published | In the simulated year |",
        "|---|---|---|",
        *(f"| {row.rule} | {row.published or NOWHERE} | {row.reached} |" for row in rows),
        "",
        "Sources: " + "; ".join(f"{one.title} ({one.year})" for one in preset.sources) + ".",
        *_unconfirmed(preset),
    ]
    return "\n".join(lines) + "\n"


def _unconfirmed(preset: Preset) -> list[str]:
    if not preset.unconfirmed:
        return []
    return ["", "Not confirmed:", "", *(f"- {one}" for one in preset.unconfirmed)]


def coins(amount: int, preset: Preset) -> str:
    """Minor units with the currency's word: "12.50 makkies"."""
    words = preset.currency
    word = words.name if amount == 10**words.decimals else words.plural
    return f"{format_amount(amount, words.decimals)} {word}"


def euro(cents: int) -> str:
    """Cents as "EUR 22,000.00"."""
    return f"EUR {format_amount(cents, 2)}"


def percent(part: int, whole: int) -> str:
    """``part`` of ``whole`` with two decimals, rounded to the nearest: "3.00 %"."""
    hundredths = (part * 10_000 * 2 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02} %"
