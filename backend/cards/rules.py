"""What a card may do. Pure: values go in, a decision or a named refusal comes out."""

from enum import StrEnum
from itertools import pairwise

from backend.amounts import latin_digits
from backend.cards.errors import (
    CardBlocked,
    CardDayLimit,
    CardLimit,
    CardReplaced,
    CardsOff,
    PinInvalid,
    PinTooSimple,
)


class Ended(StrEnum):
    """Why a card works no more."""

    BLOCKED = "blocked"
    REPLACED = "replaced"


TRIES = 5
"""So many PINs may be tried in a row, at all shops together; then the card is locked."""

SHORTEST_PIN, LONGEST_PIN = 4, 6
_YEARS = range(1900, 2031)
# The middle column and the corners of a keypad, and what is simply popular beside rows and years.
_POPULAR = frozenset({"2580", "0852", "1379", "9731", "1397", "7913", "159753", "147258", "4711"})


def read_pin(typed: str) -> str:
    """The digits of a PIN, of whatever script. Raises PinInvalid unless they are 4 to 6."""
    pin = latin_digits(typed)
    if not (SHORTEST_PIN <= len(pin) <= LONGEST_PIN and pin.isascii() and pin.isdigit()):
        raise PinInvalid
    return pin


def new_pin(typed: str) -> str:
    """The digits of a PIN that is being chosen. Raises PinInvalid, PinTooSimple."""
    pin = read_pin(typed)
    if is_simple(pin):
        raise PinTooSimple
    return pin


def is_simple(pin: str) -> bool:
    """Whether ``pin`` is among those that many people choose.

    Runs of one step (1111, 1234, 9876, 2468), a part repeated (1212, 123123), the same forth and
    back (1221), years of birth, and shapes on the keypad.
    """
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    repeated = any(
        len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size) for size in (1, 2, 3)
    )
    year = len(pin) == SHORTEST_PIN and int(pin) in _YEARS
    return len(steps) == 1 or repeated or pin == pin[::-1] or year or pin in _POPULAR


def check_works(ended_as: str | None) -> None:
    """Raise CardReplaced or CardBlocked for a card that has ended."""
    if ended_as == Ended.REPLACED:
        raise CardReplaced
    if ended_as is not None:
        raise CardBlocked


def check_once(amount: int, per_payment: int, per_day: int) -> None:
    """Raise CardsOff where cards pay nothing, CardLimit above what one pays at once."""
    if not per_payment or not per_day:
        raise CardsOff
    if amount > per_payment:
        raise CardLimit(limit=per_payment)


def check_day(amount: int, spent: int, per_day: int) -> None:
    """Raise CardDayLimit when ``amount`` on top of what was ``spent`` today is too much."""
    left = max(0, per_day - spent)
    if amount > left:
        raise CardDayLimit(limit=per_day, left=left)
