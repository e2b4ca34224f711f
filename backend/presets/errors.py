"""What is wrong with a preset: named by file, line and key, with the nearest right word."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.config import ConfigError


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file; ``path`` is the whole way to the key, ``nearest`` a right one."""

    file: str
    line: int
    path: str
    what: str
    nearest: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}: {self.path}".rstrip(": ")
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{where}: {self.what}{hint}"


class PresetUnknown(ConfigError):
    """There is neither a preset nor a file of this name."""


class PresetInvalid(ConfigError):
    """A file says what cannot be; nothing of it is used."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
