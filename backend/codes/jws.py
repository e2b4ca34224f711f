"""What our compact JWS (RFC 7515, ES256) have in common: exact headers, exact claims.

Header and claims are exactly the members that a format names, in its order, without white space.
So nothing that the signer did not mean (``jku``, ``crit``, a claim twice) has anywhere to hide.
Explicit typing and pinned algorithms after RFC 8725; specified in docs/codes.md.
"""

import re
from collections.abc import Mapping
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from jwt import PyJWS
from jwt.exceptions import PyJWTError

from backend.codes import base64url, signature
from backend.codes.compact_json import compact, read_object
from backend.codes.errors import CodeSignatureBad, CodeUnreadable, CodeVersionUnknown

ALGORITHM = "ES256"
LONGEST = 1024
VERSION = 1
UINT32_MAX = 0xFFFF_FFFF

_UUID_LENGTH = 16
_SHAPE = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})")
_JWS = PyJWS(algorithms=[ALGORITHM])

Members = dict[str, object]


def header(key_id: bytes, typ: str) -> dict[str, str]:
    """The protected header of a format, members in signing order."""
    return {"alg": ALGORITHM, "kid": base64url.encode(key_id), "typ": typ}


def sign(
    protected: Mapping[str, object],
    claims: Mapping[str, object],
    private_key: EllipticCurvePrivateKey,
) -> str:
    """The compact JWS of these members in their order."""
    message = ".".join(base64url.encode(compact(part).encode()) for part in (protected, claims))
    return f"{message}.{base64url.encode(signature.sign(private_key, message.encode()))}"


def read(jws: str, typ: str) -> tuple[Members, Members]:
    """Header and claims of a JWS of this type and of version 1, not verified.

    Raises CodeUnreadable, or CodeVersionUnknown for another version of the same type.
    """
    shape = _SHAPE.fullmatch(jws) if len(jws) <= LONGEST else None
    if shape is None:
        raise CodeUnreadable
    base64url.decode(shape[3])
    protected = read_object(base64url.decode(shape[1]))
    claims = read_object(base64url.decode(shape[2]))
    if protected.get("typ") != typ:
        raise CodeUnreadable
    version = claims.get("v")
    if type(version) is not int:
        raise CodeUnreadable
    if version != VERSION:
        raise CodeVersionUnknown
    return protected, claims


def require_header(protected: Members, expected: Mapping[str, object]) -> None:
    """Raise CodeUnreadable unless the header has these members in this order, and no others."""
    if tuple(protected.items()) != tuple(expected.items()):
        raise CodeUnreadable


def verify(jws: str, public_key: EllipticCurvePublicKey) -> None:
    """Return when ``public_key`` signed ``jws``, else raise CodeSignatureBad."""
    try:
        _JWS.decode(jws, public_key, algorithms=[ALGORITHM])
    except PyJWTError:
        raise CodeSignatureBad from None


def text(value: object) -> str:
    """A claim that is text; raises CodeUnreadable."""
    if not isinstance(value, str):
        raise CodeUnreadable
    return value


def number(value: object) -> int:
    """A claim that is a whole number; raises CodeUnreadable."""
    if type(value) is not int:
        raise CodeUnreadable
    return value


def ident(value: object) -> UUID:
    """A claim that is the 16 bytes of a UUID in base64url; raises CodeUnreadable."""
    content = base64url.decode(text(value))
    if len(content) != _UUID_LENGTH:
        raise CodeUnreadable
    return UUID(bytes=content)
