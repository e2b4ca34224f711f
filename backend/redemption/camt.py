"""Reading bank statements: ISO 20022 camt.053, versions 02 and later. Pure.

Only what is needed is read: whose account, and of each booked payment the direction, amount,
day, end-to-end id, remark, and the bank's reason for a return. Addresses, names and account
numbers of others are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from backend.redemption.errors import (
    StatementTooLong,
    StatementUnreadable,
    StatementWrongCurrency,
    StatementXmlUnsafe,
)

MOST_ENTRIES = 20_000
_ROOT = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d{2}\}Document")
_AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d{1,2})0*)?")
_NO_REFERENCE = {"NOTPROVIDED", "NOTAVAILABLE"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One payment in ("in") or out of the account; ``return_reason`` is a code such as AC04."""

    direction: str
    cents: int
    day: date | None
    end_to_end_id: str
    remark: str
    return_reason: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of one account; ``mark`` is what the bank calls it, with its page."""

    iban: str
    mark: str
    first_day: date | None
    last_day: date | None
    entries: tuple[Entry, ...]


def read(data: bytes) -> list[Statement]:
    """The statements in a file.

    Raises StatementXmlUnsafe, StatementUnreadable, StatementWrongCurrency, StatementTooLong.
    """
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise StatementXmlUnsafe from None
    except (ParseError, LookupError, ValueError):
        raise StatementUnreadable from None
    if not _ROOT.fullmatch(root.tag):
        raise StatementUnreadable
    space = {"": root.tag[1 : root.tag.index("}")]}
    found = [_statement(one, space) for one in root.findall("BkToCstmrStmt/Stmt", space)]
    if not found:
        raise StatementUnreadable
    if sum(len(one.entries) for one in found) > MOST_ENTRIES:
        raise StatementTooLong(most=MOST_ENTRIES)
    return found


Space = dict[str, str]


def _statement(element: Element, space: Space) -> Statement:
    bank_id = _text(element, "Id", space)
    if not bank_id:
        raise StatementUnreadable
    if _text(element, "Acct/Ccy", space) not in {"EUR", ""}:
        raise StatementWrongCurrency
    marks = (bank_id, *(_text(element, path, space) for path in _PARTS))
    entries = tuple(
        entry for booked in element.findall("Ntry", space) for entry in _entries(booked, space)
    )
    return Statement(
        iban=_text(element, "Acct/Id/IBAN", space).replace(" ", "").upper(),
        mark="/".join(marks),
        first_day=_day(_text(element, "FrToDt/FrDtTm", space)),
        last_day=_day(_text(element, "FrToDt/ToDtTm", space)),
        entries=entries,
    )


_PARTS = ("ElctrncSeqNb", "LglSeqNb", "StmtPgntn/PgNb")
"""What tells statements of one id apart, where a bank counts anew each year or sends pages."""


def _entries(element: Element, space: Space) -> Iterator[Entry]:
    status = _text(element, "Sts", space) or _text(element, "Sts/Cd", space)
    if status != "BOOK":
        return
    direction = _direction(element, space)
    day = _day(
        _text(element, "BookgDt/Dt", space)
        or _text(element, "BookgDt/DtTm", space)
        or _text(element, "ValDt/Dt", space)
    )
    total = _cents(element.find("Amt", space))
    details = element.findall("NtryDtls/TxDtls", space)
    own = [_detail(one, direction, day, total if len(details) == 1 else None, space)
           for one in details]  # fmt: skip
    told = [one for one in own if one is not None]
    yield from told
    # What was booked together without details is a line that nothing can be matched with.
    rest = total - sum(one.cents if one.direction == direction else -one.cents for one in told)
    if rest > 0 or not told:
        remark = _text(element, "AddtlNtryInf", space)[:500]
        yield Entry(direction, rest, day, "", remark, None)


def _detail(
    element: Element, direction: str, day: date | None, total: int | None, space: Space
) -> Entry | None:
    """One payment of an entry; None when the bank does not say how much it is."""
    amount = element.find("Amt", space)
    if amount is None:
        amount = element.find("AmtDtls/TxAmt/Amt", space)
    cents = total if amount is None else _cents(amount)
    if cents is None:
        return None
    reference = _text(element, "Refs/EndToEndId", space)
    remarks = [(one.text or "").strip() for one in element.findall("RmtInf/Ustrd", space)]
    structured = _text(element, "RmtInf/Strd/CdtrRefInf/Ref", space)
    reason = _text(element, "RtrInf/Rsn/Cd", space) or _text(element, "RtrInf/Rsn/Prtry", space)
    returned = element.find("RtrInf", space) is not None
    own = element.find("CdtDbtInd", space)
    return Entry(
        direction=_direction(element, space) if own is not None else direction,
        cents=cents,
        day=day,
        end_to_end_id="" if reference in _NO_REFERENCE else reference[:35],
        remark=" ".join([*remarks, structured]).strip()[:500],
        return_reason=(reason[:35] or "?") if returned else None,
    )


def _direction(element: Element, space: Space) -> str:
    """Whether money came in or went out; CdtDbtInd says so for reversals too."""
    named = {"CRDT": "in", "DBIT": "out"}.get(_text(element, "CdtDbtInd", space))
    if named is None:
        raise StatementUnreadable
    return named


def _cents(amount: Element | None) -> int:
    if amount is None:
        raise StatementUnreadable
    if amount.get("Ccy") != "EUR":
        raise StatementWrongCurrency
    found = _AMOUNT.fullmatch((amount.text or "").strip())
    if found is None:
        raise StatementUnreadable
    return int(found[1]) * 100 + int(f"{found[2] or '0':0<2}")


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise StatementUnreadable from None


def _text(element: Element, path: str, space: Space) -> str:
    return (element.findtext(path, "", space) or "").strip()
