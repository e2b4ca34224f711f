"""What the routes of credit and loans take and answer. Amounts are minor units."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.circulation.schemas import Either, Why
from backend.web.schemas import MAX_AMOUNT, Amount, Balance, Ident, Schema, Time

Source = Literal["fund", "line"]
LineSize = Annotated[int, Field(ge=0, le=MAX_AMOUNT)]


class Owner(Schema):
    """Whose credit it is: a member by name, for issuers only, or an organisation."""

    kind: Literal["member", "shop", "association", "institution", "municipality"]
    name: str


class Line(Schema):
    """A credit line: what was granted, what is owed of it, and until when (null: no end)."""

    id: Ident | None
    owner: Owner
    granted: Balance
    owed: Balance
    available: Balance
    clear_by: date | None
    frozen_why: Literal["issuer", "not_cleared"] | None


class LineChange(Schema):
    """A larger line that an issuer asked for; ``mine`` when it was the caller."""

    id: Ident
    owner: Owner
    amount: Balance
    why: str
    status: Literal["asked", "granted", "declined"]
    asked_by: str
    asked_at: Time
    mine: bool


class Loan(Schema):
    """A loan without interest: what is left of it, and by when it is spent and paid back."""

    id: Ident
    owner: Owner
    source: Source
    amount: Balance
    repaid: Balance
    why: str
    status: Literal["asked", "running", "repaid", "declined"]
    asked_by: str
    asked_at: Time
    spend_by: date | None
    repay_by: date | None
    mine: bool


class Credit(Schema):
    """All lines and loans of a community, for its issuers and treasurers."""

    lines: list[Line]
    changes: list[LineChange]
    loans: list[Loan]
    granted: Balance
    owed: Balance
    member_line: Balance
    shop_line: Balance


class OwnCredit(Schema):
    """The line and the loans of one party; ``line`` is null where there is no credit at all."""

    line: Line | None
    loans: list[Loan]


class NewLine(Either):
    """A line for somebody, and why; 0 ends it."""

    community_id: Ident
    amount: LineSize
    why: Why


class NewLoan(Either):
    """A loan to somebody, and why."""

    community_id: Ident
    amount: Amount
    source: Source
    why: Why


class Decision(Schema):
    """The second issuer's word."""

    agreed: bool


class Freezing(Schema):
    """Whether the line may not be drawn on."""

    frozen: bool


class NewRepayment(Schema):
    """Coin that a borrower pays back before it is due."""

    loan_id: Ident
    amount: Amount
