"""The texts of documents, and numbers and days as each language writes them.

Elsewhere the server carries no prose: the app translates codes. A document leaves the app, so its
texts stand in ``texts/``, one file per language with the same keys (a test counts them).
Digits are 0-9 in every language, as on the screens.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from backend.books.plain import units

LANGUAGES = ("nl", "en", "tr", "ar")
TEXTS = Path(__file__).parent / "texts"
MINUS = "\u2212"
_EURO_DECIMALS = 2


@dataclass(frozen=True)
class Words:
    """The texts of one language."""

    language: str
    texts: Mapping[str, Any]

    def say(self, key: str, **values: object) -> str:
        """The text at ``key`` ("statement.title"), with its places filled in."""
        found: Any = self.texts
        for part in key.split("."):
            found = found[part]
        return str(found).format(**values) if values else str(found)

    def apart(self, text: str) -> str:
        """``text`` within a sentence that reads backwards, in its own direction (U+2068)."""
        return f"\u2068{text}\u2069" if self.language == "ar" else text

    def kind(self, kind: str, *, incoming: bool) -> str:
        """What a transfer of ``kind`` is to whom it comes in to or goes out from."""
        kinds: Mapping[str, Any] = self.texts["kinds"]
        said = kinds.get(kind, kinds["other"])
        return str(said if isinstance(said, str) else said["in" if incoming else "out"])

    def task(self, picture: str) -> str:
        """The kind of work that a task's picture stands for."""
        return str(self.texts["tasks"].get(picture, self.texts["report"]["other_tasks"]))

    def day(self, day: date, *, short: bool = False) -> str:
        """ "23 november 2026", or with the month shortened."""
        months = self.texts["short_months" if short else "months"]
        return self.say("day", day=day.day, month=months[day.month - 1], year=day.year)

    def month(self, day: date) -> str:
        """ "november 2026"."""
        return self.say("month", month=self.texts["months"][day.month - 1], year=day.year)

    def number(self, minor: int, decimals: int, *, signed: bool = False) -> str:
        """Minor units with the language's signs; ``signed`` puts a plus before what comes in."""
        whole, fraction = divmod(abs(minor), 10**decimals)
        numbers = self.texts["numbers"]
        digits = f"{whole:,}".replace(",", numbers["group"])
        if decimals:
            digits += f"{numbers['decimal']}{fraction:0{decimals}d}"
        sign = MINUS if minor < 0 else "+" if signed and minor > 0 else ""
        return sign + digits

    def in_cell(self, minor: int, decimals: int) -> str:
        """Minor units as a spreadsheet of this language reads them: no grouping, a plain minus."""
        return units(minor, decimals).replace(".", self.texts["numbers"]["decimal"])

    @property
    def separator(self) -> str:
        """What stands between the cells of a table where numbers are written like this."""
        return ";" if self.texts["numbers"]["decimal"] == "," else ","

    def euro(self, cents: int) -> str:
        """Euro cents as an amount in euro."""
        amount = self.number(cents, _EURO_DECIMALS)
        return str(self.texts["numbers"]["euro"]).format(amount=amount)


@cache
def words(language: str) -> Words:
    """The texts of one of ``LANGUAGES``."""
    text = (TEXTS / f"{language}.json").read_text(encoding="utf-8")
    return Words(language, json.loads(text))


def language_of(person_language: str, asked: str | None) -> str:
    """The language to write in: the one asked for, else the person's, else Dutch."""
    wanted = asked or person_language
    return wanted if wanted in LANGUAGES else LANGUAGES[0]
