"""Holds a document against the schema and the settings that there are; names every mistake."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from backend.communities.setting_values import CurrentSettings
from backend.presets import meaning, units
from backend.presets.document import Document, Path
from backend.presets.errors import PresetInvalid, Problem
from backend.presets.schema import FOUNDING, Preset

_PRESET = TypeAdapter(Preset)
_SETTINGS: Mapping[str, TypeAdapter[Any]] = {
    key: TypeAdapter(field.rebuild_annotation())
    for key, field in CurrentSettings.model_fields.items()
}
_WORDS = {"missing": "is missing", "extra_forbidden": "is not known here"}


def check(document: Document) -> Preset:
    """The preset that ``document`` is. Raises PresetInvalid with all that is wrong at once."""
    problems = units.resolve(document)
    preset, wrong = _validated(document)
    problems += wrong
    problems += list(_settings_problems(document))
    if preset is not None:
        problems += list(meaning.problems(preset, document))
    if problems or preset is None:
        raise PresetInvalid(sorted(problems, key=lambda problem: problem.line))
    return preset


def _validated(document: Document) -> tuple[Preset | None, list[Problem]]:
    try:
        # As JSON, so that strictness speaks of a file's kinds of values, not of Python's.
        return _PRESET.validate_json(json.dumps(document.values)), []
    except ValidationError as error:
        return None, list(_named(error, (), _PRESET, document))


def _named(
    error: ValidationError, start: Path, schema: TypeAdapter[Any], document: Document
) -> Iterator[Problem]:
    tree = schema.json_schema()
    for entry in error.errors(include_url=False, include_context=False, include_input=False):
        place = _present(entry["loc"], start, document)
        path = (*start, *place)
        what = _WORDS.get(entry["type"], entry["msg"])
        unknown = entry["type"] == "extra_forbidden"
        yield document.problem(path, what, _keys_at(tree, place[:-1]) if unknown else ())


def _present(loc: tuple[int | str, ...], start: Path, document: Document) -> Path:
    """``loc`` without the names of alternatives, which stand in no file."""
    kept: Path = ()
    for at, part in enumerate(loc):
        if (*start, *kept, part) in document.lines or at + 1 == len(loc):
            kept = (*kept, part)
    return kept


def _keys_at(tree: Mapping[str, Any], path: Path) -> set[str]:
    """The keys that a mapping at ``path`` may have, as the JSON schema ``tree`` says."""
    nodes = [tree]
    for part in path:
        nodes = [inner for node in nodes for inner in _step(tree, node, part)]
    shapes = (shape for node in nodes for shape in _options(tree, node))
    return {key for shape in shapes for key in shape.get("properties", {})}


def _step(
    tree: Mapping[str, Any], node: Mapping[str, Any], part: str | int
) -> Iterator[Mapping[str, Any]]:
    for one in _options(tree, node):
        if isinstance(part, int):
            yield one.get("items", {})
        else:
            yield one.get("properties", {}).get(part, {})


def _options(tree: Mapping[str, Any], node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "$ref" in node:
        return _options(tree, tree["$defs"][node["$ref"].rpartition("/")[2]])
    if "anyOf" in node:
        return [option for one in node["anyOf"] for option in _options(tree, one)]
    return [node]


def _settings_problems(document: Document) -> Iterator[Problem]:
    settings = document.values.get("settings")
    if not isinstance(settings, dict):
        return
    for day, values in settings.items():
        if not _is_day(day):
            what = "is neither founding nor a day like 2026-01-01"
            yield document.problem(("settings", day), what, {FOUNDING})
        for key, value in values.items() if isinstance(values, dict) else ():
            yield from _setting_problems(document, ("settings", day, key), key, value)


def _setting_problems(document: Document, path: Path, key: str, value: object) -> Iterator[Problem]:
    shape = _SETTINGS.get(key)
    if shape is None:
        yield document.problem(path, "is no setting", _SETTINGS)
        return
    try:
        shape.validate_json(json.dumps(value))
    except ValidationError as error:
        yield from _named(error, path, shape, document)


def _is_day(text: str) -> bool:
    if text == FOUNDING:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
