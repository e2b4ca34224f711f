"""What the API says of accounts and of the lines of a statement."""

from typing import Literal

from pydantic import Field

from backend.web.schemas import Amount, Balance, Ident, Schema, Time


class About(Schema):
    """What a line belongs to."""

    type: str
    id: Ident


class Entry(Schema):
    """One line of a statement, seen from the account: coin in or coin out."""

    id: Ident
    at: Time
    kind: str
    amount: Amount
    direction: Literal["in", "out"]
    counterpart: str | None
    counterpart_kind: str
    about: About | None
    memo: str


class Account(Schema):
    """An account with its present balance in minor units."""

    id: Ident
    purpose: str
    name: str
    balance: Balance


class Accounts(Schema):
    """The accounts of an organisation."""

    accounts: list[Account]


class Statement(Schema):
    """Lines, newest first; ``next`` is the ``before`` of the following page."""

    account: Account
    entries: list[Entry]
    next: Ident | None


class StatementQuery(Schema):
    """Which page of a statement."""

    before: Ident | None = None
    limit: int = Field(default=50, ge=1, le=100)
