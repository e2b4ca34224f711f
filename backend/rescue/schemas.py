"""What the routes of helpers, blocking and recovery take and answer."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.communities.queries import CommunityBrief, OrganisationBrief
from backend.web.schemas import Ident, Name, Note, Schema, Text, Time

Token = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(min_length=1, max_length=64)]
Reason = Annotated[Note, Field(min_length=1)]
How = Literal["used", "passkey", "recovery_code", "desk", "expired"]
BlockedHow = Literal["recovery_code", "helper", "coordinator", "recovery"]


class Secret(Schema):
    """The secret part of a link."""

    token: Token


class Helper(Schema):
    """Who helps, or whom one helps; an offer that nobody accepted yet has no name."""

    id: Ident
    person_id: Ident | None
    name: str | None
    since: Time | None
    offer_ends_at: Time | None


class Event(Schema):
    """Something that was stopped of one's own, by whom (null: by a recovery code), and when."""

    at: Time
    how: BlockedHow
    by_name: str | None
    sessions: int
    device_keys: int
    passkeys: int
    cards: int


class HelperList(Schema):
    """One's helpers (``most`` at most), those whom one helps, and what was ever blocked."""

    most: int
    helpers: list[Helper]
    helping: list[Helper]
    events: list[Event]


class HelperOffer(Schema):
    """An offer to hand over; its link is shown only now."""

    id: Ident
    url: str
    expires_at: Time


class OfferLook(Schema):
    """Who asks for help, before anybody decides."""

    community: CommunityBrief
    member_name: str
    expires_at: Time


class Blocked(Schema):
    """How many of each stopped."""

    sessions: int
    device_keys: int
    passkeys: int
    cards: int


class BlockedByCode(Blocked):
    """The same, and how many recovery codes are left to come back with."""

    codes_left: int


class LostCode(Schema):
    """A recovery code, as it was typed."""

    code: Code


class LostPhone(Schema):
    """Where the person is signed in."""

    id: Ident
    name: str
    last_used_at: Time


class LostPasskey(Schema):
    """A passkey by its name."""

    id: Ident
    name: str
    last_used_at: Time | None


class Belongings(Schema):
    """What can be blocked; ``codes_left`` counts the one that was typed."""

    phones: list[LostPhone]
    passkeys: list[LostPasskey]
    codes_left: int


class LostCommand(Schema):
    """What is to stop: these phones, these passkeys, and all wallet cards or none."""

    code: Code
    phones: Annotated[list[Ident], Field(max_length=500)]
    passkeys: Annotated[list[Ident], Field(max_length=100)]
    cards: bool


class WhoIsMeant(Schema):
    """A name, exactly as the person carries it here."""

    name: Name


class Found(Schema):
    """Somebody of that name; ``trusted`` holds a role that others rely on."""

    person_id: Ident
    display_name: str
    member_since: date
    trusted: bool


class FoundList(Schema):
    """Everybody of that name."""

    people: list[Found]


class BlockCommand(Schema):
    """Whose phones and cards are to stop, and why."""

    person_id: Ident
    reason: Reason


class NewRecovery(Schema):
    """Who is to be let back in, at which organisation it is begun, and why."""

    organisation_id: Ident
    person_id: Ident
    reason: Reason


class Slip(Schema):
    """The code on the slip that the person carries."""

    slip: Code


class Recovery(Schema):
    """A recovery. ``slip`` is for those who may begin one; ``mine``: begun by the caller.

    ``at_once``: a second coordinator may agree before ``opens_at``.
    """

    id: Ident
    organisation: OrganisationBrief
    person_name: str
    trusted: bool
    at_once: bool
    reason: str
    slip: str | None
    started_by_name: str
    mine: bool
    started_at: Time
    opens_at: Time
    ends_at: Time
    agreed_by_name: str | None
    agreed_at: Time | None
    ended_at: Time | None
    ended_how: How | None


class RecoveryList(Schema):
    """Recoveries, newest first."""

    recoveries: list[Recovery]


class OpenedRecovery(Schema):
    """The link for the person's new phone; it is shown only now."""

    recovery: Recovery
    url: str
    expires_at: Time


class LinkLook(Schema):
    """Whose account a link opens."""

    community: CommunityBrief
    display_name: str
    expires_at: Time


class ComeBack(Schema):
    """The link's secret and the new passkey."""

    token: Token
    challenge_id: Ident
    credential: dict[str, Any]
    device_name: Annotated[Text, Field(min_length=1, max_length=80)]


class StopByPasskey(Schema):
    """A passkey's answer."""

    challenge_id: Ident
    credential: dict[str, Any]
    device_name: Annotated[Text, Field(min_length=1, max_length=80)]


class StopByCode(Schema):
    """A recovery code."""

    code: Code
    device_name: Annotated[Text, Field(min_length=1, max_length=80)]


class Returned(Schema):
    """Ten new recovery codes, shown only now; the earlier ones are void."""

    recovery_codes: list[str]
