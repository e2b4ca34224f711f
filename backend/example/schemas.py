"""What the routes of the example take and answer."""

from typing import Annotated

from pydantic import Field

from backend.web.schemas import Ident, Schema


class ExampleRole(Schema):
    """A role to step into; ``what`` names where it is held."""

    key: str
    display_name: str
    what: str
    enrol_url: str


class ExampleRoles(Schema):
    """The roles to step into."""

    roles: list[ExampleRole]


class StepInto(Schema):
    """Which role to step into."""

    role: Annotated[str, Field(max_length=40)]


class WhichPayment(Schema):
    """The waiting payment that its payer agrees to."""

    payment_id: Ident
