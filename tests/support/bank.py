"""A bank for tests: reads the pain.001 file that we hand in, and writes the camt.053 it answers.

It knows nothing of the application: only the two formats.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import sepaxml
import xmlschema
from defusedxml import ElementTree

PAIN = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"


@dataclass(frozen=True)
class Booked:
    """A payment that the bank has carried out, ``incoming`` for the account's holder or not."""

    reference: str
    cents: int
    incoming: bool = False
    returned: str = ""
    remark: str = "Munt"
    currency: str = "EUR"

    def back(self, reason: str = "AC04") -> "Booked":
        """The same payment, coming back."""
        return replace(self, incoming=True, returned=reason)


def handed_in(file: bytes) -> list[Booked]:
    """The payments of a file that holds to the official schema, as the bank will book them."""
    _schema().validate(file.decode())
    root = ElementTree.fromstring(file)
    space = {"": PAIN}
    return [
        Booked(
            reference=str(one.findtext("PmtId/EndToEndId", "", space)),
            cents=round(float(one.findtext("Amt/InstdAmt", "0", space)) * 100),
        )
        for one in root.iterfind(".//CdtTrfTxInf", space)
    ]


@cache
def _schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMA)


def statement(
    iban: str,
    booked: Sequence[Booked],
    *,
    number: str = "2026-001",
    version: str = "08",
    together: bool = False,
    day: date = date(2026, 11, 24),
) -> bytes:
    """A camt.053 of ``version`` (02 or 08), with each payment apart or all in one entry."""
    entries = [_entry(booked, version, day)] if together else [
        _entry([one], version, day) for one in booked
    ]  # fmt: skip
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>M{number}</MsgId><CreDtTm>{day}T20:00:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>{number}</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>{day}T20:00:00</CreDtTm>
   <FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>
   <Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
   {"".join(entries)}
  </Stmt>
 </BkToCstmrStmt>
</Document>""".encode()


def _entry(booked: Sequence[Booked], version: str, day: date) -> str:
    first = booked[0]
    total = sum(one.cents for one in booked)
    status = "<Cd>BOOK</Cd>" if version != "02" else "BOOK"
    return f"""<Ntry>
    <Amt Ccy="{first.currency}">{_euro(total)}</Amt>
    <CdtDbtInd>{"CRDT" if first.incoming else "DBIT"}</CdtDbtInd>
    <Sts>{status}</Sts><BookgDt><Dt>{day}</Dt></BookgDt>
    <NtryDtls>{"".join(_detail(one, version) for one in booked)}</NtryDtls>
   </Ntry>"""


def _detail(one: Booked, version: str) -> str:
    amount = f'<Amt Ccy="{one.currency}">{_euro(one.cents)}</Amt>'
    if version == "02":
        amount = f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
    reason = f"<RtrInf><Rsn><Cd>{one.returned}</Cd></Rsn></RtrInf>" if one.returned else ""
    return f"""<TxDtls><Refs><EndToEndId>{escape(one.reference)}</EndToEndId></Refs>{amount}
     <CdtDbtInd>{"CRDT" if one.incoming else "DBIT"}</CdtDbtInd>
     <RmtInf><Ustrd>{escape(one.remark)}</Ustrd></RmtInf>{reason}</TxDtls>"""


def _euro(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
