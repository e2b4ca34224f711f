"""What each dated rule of a community looks like.

Amounts are minor units of the coin, ``..._cents`` euro cents, ``..._permille`` thousandths. Whoever
reads a rule may rely on the bounds that stand here: what is kept was checked with them.
"""

from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from backend.web.schemas import MAX_AMOUNT, Amount, Schema, Text

T = TypeVar("T")

OrganisationKind = Literal["shop", "association", "institution", "municipality"]
Buyer = Literal["member", "shop", "association"]
Policy = Literal["full", "partial", "unbacked"]
Joining = Literal["open", "invite"]

_COUNTERS: tuple[OrganisationKind, ...] = ("shop", "municipality")
_REDEEMERS: tuple[OrganisationKind, ...] = ("shop", "association")

RefundDays = Annotated[int, Field(ge=0, le=366)]
AmountOrNothing = Annotated[int, Field(ge=0, le=MAX_AMOUNT)]
Cents = Annotated[int, Field(ge=1, le=100_000_000)]
Permille = Annotated[int, Field(ge=0, le=1000)]
Months = Annotated[int, Field(ge=1, le=600)]
Days = Annotated[int, Field(ge=0, le=3660)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
CategoryName = Annotated[Text, Field(min_length=1, max_length=40)]


def _each_once(values: list[T]) -> list[T]:
    named = [value.casefold() if isinstance(value, str) else value for value in values]
    if len(set(named)) < len(named):
        raise PydanticCustomError("named_twice", "each value may stand there once")
    return values


EachOnce = AfterValidator(_each_once)


class EuroRate(Schema):
    """So many whole coins are worth so many euro cents."""

    coins: Annotated[int, Field(ge=1, le=1_000_000)]
    euro_cents: Annotated[int, Field(ge=1, le=100_000_000)]


class Backing(Schema):
    """How much of the coin outstanding the reserve must hold, in euro at the euro rate."""

    policy: Policy = "unbacked"
    ratio_percent: Annotated[int, Field(ge=1, le=100)] = 100

    @model_validator(mode="after")
    def _ratio_belongs_to_partial(self) -> Self:
        if self.policy != "partial" and self.ratio_percent != 100:
            raise PydanticCustomError("ratio_only_partial", "only partial backing has a ratio")
        return self


class Act(Schema):
    """A rewarded act of the community's list; ``minutes`` is what it usually takes, if known."""

    name: Annotated[Text, Field(min_length=1, max_length=80)]
    amount: Amount
    minutes: Annotated[int, Field(ge=1, le=1440)] | None = None


class RewardRules(Schema):
    """What work is worth: one rate per hour, if fixed, and the list of rewarded acts.

    With ``listed_only`` a fixed reward has to be that of an act on the list.
    """

    per_hour: Amount | None = None
    acts: Annotated[list[Act], Field(max_length=200)] = Field(default_factory=list)
    listed_only: bool = False

    @model_validator(mode="after")
    def _each_act_once(self) -> Self:
        _each_once([act.name for act in self.acts])
        return self


class Ceilings(Schema):
    """The most that one person may earn here in a calendar month and year; null is no ceiling."""

    month: Amount | None = None
    year: Amount | None = None


class VolunteerTax(Schema):
    """What volunteers may receive free of tax: it is shown and warned about, it never refuses."""

    hour_cents: Cents = 560
    hour_under_21_cents: Cents = 330
    month_cents: Cents = 21_000
    year_cents: Cents = 210_000
    source: Annotated[Text, Field(max_length=500)] = (
        "Belastingdienst, vrijwilligersvergoedingen 2025"
    )


class SpendingRules(Schema):
    """What coin may buy (null: everything), and the kinds of organisation with a counter."""

    categories: Annotated[list[CategoryName], Field(max_length=100), EachOnce] | None = None
    organisations: Annotated[list[OrganisationKind], Field(min_length=1), EachOnce] = Field(
        default_factory=lambda: list(_COUNTERS)
    )


class FeeShare(Schema):
    """Part of a fee, in thousandths of what is redeemed."""

    to: Literal["fund", "association"]
    permille: Annotated[int, Field(ge=1, le=1000)]


class RedemptionRules(Schema):
    """Who may turn coin into euro, from how much, at what fee, and how soon.

    ``fee_to`` shares the fee out (its parts make up ``fee_permille``); empty, it is the fund's.
    ``after_days`` and ``after_spends`` are what coin has to wait for, with ``after_refund_window``
    also the days in which a payment can be given back; after ``cut_off_day`` of a month a request
    belongs to the next month.
    """

    open_to: Annotated[list[OrganisationKind], EachOnce] = Field(
        default_factory=lambda: list(_REDEEMERS)
    )
    minimum: Amount = 1
    fee_permille: Annotated[int, Field(ge=0, le=500)] = 0
    fee_to: Annotated[list[FeeShare], Field(max_length=2)] = Field(default_factory=list)
    after_days: Days = 0
    after_spends: Annotated[int, Field(ge=0, le=100)] = 0
    cut_off_day: Annotated[int, Field(ge=1, le=28)] | None = None
    after_refund_window: bool = False

    @model_validator(mode="after")
    def _shares_make_up_the_fee(self) -> Self:
        _each_once([share.to for share in self.fee_to])
        if self.fee_to and sum(share.permille for share in self.fee_to) != self.fee_permille:
            raise PydanticCustomError("fee_shares", "the shares have to make up the fee")
        return self


class SaleRules(Schema):
    """Who may buy coin with euro, with what bonus, and what a chosen association gets of it.

    An association gets its gift when it has ``gift_from_sponsors`` sponsors or more.
    """

    open_to: Annotated[list[Buyer], EachOnce] = Field(default_factory=list)
    bonus_permille: Permille = 0
    gift_permille: Permille = 0
    gift_from_sponsors: Annotated[int, Field(ge=0, le=100_000)] = 0


class WageRules(Schema):
    """What is added to wages that a shop pays in coin."""

    bonus_permille: Permille = 0


class DemurrageRules(Schema):
    """What coin loses every so many months; only coin idle so long, when that is given."""

    permille: Annotated[int, Field(ge=0, le=500)] = 0
    every_months: Annotated[int, Field(ge=1, le=120)] = 6
    only_idle_months: Annotated[int, Field(ge=1, le=120)] | None = None


class ExpiryRules(Schema):
    """After how many months without any movement coin expires; null is never."""

    months: Months | None = None


class CreditRules(Schema):
    """How far members and shops may go into debt, and in how many months it must be cleared."""

    member_line: AmountOrNothing = 0
    shop_line: AmountOrNothing = 0
    clear_months: Months | None = None


class LoanRules(Schema):
    """Interest-free loans: spent within so many months, paid back within so many."""

    spend_months: Annotated[int, Field(ge=1, le=120)] = 6
    repay_months: Annotated[int, Field(ge=1, le=120)] = 12

    @model_validator(mode="after")
    def _spent_before_repaid(self) -> Self:
        if self.repay_months < self.spend_months:
            raise PydanticCustomError("repaid_before_spent", "a loan is spent, then paid back")
        return self


class NoteRules(Schema):
    """The printed notes there are; an empty list means none."""

    denominations: Annotated[list[Amount], Field(max_length=20), EachOnce] = Field(
        default_factory=list
    )


class ExchangeRules(Schema):
    """The communities (``with``: their slugs) that share the currency, and a monthly limit."""

    model_config = ConfigDict(serialize_by_alias=True)

    partners: Annotated[list[Slug], EachOnce] = Field(
        default_factory=list, max_length=50, alias="with"
    )
    month_limit: Amount | None = None


class DueRules(Schema):
    """Standing orders: notice before, tries again when coin is short, and what happens then."""

    notice_days: Annotated[int, Field(ge=0, le=31)] = 3
    retries: Annotated[int, Field(ge=0, le=10)] = 3
    retry_days: Annotated[int, Field(ge=1, le=31)] = 3
    short: Literal["skip", "end"] = "skip"


class LowBudget(Schema):
    """When so little of a budget is left, its coordinators are told."""

    percent: Annotated[int, Field(ge=0, le=100)] = 10


class BetweenMembers(Schema):
    """Whether members may pay one another, and how much one of them in a calendar day."""

    allowed: bool = True
    day_limit: Amount | None = None


class OfflineRules(Schema):
    """Payments while payer and shop are both without a network.

    ``allowance``: what one certificate may spend in all before it is renewed, 0: not offered. A
    shop accepts at most ``per_payment``, ``payer_day`` of one payer and ``shop_day`` in all a day
    before it has settled (null: the allowance is the only bound). Certificates live ``days``. Of a
    loss the guarantee account bears ``guaranteed_permille``.
    """

    allowance: AmountOrNothing = 0
    per_payment: Amount | None = None
    payer_day: Amount | None = None
    shop_day: Amount | None = None
    days: Annotated[int, Field(ge=1, le=30)] = 7
    guaranteed_permille: Permille = 1000


class CardRules(Schema):
    """What a printed card and its PIN pay: at once, and in a calendar day. 0: no cards here."""

    per_payment: AmountOrNothing = 0
    per_day: AmountOrNothing = 0


class GuardRules(Schema):
    """From which reward on a second coordinator has to agree; null is never."""

    second_look_from: Amount | None = None


class DisputeRules(Schema):
    """How long a payment can be disputed, and how long the shop has for its answer."""

    days: Annotated[int, Field(ge=0, le=366)] = 14
    answer_days: Annotated[int, Field(ge=1, le=90)] = 7


class RecoveryRules(Schema):
    """How long recovery in person waits, unless a second coordinator vouches for it."""

    wait_hours: Annotated[int, Field(ge=1, le=336)] = 24
