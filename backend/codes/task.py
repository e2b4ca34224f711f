"""The task code: a compact JWS (ES256) that a coordinator's device key signs, printed as a link.

Header and claims are exact: these members, in this order, without white space, and no others.
So nothing that the signer did not mean (``jku``, ``crit``, a claim twice) has anywhere to hide,
and the phone, this server and an implementer elsewhere all sign the same bytes.
Specified in docs/codes.md; explicit typing and pinned algorithms after RFC 8725.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)

from backend.codes import base64url, jws
from backend.codes.errors import CodeUnreadable, CodeVersionUnknown
from backend.codes.keys import KEY_ID_LENGTH
from backend.codes.text_code import is_text_code
from backend.codes.window import check_window

TYPE = "wijkmunt-task+jwt"
ALGORITHM = jws.ALGORITHM
LONGEST_JWS = jws.LONGEST

_CLAIMS = ("v", "kind", "iss", "sub", "com", "jti", "nbf", "exp")


class TaskCodeKind(StrEnum):
    """What scanning the code does. A caller refuses the kinds that it does not serve."""

    POSTER = "poster"
    VOUCHER = "voucher"
    LIVE = "live"
    CHECK_IN = "check-in"
    CHECK_OUT = "check-out"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCode:
    """A task code's content. ``not_before``, ``expires_at``: Unix seconds; ``code_id``: text code.

    Raises ValueError for a value that the claims cannot carry.
    """

    kind: TaskCodeKind
    organisation_id: UUID
    task_id: UUID
    community: int
    code_id: str
    not_before: int
    expires_at: int
    key_id: bytes

    def __post_init__(self) -> None:
        if len(self.key_id) != KEY_ID_LENGTH or not is_text_code(self.code_id):
            raise ValueError("key id or text code malformed")
        if not 0 <= self.community <= jws.UINT32_MAX:
            raise ValueError("community out of range")
        if not 0 <= self.not_before < self.expires_at <= jws.UINT32_MAX:
            raise ValueError("window empty or out of range")


def prepare_header(key_id: bytes) -> dict[str, str]:
    """The protected header that the phone signs, members in signing order."""
    return jws.header(key_id, TYPE)


def prepare_claims(code: TaskCode) -> dict[str, str | int]:
    """The claims that the phone signs, members in signing order."""
    return {
        "v": jws.VERSION,
        "kind": code.kind.value,
        "iss": base64url.encode(code.organisation_id.bytes),
        "sub": base64url.encode(code.task_id.bytes),
        "com": code.community,
        "jti": code.code_id,
        "nbf": code.not_before,
        "exp": code.expires_at,
    }


def sign(code: TaskCode, private_key: EllipticCurvePrivateKey) -> str:
    """The compact JWS, signed here: in production only phones sign; tests have no phone."""
    return jws.sign(prepare_header(code.key_id), prepare_claims(code), private_key)


def read_header_unverified(text: str) -> bytes:
    """The 8-byte key id to look up: only a claim until ``verify`` has returned.

    The rest of the code is read too, so that CodeUnreadable and CodeVersionUnknown come before
    anything that the look-up may find.
    """
    return _read(text).key_id


def read_code_id_unverified(text: str) -> str:
    """The text code in a task code, for comparing what is known already. Raises as ``_read``."""
    return _read(text).code_id


def verify(text: str, public_key: EllipticCurvePublicKey, *, now: datetime) -> TaskCode:
    """The content of ``text``, signed by ``public_key`` and in its window at ``now`` (aware).

    ``public_key`` is what the caller found under ``read_header_unverified``. Raises, in this order,
    CodeUnreadable, CodeVersionUnknown, CodeSignatureBad, CodeExpired, CodeFromFuture.
    """
    code = _read(text)
    jws.verify(text, public_key)
    check_window(code.not_before, code.expires_at, now)
    return code


def _read(text: str) -> TaskCode:
    header, claims = jws.read(text, TYPE)
    return _content(header, claims)


def _content(header: dict[str, object], claims: dict[str, object]) -> TaskCode:
    kind = _kind(jws.text(claims.get("kind")))
    if tuple(claims) != _CLAIMS:
        raise CodeUnreadable
    try:
        code = TaskCode(
            kind=kind,
            organisation_id=jws.ident(claims["iss"]),
            task_id=jws.ident(claims["sub"]),
            community=jws.number(claims["com"]),
            code_id=jws.text(claims["jti"]),
            not_before=jws.number(claims["nbf"]),
            expires_at=jws.number(claims["exp"]),
            key_id=base64url.decode(jws.text(header.get("kid"))),
        )
    except ValueError:
        raise CodeUnreadable from None
    jws.require_header(header, prepare_header(code.key_id))
    return code


def _kind(text: str) -> TaskCodeKind:
    try:
        return TaskCodeKind(text)
    except ValueError:
        raise CodeVersionUnknown from None
