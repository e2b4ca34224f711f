"""What the routes of the desk take and answer. Amounts are minor units, ``cents`` euro cents."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.communities.queries import OrganisationBrief
from backend.web.schemas import Amount, Balance, Ident, Note, Schema, Text, Time

Cents = Annotated[int, Field(ge=1, le=100_000_000)]
Count = Annotated[int, Field(ge=1, le=100_000)]
Reference = Annotated[Text, Field(min_length=1, max_length=80)]
Why = Annotated[Text, Field(min_length=1, max_length=500)]
Code = Annotated[str, Field(min_length=1, max_length=400)]
Direction = Literal["out", "in"]
PaidBy = Literal["bank", "cash"]


class ShownCode(Schema):
    """What is on a member's screen: a payment code, or its eight digits."""

    code: Code
    organisation_id: Ident | None = None


class Customer(Schema):
    """A member at this desk, by a number of its own; ``most`` is what their code allows."""

    id: Ident
    most: Balance
    expires_at: Time


class SaleQuoteQuery(Schema):
    """So many euro cents."""

    cents: Cents


class SaleQuote(Schema):
    """What they buy: coin, the bonus on top, and the gift to an association."""

    amount: Balance
    bonus: Balance
    gift: Balance
    bonus_possible: bool


class Either(Schema):
    """A member who showed a code, or an organisation: one of the two."""

    customer_id: Ident | None = None
    organisation_id: Ident | None = None


class NewSale(Either):
    """Coin to sell, and how it was paid; ``office_id`` is the exchange office that sells it."""

    community_id: Ident
    office_id: Ident | None = None
    cents: Cents
    paid_by: PaidBy
    reference: Reference
    gift_to: Ident | None = None


class Sale(Schema):
    """A sale; an organisation is named as buyer, an association when it was named just then."""

    id: Ident
    at: Time
    buyer: OrganisationBrief | None
    office: OrganisationBrief | None
    cents: int
    paid_by: PaidBy
    reference: str
    amount: Balance
    bonus: Balance
    gift: Balance
    gift_to: OrganisationBrief | None
    gift_paid: bool


class PartQuery(Schema):
    """Which part of a list that begins with the newest: from after the thing ``before`` on."""

    before: Ident | None = None
    limit: int = Field(default=50, ge=1, le=200)


class SaleList(Schema):
    """Sales, newest first; ``next`` is the ``before`` of the following part."""

    sales: list[Sale]
    next: Ident | None


class OfficeChange(Schema):
    """Whether the organisation sells coin."""

    sells: bool


class NewContribution(Schema):
    """Coin of a budget for the fund, and why."""

    budget_id: Ident
    amount: Amount
    why: Why


class Contribution(Schema):
    """What was put in, and what the fund holds after it."""

    id: Ident
    at: Time
    amount: Balance
    fund: Balance


class NoteCount(Schema):
    """So many notes of one denomination."""

    amount: Amount
    count: Count


class NewNoteExchange(Either):
    """Notes to hand out for coin, or to take in."""

    community_id: Ident
    direction: Direction
    notes: Annotated[list[NoteCount], Field(min_length=1, max_length=20)]


class NoteExchange(Schema):
    """Notes that went out or came in."""

    id: Ident
    at: Time
    direction: Direction
    amount: Balance
    notes: list[NoteCount]


class Netting(Schema):
    """What one community made good to another at a month's end, or could not yet."""

    month: date
    payer: str
    payee: str
    amount: Balance
    cents: int
    status: Literal["settled", "short"]


class Circulation(Schema):
    """The desk at a glance: the fund, what it owes, offices, notes and neighbours."""

    fund: Balance
    gifts_owed: Balance
    offices: list[OrganisationBrief]
    denominations: list[int]
    notes: list[NoteCount]
    exchanges: list[NoteExchange]
    nettings: list[Netting]


class AssociationChoice(Schema):
    """The association that the caller's gifts go to; null for none."""

    organisation_id: Ident | None


class Association(Schema):
    """An association, and how many chose it (null below five, to keep it private)."""

    organisation: OrganisationBrief
    sponsors: int | None
    gets_gifts: bool


class MyAssociation(Schema):
    """The caller's own choice, and what there is to choose from."""

    chosen: OrganisationBrief | None
    associations: list[Association]
    gift_permille: int
    needed: int


class NewTrade(Schema):
    """Coin from one organisation to another."""

    from_organisation_id: Ident
    to_organisation_id: Ident
    amount: Amount
    memo: Note = ""


class NewTradeRefund(Schema):
    """Coin to give back of a trade, and why."""

    trade_id: Ident
    amount: Amount
    reason: Note = ""


class Trade(Schema):
    """A trade as one of the two sees it; ``partner`` is the other."""

    id: Ident
    at: Time
    direction: Direction
    partner: OrganisationBrief
    amount: Balance
    refunded: Balance
    memo: str


class TradeList(Schema):
    """Trades of an organisation, newest first; ``next`` is the ``before`` of the following part."""

    trades: list[Trade]
    next: Ident | None


class Partner(OrganisationBrief):
    """An organisation that can be paid."""

    category: str


class PartnerList(Schema):
    """Whom an organisation can pay, by name; ``available`` is its coin and credit together.

    ``sells`` says that it is an exchange office.
    """

    partners: list[Partner]
    balance: Balance
    available: Balance
    fresh_above: Balance
    sells: bool


class NewWage(Schema):
    """A wage for somebody who works here (``person_id``), or who showed a code."""

    organisation_id: Ident
    customer_id: Ident | None = None
    person_id: Ident | None = None
    amount: Amount
    memo: Note = ""


class Wage(Schema):
    """A wage that was paid, and what the fund added."""

    id: Ident
    at: Time
    amount: Balance
    bonus: Balance
    memo: str
