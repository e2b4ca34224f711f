"""What the API takes and says about sheets of vouchers."""

from typing import Annotated, Literal

from pydantic import Field

from backend.tasks.codes import MOST_AT_ONCE
from backend.tasks.schemas import KeyId, PreparedCode
from backend.web.schemas import Ident, Schema, Time

MOST_ON_A_SHEET = 500

Serial = Annotated[int, Field(ge=1, le=MOST_ON_A_SHEET)]


class NewCodeSheet(Schema):
    """A sheet of single-use vouchers, and the device key that will sign them."""

    task_id: Ident
    count: Serial
    key_id: KeyId


class SheetKey(Schema):
    """The device key that signs what is left of a sheet: 16 hexadecimal characters."""

    key_id: KeyId


class PreparedCodes(Schema):
    """What the phone has to sign next; nothing when all is signed."""

    codes: list[PreparedCode]


class SignedCodes(Schema):
    """What the phone signed."""

    jws: list[str] = Field(min_length=1, max_length=MOST_AT_ONCE)


class CodeSheet(Schema):
    """A sheet: ``count`` codes, of which so many are in each state."""

    id: Ident
    task_id: Ident
    count: int
    unsigned: int
    unused: int
    used: int
    withdrawn: int
    created_at: Time


class CodeSheets(Schema):
    """The sheets of a task, newest first."""

    sheets: list[CodeSheet]


class CodeOnSheet(Schema):
    """One code of a sheet; ``link`` is null until it is signed."""

    serial: int
    id: str
    text: str
    link: str | None
    status: Literal["unsigned", "unused", "used", "withdrawn"]


class CodesOnSheet(Schema):
    """A sheet with every code on it, by serial, and until when they are good."""

    sheet: CodeSheet
    codes: list[CodeOnSheet]
    expires_at: Time


class Withdrawal(Schema):
    """Which serials to withdraw: from ``first`` to ``last``; null is open on that side."""

    first: Serial | None = None
    last: Serial | None = None
