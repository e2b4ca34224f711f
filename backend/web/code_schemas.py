"""What a phone is given to sign and hands back, for every kind of code on paper."""

from typing import Annotated

from pydantic import Field

from backend.web.schemas import Schema

MOST_AT_ONCE = 100
"""How many codes are prepared or registered in one call."""

MOST_ON_A_SHEET = 500

KeyId = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
Serial = Annotated[int, Field(ge=1, le=MOST_ON_A_SHEET)]


class CodeHeader(Schema):
    """The JWS's protected header, members in signing order."""

    alg: str
    kid: str
    typ: str


class CodeClaims(Schema):
    """The JWS's claims, members in signing order; times are Unix seconds."""

    v: int
    kind: str
    iss: str
    sub: str
    com: int
    jti: str
    nbf: int
    exp: int


class PreparedCode(Schema):
    """Exactly what the phone has to sign, as docs/codes.md writes it."""

    header: CodeHeader
    claims: CodeClaims


class SheetKey(Schema):
    """The device key that signs what is left of a sheet: 16 hexadecimal characters."""

    key_id: KeyId


class PreparedCodes(Schema):
    """What the phone has to sign next; nothing when all is signed."""

    codes: list[PreparedCode]


class SignedCodes(Schema):
    """What the phone signed."""

    jws: list[str] = Field(min_length=1, max_length=MOST_AT_ONCE)
