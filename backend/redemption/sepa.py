"""What SEPA asks of account numbers, names and days (EPC 125-05 and EPC 217-08). Pure."""

import re
import unicodedata
from datetime import date, timedelta

from dateutil.easter import easter
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from backend.redemption.errors import HolderInvalid, IbanInvalid

MOST_OF_A_NAME = 70
MOST_OF_A_REMARK = 140
_OUTSIDE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L"}
    | {"đ": "d", "Đ": "D", "ð": "d", "þ": "th", "&": "+", "_": "-"}
    | {"\u0131": "i", "\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-"}
)


def check_iban(typed: str) -> str:
    """The account number without spaces. Raises IbanInvalid."""
    try:
        iban = IBAN(typed, validate_bban=True)
    except SchwiftyException:
        raise IbanInvalid from None
    if not iban.in_sepa_zone:
        raise IbanInvalid
    return str(iban)


def bic_of(iban: str) -> str | None:
    """The bank's BIC where the register knows it; ``iban`` was checked."""
    found = IBAN(iban).bic
    return str(found) if found else None


def check_holder(typed: str) -> str:
    """The name as banks can carry it: "Çelik & Zoon" becomes "Celik + Zoon".

    Raises HolderInvalid for what is left over, is empty, longer than 70, or breaks the rules
    for slashes.
    """
    name = " ".join(_plain(typed).split())
    strange = sorted(set(_OUTSIDE.findall(name)))
    if strange or not 1 <= len(name) <= MOST_OF_A_NAME:
        raise HolderInvalid(characters="".join(strange))
    if name.startswith("/") or name.endswith("/") or "//" in name:
        raise HolderInvalid(characters="/")
    return name


def remark(text: str) -> str:
    """``text`` in the characters of SEPA, at most 140; others become a dot."""
    return _OUTSIDE.sub(".", _plain(text)).replace("//", "/").strip("/ ")[:MOST_OF_A_REMARK]


def banking_day(day: date) -> date:
    """``day``, or the first day after it on which banks settle (TARGET calendar)."""
    while day.weekday() >= 5 or day in _closing_days(day.year):
        day += timedelta(days=1)
    return day


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _closing_days(year: int) -> set[date]:
    sunday = easter(year)
    fixed = {date(year, *day) for day in ((1, 1), (5, 1), (12, 25), (12, 26))}
    return fixed | {sunday - timedelta(days=2), sunday + timedelta(days=1)}
