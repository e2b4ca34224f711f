"""Text codes, links, and telling all of them apart."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.codes import card, links, text_code
from backend.codes.errors import CodeUnreadable
from backend.codes.recognise import Recognised, recognise
from backend.errors import DomainError
from tests.codes.support import read_vectors

TEXT_CODES = read_vectors("text_codes")


@pytest.mark.parametrize("case", TEXT_CODES["valid"], ids=lambda case: ascii(case["typed"]))
def test_a_text_code_is_read_however_it_was_typed(case: dict[str, str]) -> None:
    assert text_code.normalise(case["typed"]) == case["code"]


@pytest.mark.parametrize("typed", TEXT_CODES["invalid"], ids=ascii)
def test_other_text_is_no_text_code(typed: str) -> None:
    with pytest.raises(CodeUnreadable):
        text_code.normalise(typed)


@pytest.mark.parametrize("case", TEXT_CODES["shown"])
def test_a_text_code_is_shown_in_two_groups(case: dict[str, str]) -> None:
    assert text_code.show(case["code"]) == case["text"]


def test_new_text_codes_differ_and_are_never_only_digits() -> None:
    codes = {text_code.new_text_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(text_code.is_text_code(code) and not code.isdigit() for code in codes)
    assert all(text_code.normalise(text_code.show(code).lower()) == code for code in codes)


@pytest.mark.parametrize("case", read_vectors("recognise"), ids=lambda case: case["name"])
def test_a_scanned_text_is_recognised(case: dict[str, Any]) -> None:
    assert recognise(case["scanned"]) == Recognised(case["kind"], case["value"], case["host"])


@given(st.text(max_size=100))
def test_recognising_never_fails(scanned: str) -> None:
    assert recognise(scanned).kind


def test_a_link_is_built_as_it_is_parsed() -> None:
    link = links.build_link("http://localhost:8000", "a.b.c")
    assert link == "http://localhost:8000/t#a.b.c"
    assert links.parse_link(link) == links.Link("task_link", "localhost:8000", "a.b.c")
    invitation = links.build_enrolment_link("https://munt.example", "token")
    assert links.parse_link(invitation) == links.Link("enrolment_link", "munt.example", "token")


@pytest.mark.parametrize(
    "origin", ["munt.example", "https://munt.example/", "https://a@b", "ftp://munt.example", ""]
)
def test_a_link_needs_an_origin_and_nothing_more(origin: str) -> None:
    with pytest.raises(ValueError, match="not an origin"):
        links.build_link(origin, "x")


CARDS = read_vectors("card_numbers")


@pytest.mark.parametrize("case", CARDS["read"], ids=lambda case: ascii(case["given"]))
def test_a_card_is_read_however_it_was_given(case: dict[str, str]) -> None:
    assert card.read(case["given"]) == case["number"]


@pytest.mark.parametrize("case", CARDS["refused"], ids=lambda case: ascii(case["given"]))
def test_other_text_is_no_card(case: dict[str, str]) -> None:
    with pytest.raises(DomainError) as refused:
        card.read(case["given"])
    assert refused.value.code == case["error"]


def test_new_card_numbers_differ_and_are_read_as_they_are_shown() -> None:
    numbers = {card.new_card_number() for _ in range(1000)}
    assert len(numbers) == 1000
    for number in numbers:
        assert number == card.read(card.show(number)) == card.read(card.text_of(number))
    for case in CARDS["shown"]:
        assert (card.show(case["number"]), card.text_of(case["number"])) == (
            case["text"],
            case["qr"],
        )
