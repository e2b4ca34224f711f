"""What the routes about oneself take and answer."""

import uuid
from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from backend.communities.schemas import HeldRole, Token
from backend.web.schemas import Ident, Name, Schema, Time

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class BeginSignUp(Schema):
    """A name, and either a community that is open or the secret part of an enrolment link."""

    display_name: Name
    community_id: Ident | None = None
    enrolment_token: Token | None = None

    @model_validator(mode="after")
    def _either(self) -> Self:
        if (self.community_id is None) == (self.enrolment_token is None):
            raise PydanticCustomError(
                "either_community_or_link", "a community or an enrolment link is needed"
            )
        return self

    @property
    def open_community(self) -> uuid.UUID:
        """The community to join without a link."""
        if self.community_id is None:
            raise ValueError("this sign-up has a link")
        return self.community_id


class FinishSignUp(Schema):
    """The passkey that the browser made."""

    challenge_id: Ident
    credential: dict[str, Any]
    device_name: Name
    language: Language


class FinishSignIn(Schema):
    """The proof that the browser made with a passkey."""

    challenge_id: Ident
    credential: dict[str, Any]
    device_name: Name


class RecoverySignIn(Schema):
    """A recovery code as it was typed."""

    code: Annotated[str, Field(max_length=64)]
    device_name: Name


class Person(Schema):
    """The signed-in person."""

    id: Ident
    display_name: str
    language: str


class Me(Schema):
    """The signed-in person, their roles, and until when the passkey counts as just confirmed."""

    person: Person
    session_id: Ident
    fresh_until: Time | None
    memberships: list[HeldRole]
    has_passkey: bool


class SignedUp(Schema):
    """Who signed up, and the recovery codes, shown only now."""

    me: Me
    recovery_codes: list[str]


class ProfileChange(Schema):
    """What to change about oneself; what is left out stays."""

    display_name: Name | None = None
    language: Language | None = None
