"""Base45 (RFC 9285), canonical: each byte string has one text, and each text one byte string.

Reading is written out here, since every payment waits for it: three digits are two bytes, and all
of a code's digits are looked up and packed at once.
"""

import struct
from functools import cache

import base45

from backend.codes.errors import CodeUnreadable

_ALPHABET = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_NO_DIGIT = 0xFF
_DIGITS = bytes(_ALPHABET.index(code) if code in _ALPHABET else _NO_DIGIT for code in range(256))


def encode(content: bytes) -> str:
    """The base45 text of ``content``: three characters for two bytes, two for a last odd one."""
    text: bytes = base45.b45encode(content)
    return text.decode("ascii")


def decode(text: str) -> bytes:
    """The bytes of canonical base45 ``text``; anything else raises CodeUnreadable."""
    try:
        digits = text.encode("ascii").translate(_DIGITS)
    except UnicodeEncodeError:
        raise CodeUnreadable from None
    whole, rest = divmod(len(digits), 3)
    if rest == 1 or _NO_DIGIT in digits:
        raise CodeUnreadable
    low, middle, high = digits[0::3], digits[1::3], digits[2::3]
    pairs = [a + 45 * b + 2025 * c for a, b, c in zip(low, middle, high, strict=False)]
    if rest:
        pairs.append(low[-1] + 45 * middle[-1])
    try:
        return _packed(whole, bool(rest)).pack(*pairs)
    except struct.error:  # a group above what its bytes can hold
        raise CodeUnreadable from None


@cache
def _packed(pairs: int, odd: bool) -> struct.Struct:
    """So many numbers of two bytes and, when ``odd``, one of one byte, big end first."""
    return struct.Struct(f">{pairs}H" + "B" * odd)
