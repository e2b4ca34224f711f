"""What the routes of neighbourhoods take and answer."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.communities.setting_values import CurrentSettings
from backend.web.schemas import Ident, Name, Schema, Text, Time

Kind = Literal["shop", "association", "institution", "municipality"]
Role = Literal["member", "shop_owner", "shop_staff", "coordinator", "treasurer", "issuer"]
StaffRole = Literal["shop_owner", "shop_staff", "coordinator"]
OrganisationStatus = Literal["open", "closed"]
Category = Annotated[Text, Field(max_length=40)]
CoinShare = Annotated[int, Field(ge=0, le=100, description="percent of a price taken in coin")]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22,86}$")]
Reason = Annotated[Text, Field(min_length=1, max_length=500)]


class Currency(Schema):
    """A coin: its words, and how many decimals its amounts count."""

    id: Ident
    name: str
    plural: str
    symbol: str
    decimals: int


class CommunityBrief(Schema):
    """A neighbourhood in short; ``number`` (uint32) stands in its payment codes."""

    id: Ident
    number: int
    slug: str
    name: str
    currency: Currency


class Community(CommunityBrief):
    """A neighbourhood with its settings of today."""

    languages: list[str]
    timezone: str
    settings: CurrentSettings


class OrganisationBrief(Schema):
    """An organisation in short."""

    id: Ident
    name: str
    kind: Kind


class Organisation(OrganisationBrief):
    """A shop, an association, an institution or the municipality.

    ``coin_share`` is null when it never said which part of a price it takes in coin.
    """

    community_id: Ident
    category: str
    status: OrganisationStatus
    coin_share: CoinShare | None


class OrganisationList(Schema):
    """The organisations of a community, by name."""

    organisations: list[Organisation]


class NewOrganisation(Schema):
    """An organisation that an issuer admits."""

    name: Name
    kind: Kind
    category: Category = ""
    coin_share: CoinShare | None = None


class OrganisationChange(Schema):
    """What to change; what is left out stays. ``coin_share`` may be null: not stated."""

    name: Name | None = None
    category: Category | None = None
    status: OrganisationStatus | None = None
    coin_share: CoinShare | None = None


class StaffMember(Schema):
    """Somebody who holds a role at an organisation."""

    person_id: Ident
    display_name: str
    role: StaffRole
    since: Time


class StaffList(Schema):
    """Who holds a role at an organisation, longest first."""

    staff: list[StaffMember]


class WhichRole(Schema):
    """The role that is taken away."""

    role: StaffRole


class NewEnrolmentLink(Schema):
    """A role to invite somebody to."""

    role: Role
    organisation_id: Ident | None = None


class EnrolmentLink(Schema):
    """A link to hand over; it is shown only now."""

    id: Ident
    url: str
    expires_at: Time


class EnrolmentToken(Schema):
    """The secret part of an enrolment link."""

    token: Token


class EnrolmentLook(Schema):
    """What an enrolment link offers."""

    community: CommunityBrief
    organisation: OrganisationBrief | None
    role: Role
    expires_at: Time


class Setting(Schema):
    """A value, the day (community's time zone) from which it holds, who set it and why.

    It ``holds`` today, held before (``past``), is ``coming``, or was ``replaced`` before its day
    by another value for that day. ``set_by_name`` is "" for the command line.
    """

    key: str
    value: Any
    valid_from: date
    set_by_name: str
    why: str
    created_at: Time
    state: Literal["past", "holds", "coming", "replaced"]


class SettingList(Schema):
    """Every value that a setting had, has or will have, by day, and those that hold today."""

    today: date
    current: CurrentSettings
    settings: list[Setting]


class WhichSetting(Schema):
    """The history of one key; without it, of all."""

    key: Annotated[str, Field(max_length=40)] | None = None


class NewSetting(Schema):
    """A value to hold from a day that is not past."""

    key: Annotated[str, Field(max_length=40)]
    value: Any
    valid_from: date
    why: Reason


class HeldRole(Schema):
    """A role, and where it is held."""

    community: CommunityBrief
    organisation: OrganisationBrief | None
    role: Role


class Server(Schema):
    """What this installation is, and the neighbourhoods on it."""

    version: str
    example: bool
    communities: list[CommunityBrief]
