"""What the API takes and says about tasks, task codes and claims. Amounts are minor units."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator
from pydantic_core import PydanticCustomError

from backend.communities.queries import OrganisationBrief
from backend.tasks.meter_schemas import BeforeClaim
from backend.tasks.pictograms import Pictogram
from backend.tasks.presence_schemas import Position, Spot
from backend.tasks.rules import MINUTES_OF_A_DAY
from backend.web.code_schemas import KeyId
from backend.web.schemas import Amount, Ident, Name, Schema, Text, Time

MOST_CLAIMS = 1_000_000
MOST_APPROVED_AT_ONCE = 200

_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _within_reason(instant: datetime) -> datetime:
    # A task code's times have four bytes, and arithmetic with years far away overflows.
    if _EARLIEST <= instant < _LATEST:
        return instant
    raise PydanticCustomError("time_out_of_range", "a year from 2000 to 2099 is needed")


Title = Name
Description = Annotated[Text, Field(max_length=2000)]
Where = Annotated[Text, Field(max_length=120)]
# From JSON a name of the enumeration is text, which strict mode would refuse.
Picture = Annotated[Pictogram, Field(strict=False)]
Act = Name
Minutes = Annotated[int, Field(ge=1, le=MINUTES_OF_A_DAY)]
WindowEnd = Annotated[Time, AfterValidator(_within_reason)]
HowOften = Annotated[int, Field(ge=1, le=MOST_CLAIMS)]
Reason = Annotated[Text, Field(min_length=1, max_length=500)]


class Reward(Schema):
    """``amount`` once, or per hour: paid by whole ``minute_step``, up to ``max_minutes``.

    Without ``minute_step`` an hourly reward is paid by the quarter of an hour.
    """

    kind: Literal["fixed", "per_hour"]
    amount: Amount
    max_minutes: Minutes | None = None
    minute_step: Literal[1, 5, 10, 15, 20, 30, 60] | None = None


class Limits(Schema):
    """How often the task may be claimed; null is without end. A day is the community's."""

    per_person: HowOften | None = None
    per_day: HowOften | None = None
    total: HowOften | None = None


class NewTask(Schema):
    """A task that a coordinator makes, under an id that the phone made.

    ``act`` names an act on the community's list of rewarded acts, whose reward this then is. A
    ``measured`` task is paid by the time between check-in and check-out.
    """

    id: Ident
    budget_id: Ident
    title: Title
    description: Description = ""
    place: Where = ""
    picture: Picture
    reward: Reward
    act: Act | None = None
    starts_at: WindowEnd | None = None
    ends_at: WindowEnd | None = None
    limits: Limits = Limits()
    needs_approval: bool = False
    measured: bool = False
    spot: Spot | None = None


class TaskChange(Schema):
    """What to change; what is left out stays. A window's ends, the act and the spot may be null.

    A reward and limits are given whole.
    """

    title: Title | None = None
    description: Description | None = None
    place: Where | None = None
    picture: Picture | None = None
    reward: Reward | None = None
    act: Act | None = None
    starts_at: WindowEnd | None = None
    ends_at: WindowEnd | None = None
    limits: Limits | None = None
    needs_approval: bool | None = None
    spot: Spot | None = None

    @field_validator(
        "title", "description", "place", "picture", "reward", "limits", "needs_approval"
    )
    @classmethod
    def _not_null(cls, value: object) -> object:
        """Runs for given members only: null is no way to leave one out."""
        if value is None:
            raise PydanticCustomError("null_not_allowed", "leave the member out instead")
        return value


class Task(Schema):
    """A task. ``budget_id`` and ``waiting_claims`` are for its coordinators, else null.

    ``budget_empty``: there is no coin for it now, so reading its codes is refused.

    ``act_minutes``: what its listed act usually takes, where the community's list says so.
    """

    id: Ident
    organisation: OrganisationBrief
    budget_id: Ident | None
    title: str
    description: str
    place: str
    picture: Pictogram
    reward: Reward
    act: str | None
    act_minutes: int | None
    starts_at: Time | None
    ends_at: Time | None
    limits: Limits
    needs_approval: bool
    measured: bool
    spot: Spot | None
    status: Literal["open", "withdrawn"]
    budget_empty: bool
    created_at: Time
    waiting_claims: int | None


