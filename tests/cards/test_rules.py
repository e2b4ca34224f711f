"""Which PINs can be chosen."""

import pytest

from backend.cards import rules
from backend.cards.errors import PinInvalid, PinTooSimple


@pytest.mark.parametrize("pin", ["8305", "60417", "930726", "4096", "0371"])
def test_a_pin_that_few_people_choose_is_taken(pin: str) -> None:
    assert rules.new_pin(pin) == pin


@pytest.mark.parametrize(
    "pin",
    [
        *("0000", "111111", "1234", "8901", "4321", "2468", "1212", "123123", "121212"),
        *("1221", "1958", "2003", "2580", "159753", "12321"),
    ],
)
def test_a_pin_that_many_people_choose_is_refused(pin: str) -> None:
    with pytest.raises(PinTooSimple):
        rules.new_pin(pin)


@pytest.mark.parametrize("typed", ["", "830", "8305417", "83o5", "8305 ", "٨٣", "²²²²", "8.05"])
def test_a_pin_is_four_to_six_digits(typed: str) -> None:
    with pytest.raises(PinInvalid):
        rules.new_pin(typed)


def test_digits_of_every_script_are_the_same_pin() -> None:
    assert rules.read_pin("٨٣٠٥") == rules.read_pin("۸۳۰۵") == "8305"


def test_most_pins_can_be_chosen() -> None:
    simple = [pin for number in range(10_000) if rules.is_simple(pin := f"{number:04}")]
    assert 200 < len(simple) < 600
