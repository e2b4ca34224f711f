"""The eight characters under a printed code, for whoever cannot scan: shown as ``K7QM-42XD``.

Crockford's base32 (no I, L, O, U). At least one character is a letter, so that a text code is
never mistaken for the eight digits of a short payment code.
"""

import re
import secrets

from backend.amounts import latin_digits
from backend.codes.errors import CodeUnreadable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8

_TEXT_CODE = re.compile(f"(?=.*[A-Z])[{ALPHABET}]{{{LENGTH}}}")
_SHORT_CODE = re.compile(r"[0-9]{8}")
_SEPARATORS = re.compile("[ \t\r\n\u00a0\u2010-\u2015\u2212-]+")
_LONGEST_TYPED = 64
_LOOKALIKES = str.maketrans("OIL\u0130\u0131", "01111")


def new_text_code() -> str:
    """A random text code (about 40 bits) from the system's secure source."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if is_text_code(code):
            return code


def is_text_code(text: str) -> bool:
    """Whether ``text`` is a text code in its stored form: eight characters, no dash."""
    return _TEXT_CODE.fullmatch(text) is not None


def is_short_code(text: str) -> bool:
    """Whether ``text`` is the eight digits that stand for a payment code on the server."""
    return _SHORT_CODE.fullmatch(text) is not None


def show(code: str) -> str:
    """``K7QM42XD`` as people read it: ``K7QM-42XD``."""
    return f"{code[:4]}-{code[4:]}"


def normalise(typed: str) -> str:
    """The stored form of a typed text code: case, dashes, spaces, O for 0, I and L for 1 forgiven.

    Raises CodeUnreadable for anything that is no text code.
    """
    code = simplify(typed)
    if not is_text_code(code):
        raise CodeUnreadable
    return code


def simplify(typed: str) -> str:
    """What was typed, without separators, in the letters and digits that codes use; unchecked."""
    if len(typed) > _LONGEST_TYPED:
        return ""
    bare = _SEPARATORS.sub("", latin_digits(typed))
    return "".join(map(_upper, bare)).translate(_LOOKALIKES)


def _upper(character: str) -> str:
    return character.upper() if "a" <= character <= "z" else character
