"""What the routes about who takes part take and answer."""

from typing import Annotated, Literal

from pydantic import Field

from backend.web.schemas import Ident, Schema, Time


class RoleHolder(Schema):
    """Somebody whom others rely on; ``organisation_id`` is null for a role of the community."""

    person_id: Ident
    display_name: str
    role: Literal["shop_owner", "shop_staff", "coordinator", "treasurer", "issuer"]
    organisation_id: Ident | None
    since: Time


class JoinedInMonth(Schema):
    """How many people became a member in a month of the community's calendar."""

    month: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    people: int


class People(Schema):
    """Residents as totals by role, and by name those who hold another role than member."""

    totals: dict[str, int]
    joined: list[JoinedInMonth]
    holders: list[RoleHolder]


class WhichWideRole(Schema):
    """The role of the whole community that is taken away."""

    role: Literal["treasurer", "issuer"]
