"""The wallet certificate: the community's word that a phone may pay while nobody has a network.

It follows the signature of an exact payment code, 109 bytes; the community's certificate key
signs it together with the community's number. docs/codes.md, "Wallet certificate".
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.amounts import MAX_AMOUNT
from backend.codes import keys, signature
from backend.codes.errors import (
    CertificateBad,
    CertificateExpired,
    CodeSignatureBad,
    CodeUnreadable,
)
from backend.codes.signature import SIGNATURE_LENGTH
from backend.codes.window import CLOCK_SKEW_SECONDS

DOMAIN = b"wijkmunt wallet certificate v1\x00"
"""Goes before the content when it is signed, so that no other signature of this key can pass."""

PUBLIC_KEY_LENGTH = 33
_CONTENT = struct.Struct(f">{PUBLIC_KEY_LENGTH}sIII")
LENGTH = _CONTENT.size + SIGNATURE_LENGTH
_COMMUNITY = struct.Struct(">I")
_UINT32_MAX = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsignedCertificate:
    """What the community signs. Raises ValueError for a value that the layout cannot carry.

    ``public_key``: of the wallet's device, a compressed P-256 point (SEC 1 section 2.3.3).
    ``allowance``: minor units, from 1. ``expires_at``: Unix seconds. ``serial``: from 1, never
    twice in one community.
    """

    public_key: bytes
    allowance: int
    expires_at: int
    serial: int

    def __post_init__(self) -> None:
        if len(self.public_key) != PUBLIC_KEY_LENGTH or self.public_key[0] not in (2, 3):
            raise ValueError("a compressed point has 33 bytes and starts with 2 or 3")
        if not (1 <= self.allowance <= MAX_AMOUNT and 1 <= self.serial <= _UINT32_MAX):
            raise ValueError("allowance or serial out of range")
        if not 0 <= self.expires_at <= _UINT32_MAX:
            raise ValueError("time out of range")


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(UnsignedCertificate):
    """A certificate as read: its content is only a claim until ``verify`` has returned."""

    signature: bytes


def compressed(key: EllipticCurvePublicKey) -> bytes:
    """The 33 bytes in which a certificate carries ``key``."""
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def sign(
    unsigned: UnsignedCertificate, community: int, private_key: EllipticCurvePrivateKey
) -> Certificate:
    """The certificate with the word of ``community`` (its number) on it."""
    return Certificate(
        public_key=unsigned.public_key,
        allowance=unsigned.allowance,
        expires_at=unsigned.expires_at,
        serial=unsigned.serial,
        signature=signature.sign(private_key, _message(unsigned, community)),
    )


def encode(certificate: Certificate) -> bytes:
    """The 109 bytes that follow a payment code's signature."""
    return _content(certificate) + certificate.signature


def decode(binary: bytes) -> Certificate:
    """Read 109 bytes. Raises CodeUnreadable, also for a key that is no point of the curve."""
    if len(binary) != LENGTH:
        raise CodeUnreadable
    public_key, allowance, expires_at, serial = _CONTENT.unpack_from(binary)
    try:
        _point(public_key)
        return Certificate(
            public_key=public_key,
            allowance=allowance,
            expires_at=expires_at,
            serial=serial,
            signature=binary[_CONTENT.size :],
        )
    except ValueError:
        raise CodeUnreadable from None


def verify(
    certificate: Certificate,
    community: int,
    authorities: Iterable[EllipticCurvePublicKey],
    *,
    key_id: bytes,
    now: datetime,
) -> EllipticCurvePublicKey:
    """The device key to check the code with, when ``community`` vouches for it at ``now``.

    ``authorities`` are the community's certificate keys, any of which may have signed; ``key_id``
    is the code's. Raises CertificateBad, then CertificateExpired with ``seconds``.
    """
    key = vouched_key(certificate, community, authorities, key_id=key_id)
    require_current(certificate, now)
    return key


def vouched_key(
    certificate: Certificate,
    community: int,
    authorities: Iterable[EllipticCurvePublicKey],
    *,
    key_id: bytes,
) -> EllipticCurvePublicKey:
    """The first half of ``verify``, which has one answer for ever. Raises CertificateBad."""
    key = _point(certificate.public_key)
    message = _message(certificate, community)
    signed = any(_is_by(authority, certificate.signature, message) for authority in authorities)
    if not signed or keys.key_id(keys.public_key_spki(key)) != key_id:
        raise CertificateBad
    return key


def require_current(certificate: Certificate, now: datetime) -> None:
    """The second half of ``verify``. Raises CertificateExpired with ``seconds``."""
    late = now.timestamp() - certificate.expires_at - CLOCK_SKEW_SECONDS
    if late >= 0:
        raise CertificateExpired(seconds=int(late))


def _is_by(authority: EllipticCurvePublicKey, given: bytes, message: bytes) -> bool:
    try:
        signature.verify(authority, given, message)
    except CodeSignatureBad:
        return False
    return True


@lru_cache(maxsize=4096)
def _point(public_key: bytes) -> EllipticCurvePublicKey:
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public_key)


def _content(certificate: UnsignedCertificate) -> bytes:
    return _CONTENT.pack(
        certificate.public_key, certificate.allowance, certificate.expires_at, certificate.serial
    )


def _message(certificate: UnsignedCertificate, community: int) -> bytes:
    return DOMAIN + _COMMUNITY.pack(community) + _content(certificate)
