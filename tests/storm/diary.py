"""What a client knows: a line on disk before it asks, and a line on disk once it is answered."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]


class Diary:
    """A file that only grows; ``write`` returns when the line would survive a power failure."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, **line: object) -> None:
        """Append one line and wait for the disk."""
        os.write(self._file, json.dumps(line, default=str).encode() + b"\n")
        os.fsync(self._file)

    def close(self) -> None:
        """Write nothing more."""
        os.close(self._file)


@dataclass
class Entry:
    """One command of one client: what was asked, and what the last answer said.

    ``status`` is None when there never was one.
    """

    id: str
    kind: str
    asked: Line
    status: int | None = None
    body: dict[str, Any] = field(default_factory=dict)


@dataclass
class Diaries:
    """What all clients wrote down; ``turned``: refused first, done when asked once more."""

    entries: list[Entry] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    tries: int = 0
    asked_again: int = 0
    turned: int = 0

    def of_kind(self, kind: str) -> Iterable[Entry]:
        """The commands of one kind that were answered with success."""
        return (one for one in self.entries if one.kind == kind and one.status == 200)


def read_all(folder: Path) -> Diaries:
    """Every diary in ``folder``. An answer that differs from an earlier one is a complaint."""
    found = Diaries()
    for path in sorted(folder.glob("*.jsonl")):
        mine: dict[str, Entry] = {}
        for text in path.read_text().splitlines():
            _take(json.loads(text), mine, found)
        found.entries += mine.values()
    return found


def _take(line: dict[str, Any], mine: dict[str, Entry], found: Diaries) -> None:
    said = line.pop("said")
    if said == "asked":
        mine[line["id"]] = Entry(line["id"], line["kind"], line)
    elif said == "wrong":
        found.complaints.append(line["what"])
    else:
        entry = mine[line["id"]]
        found.tries += line["tries"]
        found.asked_again += entry.status is not None
        if entry.status == 200 and (line["status"], line["body"]) != (200, entry.body):
            found.complaints.append(
                f"{entry.kind} {entry.id} was answered {entry.body}, then {line['body']}"
            )
        found.turned += entry.status not in {None, 200} and line["status"] == 200
        entry.status, entry.body = line["status"], line["body"]
