"""What the API takes and says about sheets of vouchers."""

from typing import Literal

from backend.web.code_schemas import KeyId, Serial
from backend.web.schemas import Ident, Schema, Time


class NewCodeSheet(Schema):
    """A sheet of single-use vouchers, and the device key that will sign them."""

    task_id: Ident
    count: Serial
    key_id: KeyId


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


class SheetWithdrawal(Schema):
    """Which serials to withdraw: from ``first`` to ``last``; null is open on that side."""

    first: Serial | None = None
    last: Serial | None = None
