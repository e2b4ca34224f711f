"""The number of a wallet card: ``WC1:`` and twelve characters in its QR, ``XXXX-XXXX-XXXX`` below.

Twelve characters of Crockford's base32 are 60 bits, so that nobody finds another's card by trying.
The number names a wallet and proves nothing: paying takes the PIN as well.
"""

import re
import secrets

from backend.codes.errors import CodeUnreadable, CodeVersionUnknown
from backend.codes.text_code import ALPHABET, simplify

LENGTH = 12
PREFIX = "WC1:"

_GROUP = 4
_NUMBER = re.compile(f"(?=.*[A-Z])[{ALPHABET}]{{{LENGTH}}}")
_SCANNED = re.compile(r"(WC[1-9][0-9]{0,3}:)(.*)", re.IGNORECASE | re.ASCII)


def new_card_number() -> str:
    """A random number from the system's secure source, with at least one letter."""
    while True:
        number = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if is_card_number(number):
            return number


def is_card_number(text: str) -> bool:
    """Whether ``text`` is a card's number in its stored form: twelve characters, no dash."""
    return _NUMBER.fullmatch(text) is not None


def looks_scanned(text: str) -> bool:
    """Whether ``text`` begins as a card's QR of some version does, readable or not."""
    return _SCANNED.match(text) is not None


def show(number: str) -> str:
    """The number as it stands on the card: ``K7QM-42XD-9PRT``."""
    return "-".join(number[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def text_of(number: str) -> str:
    """What the card's QR holds."""
    return PREFIX + number


def read(given: str) -> str:
    """The stored form of a number that was scanned or typed, forgiving as text codes are.

    Raises CodeVersionUnknown for a later version's card, CodeUnreadable for all other text.
    """
    scanned = _SCANNED.fullmatch(given.strip())
    if scanned and scanned[1].upper() != PREFIX:
        raise CodeVersionUnknown
    number = simplify(scanned[2] if scanned else given)
    if not is_card_number(number):
        raise CodeUnreadable
    return number
