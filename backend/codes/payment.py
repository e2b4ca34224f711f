"""The payment code: on the payer's screen for half a minute, scanned by the shop, good once.

``WM1:`` and the base45 of 89 bytes; layout, signed message and checks are in docs/codes.md.
The text has 138 characters of QR's alphanumeric mode: version 6 at error correction M. A code
for a shop that has no network either carries its wallet's certificate: 198 bytes, 301 characters.
"""

import re
import struct
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)

from backend.amounts import MAX_AMOUNT
from backend.codes import base45, signature
from backend.codes import certificate as certificates
from backend.codes.certificate import Certificate
from backend.codes.errors import CodeUnreadable, CodeVersionUnknown, CodeWrongCommunity
from backend.codes.keys import KEY_ID_LENGTH
from backend.codes.signature import SIGNATURE_LENGTH
from backend.codes.window import check_window

PREFIX = "WM1:"
TEXT_LENGTH = 138
CERTIFIED_TEXT_LENGTH = 301
LIFE_SECONDS = 60
"""How long a code is good after it was made; window.CLOCK_SKEW_SECONDS comes on top."""

RENEW_SECONDS = 30
"""How often the payer's screen makes a new one."""

DOMAIN = b"wijkmunt payment code v1\x00"
"""Goes before the content when it is signed, so that no other signature of this key can pass."""

_VERSION = 1
_FLAG_EXACT = 0b0001
_FLAG_CERTIFICATE = 0b0010
_FLAGS = (0, _FLAG_EXACT, _FLAG_EXACT | _FLAG_CERTIFICATE)
_CONTENT = struct.Struct(">BI8sIII")
_LENGTH = _CONTENT.size + SIGNATURE_LENGTH
_LONGEST_TEXT = 400
_UINT32_MAX = 0xFFFF_FFFF
_ANY_PREFIX = re.compile(r"WM[1-9][0-9]{0,3}:")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsignedPaymentCode:
    """What the payer's key signs. Raises ValueError for a value that the layout cannot carry.

    ``exact``: ``amount`` is the sum to take and no other; else it is the payer's limit below which
    the shop may name any sum. Minor units, exact from 1, limit from 0, both to MAX_AMOUNT.
    ``issued_at``: Unix seconds. ``counter``: from 1, never twice for one key. ``certificate``
    goes with an exact code only.
    """

    exact: bool
    community: int
    key_id: bytes
    counter: int
    issued_at: int
    amount: int
    certificate: Certificate | None = None

    def __post_init__(self) -> None:
        if self.certificate is not None and not self.exact:
            raise ValueError("only an exact code carries a certificate")
        if len(self.key_id) != KEY_ID_LENGTH:
            raise ValueError("a key id has 8 bytes")
        if not (1 <= self.counter <= _UINT32_MAX and int(self.exact) <= self.amount <= MAX_AMOUNT):
            raise ValueError("counter or amount out of range")
        if not (0 <= self.community <= _UINT32_MAX and 0 <= self.issued_at <= _UINT32_MAX):
            raise ValueError("community or time out of range")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCode(UnsignedPaymentCode):
    """A payment code as read: its content is only a claim until ``verify`` has returned."""

    signature: bytes


def encode_unsigned(code: UnsignedPaymentCode) -> bytes:
    """The 25 bytes that come before the signature."""
    flags = (_FLAG_EXACT if code.exact else 0) | (_FLAG_CERTIFICATE if code.certificate else 0)
    return _CONTENT.pack(
        _VERSION << 4 | flags,
        code.community,
        code.key_id,
        code.counter,
        code.issued_at,
        code.amount,
    )


def sign(code: UnsignedPaymentCode, private_key: EllipticCurvePrivateKey) -> str:
    """The whole text, signed here: for phones that cannot keep a key, and for tests."""
    content = encode_unsigned(code)
    after = certificates.encode(code.certificate) if code.certificate else b""
    return PREFIX + base45.encode(content + signature.sign(private_key, DOMAIN + content) + after)


def decode(text: str) -> PaymentCode:
    """Read a payment code. Raises CodeUnreadable or CodeVersionUnknown, and nothing else."""
    binary = base45.decode(_body(text))
    if not binary:
        raise CodeUnreadable
    if binary[0] >> 4 != _VERSION or binary[0] & 0x0F not in _FLAGS:
        raise CodeVersionUnknown
    certified = bool(binary[0] & _FLAG_CERTIFICATE)
    if len(binary) != _LENGTH + (certificates.LENGTH if certified else 0):
        raise CodeUnreadable
    first, community, key_id, counter, issued_at, amount = _CONTENT.unpack_from(binary)
    try:
        return PaymentCode(
            exact=bool(first & _FLAG_EXACT),
            community=community,
            key_id=key_id,
            counter=counter,
            issued_at=issued_at,
            amount=amount,
            signature=binary[_CONTENT.size : _LENGTH],
            certificate=certificates.decode(binary[_LENGTH:]) if certified else None,
        )
    except ValueError:
        raise CodeUnreadable from None


def _body(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise CodeUnreadable
    if text.startswith(PREFIX):
        return text[len(PREFIX) :]
    raise CodeVersionUnknown if _ANY_PREFIX.match(text) else CodeUnreadable


def check_community(code: PaymentCode, community: int) -> None:
    """Raise CodeWrongCommunity unless the code is for ``community``; precedes the key look-up."""
    if code.community != community:
        raise CodeWrongCommunity


def verify(code: PaymentCode, public_key: EllipticCurvePublicKey, *, now: datetime) -> None:
    """Return when ``public_key`` signed ``code`` and ``now`` (aware) lies in its window.

    Raises CodeSignatureBad, CodeExpired or CodeFromFuture, in that order. The caller has looked
    the key up by ``code.key_id``, and still has to spend ``code.counter``.
    """
    signature.verify(public_key, code.signature, DOMAIN + encode_unsigned(code))
    check_window(code.issued_at, code.issued_at + LIFE_SECONDS, now)
