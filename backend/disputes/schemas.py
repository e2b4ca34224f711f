"""What the routes of disputes take and answer. Amounts are minor units."""

from typing import Annotated, Literal

from pydantic import Field

from backend.communities.queries import OrganisationBrief
from backend.web.schemas import MAX_AMOUNT, Amount, Balance, Ident, Note, Schema, Time

Words = Annotated[Note, Field(min_length=1)]
Refund = Annotated[int, Field(ge=0, le=MAX_AMOUNT, description="minor units; 0 is nothing")]
Status = Literal["open", "answered", "asked", "closed"]
Outcome = Literal["accepted", "decided", "withdrawn", "lapsed"]
Kind = Literal[
    "opened", "answered", "accepted", "asked", "overdue", "decided", "paid", "lapsed", "withdrawn"
]
Side = Literal["payer", "shop", "community"]


class NewDispute(Schema):
    """Which payment is not right, how much of it (null: all that is left), and why."""

    payment_id: Ident
    amount: Amount | None
    words: Words


class Answer(Schema):
    """What the shop says, and what it gives back at once."""

    words: Words
    refund: Refund


class Asked(Schema):
    """Why the payer does not agree."""

    words: Words


class Decision(Schema):
    """What the community decided, and what the shop gives back."""

    words: Words
    refund: Refund


class DisputeStep(Schema):
    """A step of the history. ``side`` is who took it (null: the calendar)."""

    kind: Kind
    at: Time
    side: Side | None
    words: str
    amount: Balance


class DisputedPayment(Schema):
    """The payment that it is about; ``left`` is what can still be given back of it."""

    id: Ident
    at: Time
    amount: Balance
    left: Balance


class Dispute(Schema):
    """A dispute as it stands. ``due_at``: until when whoever's turn it is has time.

    ``may`` says what the caller can do now.
    """

    id: Ident
    community_id: Ident
    shop: OrganisationBrief
    payment: DisputedPayment
    amount: Balance
    words: str
    status: Status
    outcome: Outcome | None
    refunded: Balance
    owed: Balance
    opened_at: Time
    due_at: Time | None
    closed_at: Time | None
    may: list[Literal["answer", "accept", "ask", "withdraw", "decide", "pay"]]


class DisputeWithSteps(Dispute):
    """A dispute with its whole history, oldest first."""

    steps: list[DisputeStep]


class DisputeList(Schema):
    """Disputes: those that are open first, then the newest."""

    disputes: list[Dispute]


class MineQuery(Schema):
    """Only those about this payment."""

    payment_id: Annotated[Ident | None, Field(strict=False)] = None
