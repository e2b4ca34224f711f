"""Texts are found by their key, and parameters match anything."""

import pytest

from tests.support.words import Words


def test_a_text_is_found_in_its_language() -> None:
    assert Words("en")("shell.back") == "Back"
    assert Words("nl")("shell.back") != Words("ar")("shell.back")


def test_parameters_match_whatever_stands_there() -> None:
    assert Words("en").like("shell.coins").fullmatch("12 munten")
    with pytest.raises(KeyError):
        Words("en")("shell.coins")


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        Words("en")("shell.nothing.of.the.kind")
