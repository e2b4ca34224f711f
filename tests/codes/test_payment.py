import io
from typing import Any

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M

from backend.amounts import MAX_AMOUNT
from backend.codes import payment
from backend.codes.errors import CodeFromFuture
from backend.codes.payment import UnsignedPaymentCode
from backend.errors import DomainError
from tests.codes.support import PUBLIC, at, read_vectors
from tests.vectors.keys import SIGNER

CASES = read_vectors("payment_codes")
UINT32 = st.integers(0, 2**32 - 1)


def check(case: dict[str, Any]) -> payment.PaymentCode:
    """Every check of a code on its own, in the protocol's order."""
    code = payment.decode(case["text"])
    payment.check_community(code, case.get("community", code.community))
    payment.verify(code, PUBLIC[case["key"]], now=at(case["now"]))
    return code


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["name"])
def test_a_good_code_is_read_and_verified(case: dict[str, Any]) -> None:
    code = check({name: case[name] for name in ("text", "key", "now")})
    for field in ("exact", "community", "counter", "issued_at", "amount"):
        assert getattr(code, field) == case[field]
    assert code.key_id.hex() == case["key_id"]
    assert payment.encode_unsigned(code).hex() + code.signature.hex() == case["hex"]


@pytest.mark.parametrize("case", CASES["invalid"], ids=lambda case: case["name"])
def test_a_bad_code_is_refused_by_its_name(case: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refusal:
        check(case)
    assert refusal.value.code == case["error"]


def test_the_signed_message_names_its_domain() -> None:
    assert CASES["domain"] == b"wijkmunt payment code v1\x00".hex() == payment.DOMAIN.hex()


def test_a_refusal_by_the_clock_says_by_how_many_seconds() -> None:
    case = CASES["valid"][0]
    with pytest.raises(DomainError) as late:
        check(case | {"now": case["issued_at"] + 95})
    with pytest.raises(CodeFromFuture) as early:
        check(case | {"now": case["issued_at"] - 33})
    assert (late.value.params, early.value.params) == ({"seconds": 5}, {"seconds": 4})


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["name"])
def test_it_fits_a_qr_of_version_6_m_in_alphanumeric_mode(case: dict[str, Any]) -> None:
    assert len(case["text"]) == payment.TEXT_LENGTH
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
    symbol.add_data(case["text"])
    symbol.make(fit=True)
    assert (symbol.version, symbol.modules_count) == (6, 41)
    assert [part.mode for part in symbol.data_list] == [qrcode.util.MODE_ALPHA_NUM]
    symbol.print_ascii(out=io.StringIO())


@given(
    exact=st.booleans(),
    community=UINT32,
    key_id=st.binary(min_size=8, max_size=8),
    counter=st.integers(1, 2**32 - 1),
    issued_at=UINT32,
    amount=st.integers(1, MAX_AMOUNT),
)
def test_every_code_that_can_be_made_is_read_back(**fields: Any) -> None:
    text = payment.sign(UnsignedPaymentCode(**fields), SIGNER.private)
    code = payment.decode(text)
    assert {name: getattr(code, name) for name in fields} == fields
    payment.verify(code, PUBLIC["signer"], now=at(fields["issued_at"]))


@pytest.mark.parametrize(
    "wrong",
    [
        {"key_id": b"short"},
        {"counter": 0},
        {"counter": 2**32},
        {"exact": True, "amount": 0},
        {"amount": -1},
        {"amount": MAX_AMOUNT + 1},
        {"community": -1},
        {"issued_at": 2**32},
    ],
)
def test_a_value_that_the_layout_cannot_carry_is_a_programming_error(wrong: dict[str, Any]) -> None:
    usual = {"exact": False, "community": 1, "counter": 1, "issued_at": 1, "amount": 1}
    with pytest.raises(ValueError, match=r"range|bytes"):
        UnsignedPaymentCode(**{"key_id": bytes(8)} | usual | wrong)


@given(st.text(max_size=300))
def test_no_text_whatever_makes_reading_fail_without_a_name(text: str) -> None:
    for candidate in (text, f"WM1:{text}"):
        with pytest.raises(DomainError):
            payment.decode(candidate)
