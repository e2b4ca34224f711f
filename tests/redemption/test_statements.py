"""Bank statements that are wrong, long, or sent twice."""

from typing import Any

import pytest
from flask import Flask

from backend.ledger import service as ledger
from backend.redemption import camt, service, statements
from backend.redemption.errors import StatementUnreadable
from tests.factories.ledger import findings, transfer
from tests.factories.redemption import IBANS, OWN_IBAN, Treasury, make_treasury
from tests.factories.tasks import expect, refusal
from tests.support import bank

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;">]><Document>&lol2;</Document>"""
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><Document/>'
GOOD = bank.statement(OWN_IBAN, [bank.Booked("A", 100)])

WRONG = {
    "statement_xml_unsafe": [LAUGHS, OUTSIDE],
    "statement_unreadable": [
        b"", b"iets", GOOD[:-40], GOOD.replace(b"camt.053", b"camt.052"), b"<Document/>",
        GOOD.replace(b"1.00<", b"1e9<"), GOOD.replace(b"1.00<", b"-1.00<"),
        GOOD.replace(b"<Id>2026-001</Id>", b""), GOOD.replace(b"DBIT", b"BOTH"),
        GOOD.replace(b"<Dt>2026-11-24", b"<Dt>2026-99-24"), b"\xff\xfe\x00",
        GOOD.replace(b'"UTF-8"', b'"UTF-7"'),
    ],
    "statement_other_account": [
        bank.statement(IBANS[0], [bank.Booked("A", 100)]),
        GOOD.replace(b"<IBAN>", b"<Othr>").replace(b"</IBAN>", b"</Othr>"),
    ],
    "statement_wrong_currency": [
        GOOD.replace(b'Ccy="EUR"', b'Ccy="USD"'), GOOD.replace(b"<Ccy>EUR", b"<Ccy>GBP"),
    ],
}  # fmt: skip


@pytest.fixture
def here(app: Flask) -> Treasury:
    return make_treasury(app)


def test_wrong_files_are_named_and_leave_nothing(here: Treasury) -> None:
    for code, files in WRONG.items():
        for number, data in enumerate(files):
            answer = here.upload(data)
            assert (answer.status_code, refusal(answer)) == (422, code), (code, number)
    path = f"/communities/{here.community.id}/bank-statements"
    assert expect(200, here.send("GET", path))["statements"] == []
    answer = here.send("POST", path, {})
    assert refusal(answer) == "invalid_request"


def test_fifty_megabytes_are_refused_without_reading_them(here: Treasury) -> None:
    answer = here.upload(b" " * (50 * 1024 * 1024))
    assert (answer.status_code, refusal(answer)) == (413, "too_large")
    just_right = GOOD + b"\n" * (statements.MOST_BYTES - len(GOOD))
    assert here.uploaded(just_right) == {"unmatched": 1}
    assert here.upload(just_right + b"\n").status_code == 413


def test_a_payment_from_another_account_of_ours_does_not_count(here: Treasury) -> None:
    here.shop(10_000).asked()
    (payout,) = bank.handed_in(here.file(here.released()))
    service.set_for_community(here.community.id, IBANS[1], "Wijk", here.second.person_id)
    assert here.uploaded(bank.statement(IBANS[1], [payout])) == {"unmatched": 1}
    assert here.uploaded(bank.statement(OWN_IBAN, [payout], number="7")) == {"paid": 1}
    assert findings() == []


def test_what_the_reserve_did_not_suffice_for_is_booked_later(here: Treasury) -> None:
    here.shop(20_000).asked()
    (payout,) = bank.handed_in(here.file(here.released()))
    ends = ledger.reserve(here.community.id), ledger.bank(here.community.id)
    ledger.book(transfer("withdrawal", *ends, 999_000))
    (found,) = expect(200, here.upload(bank.statement(OWN_IBAN, [payout])))["statements"]
    assert found["counts"]["unmatched"] == 1
    path = f"/bank-statements/{found['id']}"
    (line,) = expect(200, here.send("GET", path))["lines"]
    assert line["why"] == "not_enough_coins"
    ledger.book(transfer("deposit", *ends[::-1], 999_000))
    assert expect(200, here.send("POST", f"{path}/go-on"))["counts"]["paid"] == 1
    assert findings() == []


def test_a_long_statement_is_dealt_with_bit_by_bit(
    here: Treasury, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = here.shop(100_000)
    for _ in range(4):
        shop.asked(1_000)
    payouts = bank.handed_in(here.file(here.released()))
    many = [bank.Booked(f"R{number}", 100) for number in range(300)]
    monkeypatch.setattr(statements, "SECONDS_AT_ONCE", 0)
    (found,) = expect(200, here.upload(bank.statement(OWN_IBAN, [*payouts, *many])))["statements"]
    assert (found["total"], found["done"]) == (304, 301)
    path = f"/bank-statements/{found['id']}"
    done: list[Any] = []
    while not done or done[-1] < 304:
        done.append(expect(200, here.send("POST", f"{path}/go-on"))["done"])
    assert done == [302, 303, 304]
    page = expect(200, here.send("GET", path))
    assert (len(page["lines"]), page["next"]) == (200, 199)
    rest = expect(200, here.send("GET", f"{path}?after=199&outcome=unmatched"))
    assert (len(rest["lines"]), rest["next"]) == (104, None)


def test_batches_without_details_and_what_is_not_booked_yet(here: Treasury) -> None:
    def entry(status: str, details: str) -> bytes:
        return f"""<Ntry><Amt Ccy="EUR">9.50</Amt><CdtDbtInd>DBIT</CdtDbtInd>
          <Sts>{status}</Sts>{details}<AddtlNtryInf>Verzameld</AddtlNtryInf></Ntry></Stmt>""".encode()

    partly = '<NtryDtls><TxDtls><Refs/><Amt Ccy="EUR">4</Amt></TxDtls></NtryDtls>'
    for status, details, expected in (
        ("BOOK", "", [(100, ""), (950, "Verzameld")]),
        ("BOOK", partly, [(100, ""), (400, ""), (550, "Verzameld")]),
        ("PDNG", "", [(100, "")]),
    ):
        data = GOOD.replace(b"</Stmt>", entry(status, details)).replace(b"Munt", b"")
        (found,) = camt.read(data)
        assert [(one.cents, one.remark) for one in found.entries] == expected
    with pytest.raises(StatementUnreadable):
        camt.read(b"<a>" * 100_000)
