"""The payment request: a compact JWS (ES256) by the payee's device key, in a link or a QR.

A member's "pay me" code is one with neither amount nor words. Specified in docs/codes.md.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)

from backend.amounts import MAX_AMOUNT
from backend.codes import base64url, jws
from backend.codes.errors import CodeExpired, CodeUnreadable, CodeVersionUnknown, RequestExpired
from backend.codes.keys import KEY_ID_LENGTH
from backend.codes.window import check_window

TYPE = "wijkmunt-request+jwt"
LONGEST_WORDS = 80
"""Characters (Unicode code points) of the words."""

_CLAIMS = ("v", "com", "kind", "to", "amt", "memo", "jti", "iat", "exp")
_DELETE = "\u007f"


class PayeeKind(StrEnum):
    """Whose account is paid: a member's wallet, or the till of an organisation."""

    MEMBER = "member"
    SHOP = "shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRequest:
    """A request's content. ``issued_at``, ``expires_at``: Unix seconds; ``amount``: minor units.

    ``amount`` 0 lets the payer name it. ``payee_id`` is a person or an organisation.
    Raises ValueError for a value that the claims cannot carry.
    """

    community: int
    kind: PayeeKind
    payee_id: UUID
    amount: int
    words: str
    request_id: UUID
    issued_at: int
    expires_at: int
    key_id: bytes

    def __post_init__(self) -> None:
        if len(self.key_id) != KEY_ID_LENGTH:
            raise ValueError("key id malformed")
        if not 0 <= self.community <= jws.UINT32_MAX or not 0 <= self.amount <= MAX_AMOUNT:
            raise ValueError("community or amount out of range")
        if len(self.words) > LONGEST_WORDS or any(c < " " or c == _DELETE for c in self.words):
            raise ValueError("words too long, or with control characters")
        if not 0 <= self.issued_at < self.expires_at <= jws.UINT32_MAX:
            raise ValueError("window empty or out of range")

    @property
    def is_standing(self) -> bool:
        """Whether this is a "pay me" code: it asks for nothing, and says only who is paid."""
        return self.kind is PayeeKind.MEMBER and self.amount == 0 and not self.words


def prepare_header(key_id: bytes) -> dict[str, str]:
    """The protected header, members in signing order."""
    return jws.header(key_id, TYPE)


def prepare_claims(request: PaymentRequest) -> dict[str, str | int]:
    """The claims, members in signing order."""
    return {
        "v": jws.VERSION,
        "com": request.community,
        "kind": request.kind.value,
        "to": base64url.encode(request.payee_id.bytes),
        "amt": request.amount,
        "memo": request.words,
        "jti": base64url.encode(request.request_id.bytes),
        "iat": request.issued_at,
        "exp": request.expires_at,
    }


def sign(request: PaymentRequest, private_key: EllipticCurvePrivateKey) -> str:
    """The compact JWS: on the server only for sessions whose phone cannot keep a key."""
    return jws.sign(prepare_header(request.key_id), prepare_claims(request), private_key)


def read_unverified(text: str) -> PaymentRequest:
    """The content, to find the community and the key: only a claim until ``verify`` returned.

    Raises CodeUnreadable or CodeVersionUnknown.
    """
    protected, claims = jws.read(text, TYPE)
    kind = _kind(jws.text(claims.get("kind")))
    if tuple(claims) != _CLAIMS:
        raise CodeUnreadable
    try:
        request = PaymentRequest(
            community=jws.number(claims["com"]),
            kind=kind,
            payee_id=jws.ident(claims["to"]),
            amount=jws.number(claims["amt"]),
            words=jws.text(claims["memo"]),
            request_id=jws.ident(claims["jti"]),
            issued_at=jws.number(claims["iat"]),
            expires_at=jws.number(claims["exp"]),
            key_id=base64url.decode(jws.text(protected.get("kid"))),
        )
    except ValueError:
        raise CodeUnreadable from None
    jws.require_header(protected, prepare_header(request.key_id))
    return request


def verify(text: str, public_key: EllipticCurvePublicKey, *, now: datetime) -> PaymentRequest:
    """The content, signed by ``public_key`` and in its window at ``now`` (aware).

    Raises, in this order, CodeUnreadable, CodeVersionUnknown, CodeSignatureBad, RequestExpired,
    CodeFromFuture.
    """
    request = read_unverified(text)
    jws.verify(text, public_key)
    try:
        check_window(request.issued_at, request.expires_at, now)
    except CodeExpired as late:
        raise RequestExpired(**late.params) from None
    return request


def _kind(text: str) -> PayeeKind:
    try:
        return PayeeKind(text)
    except ValueError:
        raise CodeVersionUnknown from None
