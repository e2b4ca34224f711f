"""Each rule of a community as it holds on a day, typed; by default today in its time zone."""

from datetime import date
from typing import TypeVar

from backend.communities import setting_schemas as schemas
from backend.communities.dated_settings import setting
from backend.communities.facts import CommunityFacts
from backend.web.schemas import Schema

S = TypeVar("S", bound=Schema)


def euro_rate(community: CommunityFacts, on: date | None = None) -> schemas.EuroRate:
    """What a coin is worth."""
    return _rule(schemas.EuroRate, community, "euro_rate", on)


def backing(community: CommunityFacts, on: date | None = None) -> schemas.Backing:
    """How much of the coin outstanding the reserve must hold."""
    return _rule(schemas.Backing, community, "backing", on)


def reward_rules(community: CommunityFacts, on: date | None = None) -> schemas.RewardRules:
    """What work is worth."""
    return _rule(schemas.RewardRules, community, "rewards", on)


def ceilings(community: CommunityFacts, on: date | None = None) -> schemas.Ceilings:
    """The most that one person may earn."""
    return _rule(schemas.Ceilings, community, "ceilings", on)


def volunteer_tax(community: CommunityFacts, on: date | None = None) -> schemas.VolunteerTax:
    """What volunteers may receive free of tax."""
    return _rule(schemas.VolunteerTax, community, "volunteer_tax", on)


def spending_rules(community: CommunityFacts, on: date | None = None) -> schemas.SpendingRules:
    """What coin may buy, and at whose counters."""
    return _rule(schemas.SpendingRules, community, "spending", on)


def redemption_rules(community: CommunityFacts, on: date | None = None) -> schemas.RedemptionRules:
    """Who may turn coin into euro, and how."""
    return _rule(schemas.RedemptionRules, community, "redemption", on)


def sale_rules(community: CommunityFacts, on: date | None = None) -> schemas.SaleRules:
    """Who may buy coin with euro, and how."""
    return _rule(schemas.SaleRules, community, "sales", on)


def wage_rules(community: CommunityFacts, on: date | None = None) -> schemas.WageRules:
    """What is added to wages in coin."""
    return _rule(schemas.WageRules, community, "wages", on)


def demurrage_rules(community: CommunityFacts, on: date | None = None) -> schemas.DemurrageRules:
    """What coin loses with time."""
    return _rule(schemas.DemurrageRules, community, "demurrage", on)


def expiry_rules(community: CommunityFacts, on: date | None = None) -> schemas.ExpiryRules:
    """When coin that nobody moves expires."""
    return _rule(schemas.ExpiryRules, community, "expiry", on)


def credit_rules(community: CommunityFacts, on: date | None = None) -> schemas.CreditRules:
    """The lines of mutual credit."""
    return _rule(schemas.CreditRules, community, "credit", on)


def loan_rules(community: CommunityFacts, on: date | None = None) -> schemas.LoanRules:
    """The terms of interest-free loans."""
    return _rule(schemas.LoanRules, community, "loans", on)


def note_rules(community: CommunityFacts, on: date | None = None) -> schemas.NoteRules:
    """The printed notes there are."""
    return _rule(schemas.NoteRules, community, "notes", on)


def exchange_rules(community: CommunityFacts, on: date | None = None) -> schemas.ExchangeRules:
    """The communities that share the currency."""
    return _rule(schemas.ExchangeRules, community, "exchange", on)


def due_rules(community: CommunityFacts, on: date | None = None) -> schemas.DueRules:
    """How standing orders are announced and tried again."""
    return _rule(schemas.DueRules, community, "dues", on)


def low_budget(community: CommunityFacts, on: date | None = None) -> schemas.LowBudget:
    """When a budget runs low."""
    return _rule(schemas.LowBudget, community, "low_budget", on)


def between_members(community: CommunityFacts, on: date | None = None) -> schemas.BetweenMembers:
    """Whether members may pay one another."""
    return _rule(schemas.BetweenMembers, community, "between_members", on)


def offline_rules(community: CommunityFacts, on: date | None = None) -> schemas.OfflineRules:
    """What may be paid while nobody has a network."""
    return _rule(schemas.OfflineRules, community, "offline", on)


def card_rules(community: CommunityFacts, on: date | None = None) -> schemas.CardRules:
    """What a printed card pays."""
    return _rule(schemas.CardRules, community, "cards", on)


def guard_rules(community: CommunityFacts, on: date | None = None) -> schemas.GuardRules:
    """When a reward needs a second pair of eyes."""
    return _rule(schemas.GuardRules, community, "guards", on)


def dispute_rules(community: CommunityFacts, on: date | None = None) -> schemas.DisputeRules:
    """How long a payment can be disputed."""
    return _rule(schemas.DisputeRules, community, "disputes", on)


def recovery_rules(community: CommunityFacts, on: date | None = None) -> schemas.RecoveryRules:
    """How long recovery in person waits."""
    return _rule(schemas.RecoveryRules, community, "recovery", on)


def _rule(shape: type[S], community: CommunityFacts, key: str, on: date | None) -> S:
    return shape.model_validate(setting(community, key, on))
