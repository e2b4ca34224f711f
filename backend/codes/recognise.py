"""What is this text that a camera, a hand scanner or a person gave us? Only its kind: no check.

The same rules, in the same order, as ``pwa/src/core/recognise.ts``; docs/codes.md, "Recognising".
"""

import re
from dataclasses import dataclass
from typing import Literal

from backend.codes.card import is_card_number, looks_scanned
from backend.codes.card import read as read_card
from backend.codes.errors import CodeUnreadable, CodeVersionUnknown
from backend.codes.links import LinkKind, parse_link
from backend.codes.text_code import is_short_code, is_text_code, simplify

Kind = (
    Literal["payment_code", "wallet_card", "task_code", "text_code", "short_code", "unknown"]
    | LinkKind
)

_LONGEST = 2048
_AIM_IDENTIFIER = re.compile(r"^\]Q[0-9]")
_PAYMENT_CODE = re.compile(r"WM[1-9][0-9]{0,3}:", re.IGNORECASE | re.ASCII)
_JWS = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]*")
_AROUND = " \t\r\n\u00a0\ufeff"


@dataclass(frozen=True, slots=True)
class Recognised:
    """``value`` is what the next step needs: the code's text, JWS, token, letters or digits."""

    kind: Kind
    value: str
    host: str | None = None


def recognise(scanned: str) -> Recognised:
    """Say what ``scanned`` is. Never raises; a damaged code is still recognised as what it was."""
    if len(scanned) > _LONGEST:
        return Recognised("unknown", "")
    text = _AIM_IDENTIFIER.sub("", scanned.strip(_AROUND)).strip(_AROUND)
    if _PAYMENT_CODE.match(text):
        return Recognised("payment_code", text)
    if looks_scanned(text):
        return Recognised("wallet_card", _number_in(text))
    if link := parse_link(text):
        return Recognised(link.kind, link.secret, link.host)
    if _JWS.fullmatch(text):
        return Recognised("task_code", text)
    return _typed(text)


def _typed(text: str) -> Recognised:
    bare = simplify(text)
    if is_short_code(bare):
        return Recognised("short_code", bare)
    if is_text_code(bare):
        return Recognised("text_code", bare)
    if is_card_number(bare):
        return Recognised("wallet_card", bare)
    return Recognised("unknown", text)


def _number_in(text: str) -> str:
    """The stored form of a card's number; a damaged one as it is."""
    try:
        return read_card(text)
    except (CodeUnreadable, CodeVersionUnknown):
        return text
