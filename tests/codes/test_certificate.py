"""Certificates and acceptances: the vectors, every bit turned, and the size of the code."""

import io
import uuid
from typing import Any

import pytest
import qrcode
from qrcode.constants import ERROR_CORRECT_M

from backend.codes import acceptance, base45, certificate, payment
from backend.codes.certificate import UnsignedCertificate
from backend.codes.errors import AcceptanceSignatureBad, CertificateExpired
from backend.errors import DomainError
from tests.codes.support import at, read_vectors
from tests.vectors import certificates
from tests.vectors.keys import AUTHORITY, OTHER, SIGNER
from tests.vectors.payment_codes import COMMUNITY, ISSUED

CASES = read_vectors("certificates")
AUTHORITIES = [OTHER.private.public_key(), AUTHORITY.private.public_key()]


def check(text: str, now: int, community: int = COMMUNITY) -> payment.PaymentCode:
    """Every check that a shop without a network can make, in the protocol's order."""
    code = payment.decode(text)
    payment.check_community(code, community)
    assert code.certificate is not None
    key = certificate.verify(
        code.certificate, community, AUTHORITIES[1:], key_id=code.key_id, now=at(now)
    )
    payment.verify(code, key, now=at(now))
    return code


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["name"])
def test_a_certified_code_is_read_and_verified(case: dict[str, Any]) -> None:
    code = check(case["text"], case["now"])
    assert code.certificate is not None
    assert code.exact
    assert certificate.encode(code.certificate).hex() == case["certificate"]
    assert code.certificate.public_key.hex() == case["public_key"]
    for field in ("allowance", "expires_at", "serial"):
        assert getattr(code.certificate, field) == case[field]


@pytest.mark.parametrize("case", CASES["invalid"], ids=lambda case: case["name"])
def test_a_bad_certified_code_is_refused_by_its_name(case: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refusal:
        check(case["text"], case["now"], case["community"])
    assert refusal.value.code == case["error"]


def test_any_bit_turned_is_refused() -> None:
    binary = base45.decode(CASES["valid"][0]["text"].removeprefix(payment.PREFIX))
    assert len(binary) == 198
    for bit in range(len(binary) * 8):
        changed = bytearray(binary)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(DomainError):
            check(payment.PREFIX + base45.encode(bytes(changed)), ISSUED)


def test_any_of_the_keys_that_a_community_has_had_may_have_signed() -> None:
    code = payment.decode(CASES["valid"][0]["text"])
    assert code.certificate is not None
    key = certificate.verify(
        code.certificate, COMMUNITY, AUTHORITIES, key_id=SIGNER.id, now=at(ISSUED)
    )
    assert key.public_numbers() == SIGNER.private.public_key().public_numbers()
    with pytest.raises(CertificateExpired) as late:
        certificate.verify(
            code.certificate,
            COMMUNITY,
            AUTHORITIES,
            key_id=SIGNER.id,
            now=at(certificates.EXPIRES + 35),
        )
    assert late.value.params == {"seconds": 5}


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["name"])
def test_it_fits_a_qr_of_version_10_m_in_alphanumeric_mode(case: dict[str, Any]) -> None:
    assert len(case["text"]) == payment.CERTIFIED_TEXT_LENGTH < 350
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
    symbol.add_data(case["text"])
    symbol.make(fit=True)
    assert (symbol.version, symbol.modules_count) == (10, 57)
    assert [part.mode for part in symbol.data_list] == [qrcode.util.MODE_ALPHA_NUM]
    symbol.print_ascii(out=io.StringIO())


def test_an_acceptance_binds_shop_payment_moment_and_code() -> None:
    case = CASES["acceptance"]
    parts: dict[str, Any] = {
        "shop_id": uuid.UUID(case["shop_id"]),
        "payment_id": uuid.UUID(case["payment_id"]),
        "accepted_at": case["accepted_at"],
        "code": case["code"],
    }
    given, key = bytes.fromhex(case["signature"]), OTHER.private.public_key()
    message = acceptance.message(**parts)
    assert message.hex() == case["message"]
    acceptance.verify(message, given, key)
    for change in (
        {"shop_id": uuid.UUID(int=1)},
        {"payment_id": uuid.UUID(int=1)},
        {"accepted_at": case["accepted_at"] + 1},
        {"code": case["code"] + " "},
    ):
        with pytest.raises(AcceptanceSignatureBad):
            acceptance.verify(acceptance.message(**{**parts, **change}), given, key)


@pytest.mark.parametrize(
    "wrong",
    [
        {"public_key": bytes(33)},
        {"public_key": b"\x02" + bytes(31)},
        {"allowance": 0},
        {"allowance": 2**31},
        {"serial": 0},
        {"expires_at": 2**32},
    ],
)
def test_a_value_that_the_layout_cannot_carry_is_a_programming_error(wrong: dict[str, Any]) -> None:
    usual: dict[str, Any] = {
        "public_key": b"\x02" + bytes(32),
        "allowance": 1,
        "expires_at": 1,
        "serial": 1,
    }
    with pytest.raises(ValueError, match=r"range|bytes"):
        UnsignedCertificate(**usual | wrong)


def test_only_an_exact_code_carries_a_certificate() -> None:
    with pytest.raises(ValueError, match="exact"):
        certificates.text(certificates.made(), exact=False)
