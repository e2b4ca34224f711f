"""The app's own texts, so that tests press what people see without repeating it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parents[2] / "pwa" / "src" / "i18n"


class Words:
    """The texts of one language: ``words("pay.title")`` is what stands on the screen."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str) -> str:
        """A text without parameters; raises ``KeyError`` for an unknown key."""
        text = self._find(key)
        if "{" in text:
            raise KeyError(f"{key} has parameters: use like()")
        return text

    def like(self, key: str) -> re.Pattern[str]:
        """Matches a text with whatever stands in place of its parameters."""
        parts = (re.escape(part) for part in fixed_parts(self._find(key)))
        return re.compile("^" + ".*".join(parts) + "$")

    def _find(self, key: str) -> str:
        area, *path = key.split(".")
        found: Any = _area(self.language, area)
        for step in path:
            found = found[step]
        if not isinstance(found, str):
            raise KeyError(key)
        return found


def fixed_parts(message: str) -> list[str]:
    """What stands between the parameters of an ICU message: "{n} of 3" -> ["", " of 3"]."""
    parts, depth = [""], 0
    for letter in message:
        if letter == "{":
            depth += 1
            parts += [""] * (depth == 1)
        elif letter == "}":
            depth -= 1
        elif depth == 0:
            parts[-1] += letter
    return parts


@cache
def _area(language: str, area: str) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((TEXTS / language / f"{area}.json").read_text("utf-8"))
    return texts
