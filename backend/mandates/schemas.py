"""What the routes of standing orders take and answer. Amounts are minor units, euro are cents."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.communities.queries import OrganisationBrief
from backend.mandates.rules import Period
from backend.web.schemas import Amount, Ident, Name, Note, Schema, Text, Time

Kind = Literal["dues", "plot", "grant"]
Source = Literal["till", "budget", "fund"]
Cents = Annotated[int, Field(ge=0, le=100_000_000)]
Label = Annotated[Text, Field(min_length=1, max_length=20)]
Day = Annotated[date, Field(strict=False)]


class PlanBody(Schema):
    """A plan to offer; ``organisation_id`` null is a grant out of the community's fund."""

    community_id: Ident
    organisation_id: Ident | None
    kind: Kind
    name: Name
    amount: Amount
    period: Period
    euro_cents: Cents = 0
    budget_id: Ident | None = None
    offer_days: Annotated[int, Field(ge=1, le=90)] = 14


class PlanEdit(Schema):
    """What is to be different; what is left out stays."""

    name: Name | None = None
    amount: Amount | None = None
    euro_cents: Cents | None = None
    status: Literal["open", "closed"] | None = None


class Plan(Schema):
    """What is paid each period, and to (a grant: by) whom; ``source`` is where grants come from."""

    id: Ident
    community_id: Ident
    organisation: OrganisationBrief | None
    kind: Kind
    name: str
    amount: int
    euro_cents: int
    period: Period
    offer_days: int
    status: Literal["open", "closed"]
    source: Source


class MyPlace(Schema):
    """Where the caller stands with a plan: a mandate, a place in line, or a plot on offer."""

    mandate_id: Ident | None
    place: int | None
    offered_plot: str | None
    offered_until: date | None


class OpenPlan(Plan):
    """A plan as a member may join it."""

    free_plots: int
    waiting: int
    mine: MyPlace


class OpenPlanList(Schema):
    """The plans that members may join, by name."""

    plans: list[OpenPlan]


class ManagedPlan(Plan):
    """A plan as who looks after it sees it: how many pay, are behind, and what euro are owed."""

    active: int
    behind: int
    euro_owed_cents: int
    waiting: int


class ManagedPlanList(Schema):
    """The plans of an organisation or of the community's fund, by name."""

    plans: list[ManagedPlan]


class MandateBody(Schema):
    """A mandate to give: the amounts are those that the payer saw and agrees to."""

    plan_id: Ident
    amount: Amount
    euro_cents: Cents = 0
    first_on: Day
    ends_on: Day | None = None
    organisation_id: Ident | None = None


class GrantBody(MandateBody):
    """A grant to promise, to a member or an organisation."""

    person_id: Ident | None = None


class Consent(Schema):
    """What the payer agrees to pay from now on."""

    amount: Amount
    euro_cents: Cents = 0


class Mandate(Schema):
    """A mandate: who pays (a grant: who receives), how much, and what comes next.

    ``new_amount`` and ``new_euro_cents`` are what the plan asks and the payer has not agreed to.
    """

    id: Ident
    plan: Plan
    party: str
    amount: int
    euro_cents: int
    new_amount: int | None
    new_euro_cents: int | None
    first_on: date
    ends_on: date | None
    due_on: date
    next_on: date | None
    tries: int
    plot: str | None
    holds_until: date | None
    given_at: Time
    ended_at: Time | None
    end_reason: str | None


class Warned(Schema):
    """Something that is allowed, and may go wrong: ``balance`` is less than the first amount."""

    code: Literal["over_balance"]
    balance: int


class GivenMandate(Schema):
    """The mandate that was given, and what to know about it."""

    mandate: Mandate
    warnings: list[Warned]


class MandateList(Schema):
    """Mandates: those that run, then the ended ones."""

    mandates: list[Mandate]


class Collection(Schema):
    """One period: what was taken, and whether the euro part came."""

    id: Ident
    mandate_id: Ident
    party: str
    due_on: date
    amount: int
    euro_cents: int
    status: Literal["paid", "short", "skipped", "returned"]
    at: Time
    euro_paid_at: Time | None
    euro_reference: str | None


class MandateHistory(Schema):
    """A mandate and its newest periods, newest first."""

    mandate: Mandate
    collections: list[Collection]


class Payer(Schema):
    """A mandate with how it stands: periods not paid, euro owed, and the newest day paid for."""

    mandate: Mandate
    behind: int
    euro_owed_cents: int
    last_paid_on: date | None


class PayerPage(Schema):
    """Which page: those after the mandate ``after``."""

    after: Ident | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 500


class PayerList(Schema):
    """Who pays a plan, in the order of joining; ``next`` asks for more."""

    plan: ManagedPlan
    payers: list[Payer]
    next: Ident | None


class CollectionPage(Schema):
    """Periods due from ``first`` to ``last``, those after the period ``after``."""

    first: Day
    last: Day
    after: Ident | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 500


class CollectionList(Schema):
    """Periods by day; ``next`` asks for more."""

    collections: list[Collection]
    next: Ident | None


class EuroNote(Schema):
    """Under which reference the euro part came."""

    reference: Annotated[Text, Field(min_length=1, max_length=80)]


class ReturnWhy(Schema):
    """Why coin is given back."""

    why: Annotated[Note, Field(min_length=1)]


class PlotBody(Schema):
    """The names on the signs of plots to add."""

    labels: Annotated[list[Label], Field(min_length=1, max_length=500)]


class Plot(Schema):
    """A plot: who rents it, who may choose it, or that it is free."""

    id: Ident
    label: str
    holder: str | None
    holds_until: date | None
    offered_to: str | None
    offered_until: date | None


class Waiting(Schema):
    """A place in line."""

    person_id: Ident
    name: str
    since: Time
    offered_plot: str | None
    offered_until: date | None


class Garden(Schema):
    """The plots of a plan, and who waits for one, in order."""

    plan: ManagedPlan
    plots: list[Plot]
    waiting: list[Waiting]
