"""Reads a preset's YAML into plain values, and remembers on which line each of them stands.

Only what a person would write by hand is understood: mappings, lists, text, whole numbers, true,
false and null. A key that is given twice is refused, and so are anchors, merges and tags: what a
file says has to be readable from top to bottom.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from backend.presets.errors import PresetInvalid, Problem

Path: TypeAlias = tuple[str | int, ...]
Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"

LARGEST_BYTES = 256 * 1024
_DEEPEST = 20
_YAML = "tag:yaml.org,2002:"
_TAGS = frozenset({_YAML + "str", _YAML + "seq", _YAML + "map"})
_INTEGER = re.compile(r"[-+]?[0-9]+(_[0-9]+)*")
_WORDS: Mapping[str, Plain] = {"": None, "~": None, "null": None, "true": True, "false": False}


class _Loader(yaml.SafeLoader):
    """Knows scalars only as text; what they mean is decided here, not by YAML 1.1's guesses."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - declared so by the parent


@dataclass
class Document:
    """A file's values, and the line of each by its path; ``quoted`` scalars are always text."""

    file: str
    values: dict[str, Plain]
    lines: dict[Path, int] = field(default_factory=dict)
    quoted: set[Path] = field(default_factory=set)

    def line(self, path: Path) -> int:
        """The line of what stands at ``path``, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, what: str, known: Iterable[str] = ()) -> Problem:
        """``what`` is wrong at ``path``; of the ``known`` keys the nearest one is proposed."""
        wrong = str(path[-1]) if path else ""
        near = difflib.get_close_matches(wrong, sorted(known), n=1, cutoff=0.5)
        return Problem(self.file, self.line(path), spell(path), what, near[0] if near else None)


def spell(path: Path) -> str:
    """``("settings", "founding", 2, "name")`` as ``settings.founding[2].name``."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.lstrip(".")


def read(text: str, file: str) -> Document:
    """The document in ``text``; ``file`` is what problems call it. Raises PresetInvalid."""
    if len(text.encode()) > LARGEST_BYTES:
        raise PresetInvalid([Problem(file, 1, "", f"larger than {LARGEST_BYTES} bytes")])
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise PresetInvalid([Problem(file, line, "", error.problem or "not YAML")]) from None
    except yaml.YAMLError as error:
        raise PresetInvalid([Problem(file, 1, "", str(error).split("\n")[0])]) from None
    if not isinstance(node, MappingNode):
        raise PresetInvalid([Problem(file, 1, "", "a preset is a mapping of keys to values")])
    return _Reading(file).document(node)


class _Reading:
    """Turns nodes into values once; everything that is wrong is gathered, not only the first."""

    def __init__(self, file: str) -> None:
        self._document = Document(file, {})
        self._problems: list[Problem] = []
        self._seen: set[int] = set()

    def document(self, node: MappingNode) -> Document:
        self._document.values = self._mapping(node, ())
        if self._problems:
            raise PresetInvalid(self._problems)
        return self._document

    def _value(self, node: Node, path: Path) -> Plain:
        self._document.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen or len(path) > _DEEPEST:
            self._wrong(path, node, "anchors and such depth are not understood; write it out")
            return None
        self._seen.add(id(node))
        if node.tag not in _TAGS:
            tag = str(node.tag).removeprefix(_YAML)
            self._wrong(path, node, f"the tag {tag} is not understood")
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._value(part, (*path, at)) for at, part in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._wrong(path, key_node, "a key is a word")
                continue
            key = key_node.value
            inside = (*path, key)
            if key in found:
                first = self._document.lines[inside]
                self._wrong(inside, key_node, f"is given twice, first on line {first}")
                continue
            self._document.lines[inside] = key_node.start_mark.line + 1
            found[key] = self._value(value_node, inside)
        return found

    def _scalar(self, node: Node, path: Path) -> Plain:
        text = str(node.value)
        if getattr(node, "style", None):
            self._document.quoted.add(path)
            return text
        if text in _WORDS:
            return _WORDS[text]
        return int(text.replace("_", "")) if _INTEGER.fullmatch(text) else text

    def _wrong(self, path: Path, node: Node, what: str) -> None:
        line = node.start_mark.line + 1
        self._problems.append(Problem(self._document.file, line, spell(path), what))
