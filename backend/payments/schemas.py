"""What the API takes and says about payments. Amounts are minor units."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.ledger.service import Entry
from backend.web.schemas import MAX_AMOUNT, Amount, Balance, Ident, Schema, Text, Time

Limit = Annotated[int, Field(ge=0, le=MAX_AMOUNT, description="minor units; 0 always asks")]
Counter = Annotated[int, Field(ge=0, le=0xFFFF_FFFF)]
KeyId = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
Reason = Annotated[Text, Field(min_length=1, max_length=500)]


class PaymentCommand(Schema):
    """What the shop's phone sends: the amount, and what it scanned or what was typed."""

    shop_id: Ident
    amount: Amount
    code: str


class ShopBrief(Schema):
    """Who is paid."""

    id: Ident
    name: str


class Payment(Schema):
    """A payment as its payer or the shop may see it; neither is told who the other person is.

    ``key_id`` is for the payer alone; ``expires_at`` while it waits; ``reason`` when refused;
    ``means`` is how the payer showed the wish to pay.
    """

    id: Ident
    status: Literal["paid", "waiting", "refused", "declined", "cancelled", "expired"]
    amount: Amount
    refunded: Limit
    shop: ShopBrief
    at: Time
    code_counter: int | None
    key_id: str | None
    expires_at: Time | None
    reason: str | None
    means: Literal["code", "offline", "card", "request"]


class ConfirmOptions(Schema):
    """The passkey challenge that confirms one payment."""

    challenge_id: Ident
    public_key: dict[str, object]


class Confirmation(Schema):
    """The passkey's answer."""

    challenge_id: Ident
    credential: dict[str, object]


class MyCodesQuery(Schema):
    """Which codes a phone asks about: those of its key, from this counter on."""

    key_id: KeyId
    from_: Annotated[Counter, Field(alias="from")]


class MyCodes(Schema):
    """The payments made with them, newest code first."""

    payments: list[Payment]


class TillQuery(Schema):
    """Which day, in the community's time zone."""

    day: date


class TillTotals(Schema):
    """A day's sums: what was paid, and what was given back on that day."""

    count: int
    received: Balance
    refunded: Balance


class Till(Schema):
    """A day at the counter, newest first."""

    day: date
    payments: list[Payment]
    totals: TillTotals


class RefundCommand(Schema):
    """How much of which payment goes back, and why."""

    payment_id: Ident
    amount: Amount
    reason: Reason


class Refund(Schema):
    """A refund, with the payment as it is after it."""

    id: Ident
    payment: Payment
    amount: Amount
    reason: str
    at: Time


class Wallet(Schema):
    """A member's own account; ``limit`` is what an open code pays without a question.

    ``notices`` is how many the member has not read yet. ``owes``: what was spent offline beyond
    the balance; what comes in pays it back first.
    """

    account_id: Ident
    balance: Balance
    limit: Limit
    owes: Limit
    recent: list[Entry]
    notices: int


class LimitChange(Schema):
    """The limit that the member wants."""

    limit: Limit


class CodeToShorten(Schema):
    """A payment code on the screen."""

    code: str


class ShortCode(Schema):
    """Eight digits that a shop can type instead."""

    digits: str
    expires_at: Time


class ServerCodeCommand(Schema):
    """The exact amount, or null for an open code."""

    amount: Amount | None


class ServerCode(Schema):
    """A payment code that the server signed for a phone without a key."""

    code: str
    valid_until: Time
