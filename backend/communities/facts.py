"""What is known of a neighbourhood and its organisations: plain values that may be kept in memory.

``stamps`` vouch for the facts: a batch that expects them is refused when they have changed.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from backend.db import Stamp
from backend.web.caller import Place


@dataclass(frozen=True, slots=True)
class CurrencyFacts:
    """A coin's words; amounts count ``decimals`` decimals of it."""

    id: uuid.UUID
    name: str
    plural: str
    symbol: str
    decimals: int


@dataclass(frozen=True, slots=True)
class SettingFacts:
    """One value of a setting, the day (community's time zone) it holds from, and who set it."""

    key: str
    value: object
    valid_from: date
    set_by: uuid.UUID | None
    why: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CommunityFacts:
    """A neighbourhood with every value its settings ever had or will have, oldest first."""

    id: uuid.UUID
    number: int
    slug: str
    name: str
    languages: tuple[str, ...]
    timezone: str
    currency: CurrencyFacts
    settings: tuple[SettingFacts, ...]
    created_at: datetime
    stamps: tuple[Stamp, ...]

    @property
    def founded_on(self) -> date:
        """The community's first day."""
        return self.day(self.created_at)

    def day(self, instant: datetime) -> date:
        """The calendar day of ``instant`` (aware) in this community."""
        return instant.astimezone(ZoneInfo(self.timezone)).date()


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """A shop, association, institution or municipality of a community.

    ``coin_share``: the percentage of a price that it takes in coin, None when it did not say.
    """

    id: uuid.UUID
    community_id: uuid.UUID
    name: str
    kind: str
    category: str
    status: str
    coin_share: int | None
    stamps: tuple[Stamp, ...]

    @property
    def place(self) -> Place:
        """Where its roles are held."""
        return Place(self.community_id, self.id)

    @property
    def is_open(self) -> bool:
        """Whether it takes part at present."""
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds ``role`` somewhere, since an instant (UTC)."""

    person_id: uuid.UUID
    role: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody was given ``role`` by ``by`` (None: the command line); ``held``: and has it now."""

    person_id: uuid.UUID
    role: str
    since: datetime
    by: uuid.UUID | None
    held: bool


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """An enrolment link as whoever holds it may see it; ``expires_at`` is UTC."""

    id: uuid.UUID
    place: Place
    role: str
    expires_at: datetime
