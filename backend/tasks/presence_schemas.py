"""What the API takes and says about being there: places, positions, stays, live codes."""

from typing import Annotated, Literal

from pydantic import Field

from backend.communities.queries import OrganisationBrief
from backend.tasks.pictograms import Pictogram
from backend.web.schemas import Ident, Schema, Time


class Spot(Schema):
    """What hangs there counts within ``radius`` metres of here (degrees, WGS 84)."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    radius: Annotated[int, Field(ge=10, le=100_000)]


class Position(Schema):
    """Where a phone is (degrees, WGS 84), and by how many metres that may be wrong.

    It is compared with the task's place and not kept anywhere.
    """

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    accuracy: Annotated[float, Field(ge=0, le=1e7)]


class Scanned(Schema):
    """Somebody who scanned a live code: for a reward, or to check in."""

    name: str
    at: Time
    does: Literal["claim", "check_in"]


class Scans(Schema):
    """How many scanned a live code, who of them lately; ``there``: are checked in now."""

    scanned: int
    there: int
    latest: list[Scanned]


class CheckingIn(Schema):
    """What was scanned or typed to check in, and where, for a task with a spot."""

    code: str
    position: Position | None = None


class StayOfTask(Schema):
    """The task that somebody is at."""

    id: Ident
    title: str
    picture: Pictogram
    organisation: OrganisationBrief


class Stay(Schema):
    """Being at work from check-in to check-out; open while ``until`` is null.

    ``amount`` (minor units) is what it was worth; null while it is open, and when nothing was paid.
    ``forgotten``: it is open for so long that only a coordinator can end it. ``person_name`` is
    for coordinators, else null.
    """

    id: Ident
    task: StayOfTask
    person_name: str | None
    since: Time
    until: Time | None
    claim_id: Ident | None
    amount: int | None
    forgotten: bool


class Stays(Schema):
    """Stays, longest open first, or newest first where all are asked for."""

    stays: list[Stay]


class StaysQuery(Schema):
    """Which stays of an organisation: those that are open, or the latest of all."""

    status: Literal["open", "all"] = "open"


class Closing(Schema):
    """When somebody who forgot to check out really left; null: nothing is paid."""

    until: Time | None
