"""Every named error has a status, a code of its own, and a sentence in every language."""

import importlib
import json
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

import backend
from backend.errors import DomainError
from backend.web import problems
from tests.architecture.tree import ROOT

LANGUAGES = ("nl", "en", "tr", "ar")
# What the server answers when it fails itself; no condition of ours, but people read it.
CRASHED = "unexpected"


def every_error() -> list[type[DomainError]]:
    """All conditions that any room declares."""
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if not module.name.endswith(".__main__"):
            importlib.import_module(module.name)
    return sorted(set(below(DomainError)), key=lambda error: (error.__module__, error.__name__))


def below(error: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in error.__subclasses__():
        if child.__module__.startswith("backend."):
            yield child
        yield from below(child)


def sentences(language: str) -> dict[str, str]:
    path: Path = ROOT / "pwa" / "src" / "i18n" / language / "errors.json"
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return words


def test_every_error_maps_to_a_client_error_or_to_try_again() -> None:
    statuses = {problems.status_of(error) for error in every_error()}
    assert all(
        400 <= status < 500 or status == HTTPStatus.SERVICE_UNAVAILABLE for status in statuses
    )


def test_a_code_means_one_thing() -> None:
    meanings: dict[str, set[HTTPStatus]] = defaultdict(set)
    for error in every_error():
        meanings[error.code].add(problems.status_of(error))
    assert {code: found for code, found in meanings.items() if len(found) > 1} == {}


def test_codes_are_spelled_alike() -> None:
    odd = [error.code for error in every_error() if not error.code.replace("_", "a").islower()]
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_sentence(language: str) -> None:
    codes = {error.code for error in every_error()} | {CRASHED}
    assert codes - sentences(language).keys() == set()


def test_all_languages_explain_the_same_errors() -> None:
    explained = {language: sentences(language).keys() for language in LANGUAGES}
    assert all(keys == explained["en"] for keys in explained.values())
