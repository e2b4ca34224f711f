"""What the routes of redeeming take and answer. Amounts are minor units, euro are cents."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.communities.queries import OrganisationBrief
from backend.web.schemas import Amount, Balance, Ident, Note, Schema, Text, Time

Cents = Annotated[int, Field(ge=0, description="euro cents")]
RequestStatus = Literal["open", "gathered", "released", "paid", "returned", "cancelled"]
Outcome = Literal["waiting", "paid", "paid_before", "returned", "returned_before", "unmatched"]


class NewBankDetails(Schema):
    """A bank account: its number (spaces do not count) and who holds it."""

    iban: Annotated[Text, Field(min_length=1, max_length=50)]
    holder: Annotated[Text, Field(min_length=1, max_length=140)]


class BankDetailsChange(Schema):
    """That bank details were set, when and by whom."""

    last4: str
    at: Time
    by_name: str


class BankDetails(Schema):
    """A bank account; ``iban``, ``holder`` and ``history`` only for those who may see it all."""

    last4: str | None
    iban: str | None
    holder: str | None
    set_at: Time | None
    history: list[BankDetailsChange]


class NewRedemption(Schema):
    """How much coin an organisation wants in euro: minor units, or all that may go."""

    organisation_id: Ident
    amount: Amount | Literal["all"]


class Redemption(Schema):
    """A request: what left the till, the fee in it, the euro, and how far it is.

    ``return_reason`` is the bank's code when it was returned; ``execution_day`` when it was to
    be paid.
    """

    id: Ident
    organisation: OrganisationBrief
    amount: Amount
    fee: Balance
    euro_cents: Cents
    status: RequestStatus
    attempt: int
    at: Time
    changed_at: Time
    execution_day: date | None
    return_reason: str | None


class RedemptionList(Schema):
    """Requests, newest first."""

    redemptions: list[Redemption]


class RedemptionQuote(Schema):
    """What an amount gives: out of the till, the fee in it, euro; ``stays`` in the till."""

    amount: Balance
    fee: Balance
    euro_cents: Cents
    stays: Balance


class QuoteQuery(Schema):
    """How much coin."""

    amount: Annotated[int, Field(ge=1, le=2_147_483_647, strict=False)]


class RedeemableLater(Schema):
    """Coin that becomes redeemable on a day."""

    day: date
    amount: Amount


class RedemptionTerms(Schema):
    """The rules of redeeming that hold today.

    ``after_refund_days``: so long coin waits because its payment can be given back; 0: not at all.
    """

    minimum: Amount
    fee_permille: int
    fee_to_association: bool
    after_days: int
    after_spends: int
    after_refund_days: int
    cut_off_day: int | None


class Redeemable(Schema):
    """What an organisation can turn into euro, now and later, and at which terms.

    ``open`` says whether organisations of its kind may; ``quote`` is for all that may go now
    (null: less than a cent, or nothing). ``owed`` was to be given back to customers and is not
    yet; it is kept back of what could go now.
    """

    organisation: OrganisationBrief
    open: bool
    balance: Balance
    now: Balance
    owed: Balance
    later: list[RedeemableLater]
    by_spending: Balance
    quote: RedemptionQuote | None
    terms: RedemptionTerms
    next_cut_off: date | None
    last4: str | None
    may_ask: bool
    fee_association: OrganisationBrief | None
    redemptions: list[Redemption]


class FeeAssociation(Schema):
    """Which association gets the fees."""

    association_id: Ident


class NewSettlement(Schema):
    """Of which community the open requests are gathered."""

    community_id: Ident


class TakenOut(Schema):
    """Which request is left out of a settlement."""

    redemption_id: Ident


class SettlementRefusal(Schema):
    """Why a settlement should not be released as it is."""

    why: Annotated[Note, Field(min_length=1)]


class RefusedBy(Schema):
    """Who refused, when and why."""

    by_name: str
    at: Time
    why: str


class SettlementLine(Schema):
    """One payout; ``state`` says what is known of it. Only the last four of its account."""

    redemption_id: Ident
    organisation: OrganisationBrief
    amount: Amount
    fee: Balance
    fee_kept: Balance
    euro_cents: Cents
    last4: str
    end_to_end_id: str
    state: Literal["waiting", "paid", "returned"]
    return_reason: str | None


class Settlement(Schema):
    """Requests that are paid together. ``mine``: gathered or checked by the caller."""

    id: Ident
    community_id: Ident
    status: Literal["gathered", "released", "dissolved"]
    gathered_at: Time
    gathered_by_name: str | None
    mine: bool
    cut_off: date | None
    refused: RefusedBy | None
    released_at: Time | None
    released_by_name: str | None
    execution_day: date | None
    count: int
    amount: Balance
    fee: Balance
    euro_cents: Cents
    paid: int
    returned: int


class SettlementWithLines(Settlement):
    """A settlement with its payouts."""

    lines: list[SettlementLine]


class SettlementList(Schema):
    """Settlements, newest first, and what is open beside them."""

    open_count: int
    open_cents: Cents
    reserve_cents: Balance
    debtor_last4: str | None
    settlements: list[Settlement]


class StatementCounts(Schema):
    """How many lines of a statement came to what."""

    paid: int = 0
    paid_before: int = 0
    returned: int = 0
    returned_before: int = 0
    unmatched: int = 0
    waiting: int = 0


class BankStatement(Schema):
    """A statement that was uploaded: ``done`` of ``total`` lines have been dealt with."""

    id: Ident
    last4: str
    first_day: date | None
    last_day: date | None
    uploaded_at: Time
    uploaded_by_name: str
    total: int
    done: int
    counts: StatementCounts


class BankStatementList(Schema):
    """Statements, newest first."""

    statements: list[BankStatement]


class StatementLine(Schema):
    """A payment on a statement and what came of it; ``why`` names the reason when nothing did."""

    number: int
    direction: Literal["in", "out"]
    euro_cents: Cents
    day: date | None
    outcome: Outcome
    why: str | None
    organisation: OrganisationBrief | None
    return_reason: str | None
    remark: str
    reference: str


class StatementQuery(Schema):
    """Which page of a statement's lines: those with greater numbers."""

    after: Annotated[int, Field(ge=-1, strict=False)] = -1
    outcome: Outcome | None = None


class BankStatementWithLines(BankStatement):
    """A statement with up to two hundred of its lines; ``next`` is the ``after`` of more."""

    lines: list[StatementLine]
    next: int | None


class RedemptionQuery(Schema):
    """Which requests of a community."""

    status: RequestStatus | None = None
