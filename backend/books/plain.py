"""Names and free text made safe for files: pure, and the same for every kind of file.

What people typed is data. Here it loses what could end a line, hide, or turn the order of
reading around (line ends, control characters, marks of direction); each kind of file then
escapes what is left by its own rules.
"""

import hashlib
import hmac
import re
import unicodedata
import uuid

# Joiners are part of how Arabic, Persian and emoji are written.
_KEPT = frozenset("\u200c\u200d")
_GONE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 8
_FORMULA = ("=", "+", "-", "@")
_LONGEST_SLUG = 40
_LONGEST_COMMODITY = 20
EURO = "EUR"


def plain(text: str) -> str:
    """``text`` on one line, without control characters and marks of direction."""
    if text.isprintable():
        # Nearly all of it is: printable text has none of the categories that go.
        return " ".join(text.split())
    kept = "".join(
        " " if _breaks(character) else character
        for character in text
        if _breaks(character) or character in _KEPT or unicodedata.category(character) not in _GONE
    )
    return " ".join(kept.split())


def _breaks(character: str) -> bool:
    return character in "\t\n\v\f\r\x85\u2028\u2029"


def cell(text: str) -> str:
    """``plain`` text that no spreadsheet takes for a formula."""
    safe = plain(text)
    return f"'{safe}" if safe.startswith(_FORMULA) else safe


def slug(text: str, otherwise: str) -> str:
    """A part of an account's name: ASCII letters, digits and dashes, a capital first."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = [word for word in re.split(r"[^A-Za-z0-9]+", ascii_only) if word]
    name = "-".join(word[0].upper() + word[1:] for word in words)[:_LONGEST_SLUG].strip("-")
    return name or otherwise


def commodity(currency_name: str) -> str:
    """The name of a coin in beancount's and hledger's files: capitals, never the euro's."""
    name = re.sub(r"[^A-Z]+", "", slug(currency_name, "").upper())[:_LONGEST_COMMODITY]
    return name if len(name) > 1 and name != EURO else f"COIN-{name or 'X'}"


def code(key: bytes, owner: uuid.UUID) -> str:
    """Eight characters that stand for ``owner``: the same in all books of one ``key``.

    Without the key nobody can tell whose they are (HMAC-SHA-256, 40 bits of it).
    """
    digest = hmac.digest(key, owner.bytes, hashlib.sha256)
    number = int.from_bytes(digest[:5])
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))[:_CODE_LENGTH]


def units(minor: int, decimals: int) -> str:
    """Minor units as other programs read them: "-1250.50", without any grouping."""
    whole, fraction = divmod(abs(minor), 10**decimals)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}" + (f".{fraction:0{decimals}d}" if decimals else "")
