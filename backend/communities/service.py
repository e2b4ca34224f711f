"""Use cases: found a community, admit organisations; and what other features may ask of roles."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from backend import clock
from backend.amounts import MAX_DECIMALS
from backend.communities import dated_settings, queries, rules
from backend.communities.dated_rules import (
    backing,
    between_members,
    card_rules,
    ceilings,
    credit_rules,
    demurrage_rules,
    dispute_rules,
    due_rules,
    euro_rate,
    exchange_rules,
    expiry_rules,
    guard_rules,
    loan_rules,
    low_budget,
    note_rules,
    offline_rules,
    recovery_rules,
    redemption_rules,
    reward_rules,
    sale_rules,
    spending_rules,
    volunteer_tax,
    wage_rules,
)
from backend.communities.dated_settings import setting, since
from backend.communities.enrolment import void_links
from backend.communities.errors import CurrencyInvalid, TimezoneUnknown
from backend.communities.facts import OrganisationFacts, SettingFacts
from backend.communities.models import Community, Currency, Organisation
from backend.communities.roles import grant, revoke
from backend.communities.setting_schemas import (
    Backing,
    Ceilings,
    CreditRules,
    DemurrageRules,
    DueRules,
    EuroRate,
    ExchangeRules,
    ExpiryRules,
    LoanRules,
    LowBudget,
    NoteRules,
    OfflineRules,
    RedemptionRules,
    RewardRules,
    SaleRules,
    SpendingRules,
    VolunteerTax,
    WageRules,
)
from backend.communities.setting_values import check_value, founding_values
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.ids import new_id

__all__ = [
    "Backing",
    "Ceilings",
    "CreditRules",
    "DemurrageRules",
    "DueRules",
    "EuroRate",
    "ExchangeRules",
    "ExpiryRules",
    "LoanRules",
    "LowBudget",
    "NewCommunity",
    "NewCurrency",
    "NoteRules",
    "OfflineRules",
    "RedemptionRules",
    "RewardRules",
    "SaleRules",
    "SpendingRules",
    "VolunteerTax",
    "WageRules",
    "backing",
    "between_members",
    "card_rules",
    "ceilings",
    "change_organisation",
    "create_community",
    "create_organisation",
    "credit_rules",
    "demurrage_rules",
    "dispute_rules",
    "due_rules",
    "euro_rate",
    "exchange_rules",
    "expiry_rules",
    "grant",
    "guard_rules",
    "loan_rules",
    "low_budget",
    "note_rules",
    "offline_rules",
    "recovery_rules",
    "redemption_rules",
    "revoke",
    "reward_rules",
    "sale_rules",
    "setting",
    "since",
    "spending_rules",
    "void_links",
    "volunteer_tax",
    "wage_rules",
]

LARGEST_NUMBER = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class NewCurrency:
    """The words of a coin, as shown after an amount: "1 ooievaar", "25 ooievaars"."""

    name: str
    plural: str
    symbol: str = ""
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class NewCommunity:
    """What has to be known to found a neighbourhood; ``joining`` is "open" or "invite".

    ``currency`` is a new coin, or the id of one that it shares with other neighbourhoods.
    ``settings`` are other first values by key; what is neither there nor here has its default.
    """

    name: str
    currency: NewCurrency | uuid.UUID
    euro_rate: EuroRate
    languages: tuple[str, ...] = ("nl",)
    timezone: str = "Europe/Amsterdam"
    joining: str = "open"
    settings: Mapping[str, object] = field(default_factory=dict)


@unit_of_work
def create_community(new: NewCommunity) -> uuid.UUID:
    """Found a community with its currency and its first settings; returns its id.

    Raises CurrencyInvalid, TimezoneUnknown, NotFound for the id of no currency, and what
    ``check_value`` says of a setting.
    """
    if new.timezone not in clock.time_zones():
        raise TimezoneUnknown(timezone=new.timezone)
    founded_at = clock.now()
    currency = _currency(new.currency)
    community = Community(
        id=new_id(),
        number=_free_number(),
        slug=_free_slug(new.name),
        name=new.name,
        languages=list(new.languages),
        timezone=new.timezone,
        currency_id=currency.id,
        created_at=founded_at,
    )
    db.session.add(community)
    db.session.flush()
    _first_settings(community.id, new, currency.decimals, founded_at)
    return community.id


@unit_of_work
def create_organisation(
    community_id: uuid.UUID,
    *,
    name: str,
    kind: str,
    category: str = "",
    coin_share: int | None = None,
) -> OrganisationFacts:
    """Admit an organisation: shop, association, institution or municipality; it is open.

    ``coin_share``: the percentage of a price that it takes in coin, if it says so.
    """
    organisation = Organisation(
        id=new_id(),
        community_id=community_id,
        name=name,
        kind=kind,
        category=category,
        status="open",
        coin_share=coin_share,
        created_at=clock.now(),
    )
    db.session.add(organisation)
    db.session.flush()
    return queries.organisation(organisation.id)


@unit_of_work
def change_organisation(
    organisation_id: uuid.UUID, **changes: str | int | None
) -> OrganisationFacts:
    """Change the columns that are given: name, category, status, coin_share.

    Only ``coin_share`` may become None. A closed organisation takes no part until reopened.
    """
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    for column, value in changes.items():
        if value is not None or column == "coin_share":
            setattr(organisation, column, value)
    db.session.flush()
    return queries.organisation(organisation_id)


def _currency(wanted: NewCurrency | uuid.UUID) -> Currency:
    if isinstance(wanted, uuid.UUID):
        shared = db.session.get(Currency, wanted)
        if shared is None:
            raise NotFound
        return shared
    if not 0 <= wanted.decimals <= MAX_DECIMALS or not wanted.name:
        raise CurrencyInvalid
    made = Currency(
        id=new_id(),
        name=wanted.name,
        plural=wanted.plural,
        symbol=wanted.symbol,
        decimals=wanted.decimals,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _first_settings(
    community_id: uuid.UUID, new: NewCommunity, decimals: int, founded_at: datetime
) -> None:
    day = founded_at.astimezone(ZoneInfo(new.timezone)).date()
    chosen = {key: check_value(key, value) for key, value in new.settings.items()}
    values = {**founding_values(decimals, new.euro_rate, new.joining), **chosen}
    for key, value in values.items():
        facts = SettingFacts(key, value, day, None, "founding", founded_at)
        dated_settings.add(community_id, facts)


def _free_number() -> int:
    while True:
        number = secrets.randbelow(LARGEST_NUMBER) + 1
        taken = db.session.scalar(select(Community.id).where(Community.number == number))
        if taken is None:
            return number


def _free_slug(name: str) -> str:
    wanted = rules.slug_of(name)
    slug, suffix = wanted, 1
    while db.session.scalar(select(Community.id).where(Community.slug == slug)) is not None:
        suffix += 1
        slug = f"{wanted}-{suffix}"
    return slug
