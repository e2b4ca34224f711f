"""What the API takes and says about findings."""

from typing import Annotated, Literal

from pydantic import Field

from backend.communities.queries import OrganisationBrief
from backend.web.schemas import Ident, Schema, Text, Time

PatternName = Literal[
    "one_phone",
    "at_night",
    "in_a_burst",
    "one_sided",
    "to_one_customer",
    "in_circles",
    "at_once",
    "replayed",
]


class FindingsQuery(Schema):
    """Which findings, and which part of a long list: from after ``before`` on."""

    status: Literal["open", "dismissed", "all"] = "open"
    before: Ident | None = None
    limit: int = Field(default=50, ge=1, le=100)


class PersonNamed(Schema):
    """Somebody whom a finding is about."""

    id: Ident
    name: str


class TaskNamed(Schema):
    """The task that a finding is about."""

    id: Ident
    title: str


class Dismissal(Schema):
    """Who took a finding off the list, when, and why."""

    by_name: str
    at: Time
    note: str


class Finding(Schema):
    """Something unusual. ``numbers`` are counts, minutes and, as ``amount``, minor units."""

    id: Ident
    pattern: PatternName
    numbers: dict[str, int]
    people: list[PersonNamed]
    organisations: list[OrganisationBrief]
    task: TaskNamed | None
    first_at: Time
    last_at: Time
    found_at: Time
    dismissed: Dismissal | None


class Findings(Schema):
    """Findings, newest first; ``open`` counts all that nobody has dismissed."""

    findings: list[Finding]
    next: Ident | None
    open: int


class Dismissing(Schema):
    """Why a finding needs no more attention; other issuers read it."""

    note: Annotated[Text, Field(min_length=1, max_length=500)]


class Looked(Schema):
    """How many findings a look made."""

    found: int