class Mine(Schema):
    """What the task still offers to whoever asks; null when nothing limits it."""

    claims_left: int | None


class OfferedTask(Task):
    """A task as a member sees it in the list."""

    mine: Mine


class PageQuery(Schema):
    """Which part of a long list: from after the thing ``before`` on."""

    before: Ident | None = None
    limit: int = Field(default=100, ge=1, le=200)


class OfferedTasks(Schema):
    """The tasks that a neighbourhood offers now or soon, newest first.

    ``next`` is the ``before`` of the following page.
    """

    tasks: list[OfferedTask]
    next: Ident | None


class Tasks(Schema):
    """The tasks of an organisation, newest first; ``next`` is the following page's ``before``."""

    tasks: list[Task]
    next: Ident | None


class KeyToSign(Schema):
    """The device key that will sign: 16 hexadecimal characters; and the kind of code to make."""

    key_id: KeyId
    kind: Literal["poster", "live", "check-in", "check-out"] = "poster"


class SignedCode(Schema):
    """What the phone signed."""

    jws: str


class TaskCode(Schema):
    """A registered code: ``text`` to type, ``link`` in the QR, and who signed it."""

    id: str
    kind: Literal["poster", "voucher", "live", "check-in", "check-out"]
    text: str
    link: str
    status: Literal["good", "withdrawn"]
    signed_by: str
    created_at: Time
    expires_at: Time


class TaskCodes(Schema):
    """The codes of a task, newest first."""

    codes: list[TaskCode]


class ScannedCode(Schema):
    """What was scanned (a JWS or the link around it) or typed (a text code)."""

    code: str


class CodeReading(Schema):
    """What a code is, before anything happens: what a scan ``does``.

    ``since`` is when the person checked in, who is there now.
    """

    task: Task
    code_id: str
    kind: str
    does: Literal["claim", "check_in", "check_out"]
    since: Time | None
    signed_by_organisation: str
    claims_left: int | None
    meter: BeforeClaim


class NewClaim(ScannedCode):
    """What was scanned or typed, and how long the work took when that counts.

    ``position`` is asked for by tasks with a spot only, and is not part of the claim.
    """

    minutes: int | None = None
    position: Position | None = None


class TaskBrief(Schema):
    """The task of a claim."""

    id: Ident
    title: str
    picture: Pictogram
    organisation: OrganisationBrief


class FirstLook(Schema):
    """Who gave a claim the first of two looks, and whether that was oneself."""

    by_name: str
    at: Time
    own: bool


class Claim(Schema):
    """A claim. ``person_name`` and ``first_look`` are for those who decide, else null.

    One that ``needs_second`` is paid when two other people have looked at it.
    """

    id: Ident
    task: TaskBrief
    status: Literal["booked", "waiting", "declined"]
    amount: Amount
    minutes: int | None
    at: Time
    reason: str | None
    person_name: str | None
    decided_at: Time | None
    needs_second: bool
    first_look: FirstLook | None


class Claims(Schema):
    """Claims, newest first; ``next`` is the ``before`` of the following page.

    ``waiting`` counts all that wait for the organisation's decision; null in one's own list.
    """

    claims: list[Claim]
    next: Ident | None
    waiting: int | None = None


class ClaimsQuery(PageQuery):
    """Which claims: those that wait for a decision, or all."""

    status: Literal["waiting", "all"] = "waiting"


class Declining(Schema):
    """Why a claim is declined; the person reads it."""

    reason: Reason


class Approving(Schema):
    """Which claims to approve."""

    ids: list[Ident] = Field(min_length=1, max_length=MOST_APPROVED_AT_ONCE)


class NotApproved(Schema):
    """A claim that was not approved, and the refusal's code."""

    id: Ident
    code: str


class Approved(Schema):
    """What became of each claim; those that were ``looked`` at wait for a second look."""

    approved: list[Ident]
    looked: list[Ident]
    failed: list[NotApproved]


class PublicKey(Schema):
    """A JSON Web Key (RFC 7517) of a device that signed codes here."""

    kty: str
    crv: str
    x: str
    y: str
    kid: str
    alg: str
    use: str


class PublicKeys(Schema):
    """A JWK set: with it a phone without a network can tell whether a poster is real."""

    keys: list[PublicKey]
