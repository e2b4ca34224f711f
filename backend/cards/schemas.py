"""What the routes of cards take and answer. Amounts are minor units, days the community's own."""

import uuid
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.communities.queries import CommunityBrief
from backend.web.schemas import Amount, Balance, Ident, Name, Schema, Text, Time

Pin = Annotated[str, Field(max_length=12, repr=False)]
CardText = Annotated[str, Field(max_length=64)]
CardName = Annotated[Text, Field(min_length=1, max_length=40)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Token = Annotated[str, Field(min_length=8, max_length=128, repr=False)]
Limit = Annotated[int, Field(ge=0)]
DeedName = Literal[
    "made",
    "replaced",
    "blocked",
    "locked",
    "unlocked",
    "pin",
    "shown",
    "printed",
    "earned",
    "handed_over",
]
Status = Literal["works", "locked", "blocked", "replaced"]


class Card(Schema):
    """A card, for its holder and those who may help with it.

    ``number`` is its stored form; ``has_phone``: the holder signs in too, and decides alone about
    the PIN. ``organisation_id`` is where it was made.
    """

    id: Ident
    person_id: Ident
    name: str
    number: str
    status: Status
    made_at: Time
    has_phone: bool
    organisation_id: Ident | None
    replaced_by: Ident | None


class MyCard(Schema):
    """The member's newest card, if any; what cards pay here at most, and what it paid today."""

    card: Card | None
    per_payment: Limit
    per_day: Limit
    spent_today: Limit


class CardLine(Schema):
    """A line of a card's history."""

    deed: DeedName
    at: Time
    by: str | None
    organisation: str | None


class CardPage(Schema):
    """A card with its history, newest first; ``seen_as`` is what the reader is to it.

    ``opened``: the holder typed the PIN before the reader in the last minutes. ``community_id``
    is where the card works.
    """

    card: Card
    community_id: Ident
    seen_as: Literal["holder", "coordinator", "helper"]
    opened: bool
    history: list[CardLine]


class CardBrief(Schema):
    """A card in a list."""

    id: Ident
    name: str
    status: Status
    made_at: Time


class CardList(Schema):
    """Cards by the name on them."""

    cards: list[CardBrief]


class OwnCardBody(Schema):
    """The name that is to stand on the card, and the PIN."""

    name: CardName
    pin: Pin


class EnrolmentBody(Schema):
    """Somebody without a phone: what they are called, what stands on the card, and their PIN."""

    card_id: Ident
    display_name: Name
    card_name: CardName
    language: Language
    pin: Pin


class GivenCard(Schema):
    """A card as it was scanned or typed."""

    card: CardText


class GivenCardAndPin(Schema):
    """A card as it was scanned or typed, and the PIN that its holder typed."""

    card: CardText
    pin: Pin


class PinBody(Schema):
    """A new PIN."""

    pin: Pin


class CardPaymentBody(Schema):
    """``pin`` null only asks what became of the payment."""

    shop_id: Ident
    card: CardText
    amount: Amount
    pin: str | None = Field(max_length=12, repr=False)


class CardBalance(Schema):
    """What is in the wallet; ``card_id`` for coordinators, who may go on for the holder."""

    name: str
    balance: Balance
    card_id: Ident | None


class CardClaimBody(Schema):
    """The work that the holder of a card did; ``minutes`` where it is paid by the hour."""

    task_id: Ident
    card: CardText
    minutes: int | None


class HandOverBody(Schema):
    """Whether the card goes on to work beside the phone."""

    keep_card: bool


class HandOverLink(Schema):
    """A link for the holder's new phone; ``url`` is also what its QR holds."""

    url: str = Field(repr=False)
    expires_at: Time


class HandOverToken(Schema):
    """The secret part of a link."""

    token: Token


class HandOverLook(Schema):
    """Whose wallet comes to this phone."""

    display_name: str
    community: CommunityBrief
    keep_card: bool
    expires_at: Time


class HandOverFinish(Schema):
    """The passkey that the browser made."""

    challenge_id: uuid.UUID
    credential: dict[str, Any]
    device_name: Name


class HandedOver(Schema):
    """The recovery codes, shown once."""

    recovery_codes: list[str] = Field(repr=False)
