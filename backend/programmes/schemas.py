"""What the routes of programmes take and answer: minor units of coin, and cents of euro."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from backend.communities.queries import CommunityBrief, OrganisationBrief
from backend.web.schemas import MAX_AMOUNT, Amount, Balance, Ident, Name, Note, Schema, Text, Time

MOST_LINES = 50

Cents = Annotated[int, Field(ge=0, description="euro cents")]
NewCents = Annotated[int, Field(ge=1, le=MAX_AMOUNT, description="euro cents")]
Why = Annotated[Text, Field(min_length=1, max_length=500)]
Reference = Annotated[Text, Field(min_length=1, max_length=140)]
# From JSON a day is text, which strict mode would refuse.
Day = Annotated[date, Field(strict=False, ge=date(2000, 1, 1), le=date(2099, 12, 31))]
BudgetState = Literal["enough", "low", "empty"]
RequestStatus = Literal["waiting", "booked", "declined", "expired"]
Policy = Literal["full", "partial", "unbacked"]


class Budget(Schema):
    """A budget: what was put into it, what was paid out of it, and what is left."""

    id: Ident
    name: str
    organisation: OrganisationBrief
    account_id: Ident
    programme_id: Ident | None
    line_id: Ident | None
    balance: Balance
    issued: Balance
    spent: Balance
    state: BudgetState


class BudgetList(Schema):
    """Budgets, by name."""

    budgets: list[Budget]


class NewBudget(Schema):
    """A budget to open, of a programme and perhaps one of its lines; the client makes its id."""

    id: Ident
    name: Name
    organisation_id: Ident
    programme_id: Ident | None = None
    line_id: Ident | None = None


class NewProgrammeLine(Schema):
    """A part of a programme that is to be started."""

    id: Ident
    name: Name
    amount: Amount


class NewProgramme(Schema):
    """A programme to start; both days belong to it."""

    community_id: Ident
    funder: Name
    funder_id: Ident | None = None
    name: Name
    purpose: Note = ""
    starts_on: Day
    ends_on: Day
    euro_cents: Annotated[int, Field(ge=0, le=100_000_000_000)]
    amount: Amount
    lines: Annotated[list[NewProgrammeLine], Field(max_length=MOST_LINES)] = Field(
        default_factory=list
    )


class ProgrammeLine(Schema):
    """A part of a programme: what it is for, and what its budgets got of it."""

    id: Ident
    name: str
    amount: Balance
    allocated: Balance
    spent: Balance


class Programme(Schema):
    """A programme and where its coin is.

    Of ``amount``, ``issued`` was made; of that ``balance`` is in no budget, ``in_budgets`` waits
    to be earned, and ``spent`` went to people. ``waiting`` is what issuers have still to agree to.
    """

    id: Ident
    community_id: Ident
    funder: str
    funder_organisation: OrganisationBrief | None
    name: str
    purpose: str
    starts_on: date
    ends_on: date
    euro_cents: Cents
    amount: Balance
    status: Literal["open", "closed"]
    account_id: Ident
    issued: Balance
    waiting: Balance
    balance: Balance
    in_budgets: Balance
    spent: Balance
    lines: list[ProgrammeLine]
    budgets: list[Budget]


class ProgrammeList(Schema):
    """Programmes: open ones first, the one that ends soonest in front."""

    programmes: list[Programme]


class BurnDownPoint(Schema):
    """What was left of a programme at the end of a day: made for it, and not yet paid out."""

    day: date
    left: Balance


class BurnDown(Schema):
    """How a programme's coin goes, on the days on which that changed, oldest first."""

    points: list[BurnDownPoint]


class NewAllocation(Schema):
    """Coin to go from a programme to a budget, and why."""

    programme_id: Ident
    budget_id: Ident
    amount: Amount
    why: Note = ""


class NewAllocationReturn(Schema):
    """Coin to go from a budget back to its programme, and why."""

    budget_id: Ident
    amount: Amount
    why: Why


class NewIssueReturn(Schema):
    """Coin of a programme to exist no longer, and why."""

    programme_id: Ident
    amount: Amount
    why: Why


class NewIssue(Schema):
    """Coin to make for a programme, and why."""

    programme_id: Ident
    amount: Amount
    why: Why


class ReasonAgainst(Schema):
    """Why not."""

    reason: Why


class Issue(Schema):
    """Coin that was asked for, and what became of it; another issuer decides until ``until``."""

    id: Ident
    programme_id: Ident
    programme_name: str
    amount: Balance
    why: str
    at: Time
    until: Time
    status: RequestStatus
    issued_by: Ident
    issued_by_name: str
    decided_by_name: str | None
    decided_at: Time | None
    reason: str | None


class IssueList(Schema):
    """Issues, newest first."""

    issues: list[Issue]


class NewDeposit(Schema):
    """Euro that came in, as the bank's statement shows."""

    community_id: Ident
    cents: NewCents
    bank_reference: Reference
    day: Day
    received_from: Name


class Deposit(Schema):
    """Euro that came into the reserve."""

    id: Ident
    cents: Cents
    bank_reference: str
    day: date
    received_from: str
    made_by_name: str
    at: Time


class NewWithdrawal(Schema):
    """Euro to take out of the reserve, and why."""

    community_id: Ident
    cents: NewCents
    why: Why


class Withdrawal(Schema):
    """Euro that somebody asked to take out, and what became of it."""

    id: Ident
    cents: Cents
    why: str
    at: Time
    until: Time
    status: RequestStatus
    made_by: Ident
    made_by_name: str
    decided_by_name: str | None
    decided_at: Time | None
    reason: str | None


class Coverage(Schema):
    """How the reserve covers the coin now.

    ``ratio_percent`` is what is promised (null: nothing), ``covered_percent`` what is so (null
    when there is no coin); ``possible`` is how much more coin may exist, null without a promise;
    ``spare_cents`` what of the reserve no coin needs.
    """

    policy: Policy
    ratio_percent: int | None
    covered_percent: int | None
    outstanding: Balance
    worth_cents: Cents
    reserve_cents: Cents
    possible: Balance | None
    spare_cents: Cents


class Reserve(Coverage):
    """The reserve with everything that went in and out of it by hand, newest first."""

    deposits: list[Deposit]
    withdrawals: list[Withdrawal]


Where = Literal[
    "residents",
    "organisations",
    "neighbourhood",
    "programmes",
    "fund",
    "waiting",
    "notes",
    "credit",
]


WHERES: tuple[str, ...] = get_args(Where)


class Held(Schema):
    """How much of the coin is where.

    ``neighbourhood`` is residents and organisations together, said so when fewer than five
    residents hold any; ``waiting`` waits to be paid out in euro, ``credit`` is not drawn.
    """

    where: Where
    amount: Balance


class NotesOutstanding(Schema):
    """``count`` printed notes of ``amount`` are out."""

    amount: Amount
    count: int


class PublicFigures(Coverage):
    """What everybody may know of a neighbourhood's coin, from its ledger at this moment.

    ``notes``: the printed notes that are out, smallest first; their coin stands in ``held``.
    """

    community: CommunityBrief
    at: Time
    coins: int
    euro_cents: Cents
    held: list[Held]
    notes: list[NotesOutstanding]
