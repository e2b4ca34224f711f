"""What every request and answer has in common. The same schemas validate and describe the API."""

import uuid
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

MAX_AMOUNT = 2_147_483_647


class Schema(BaseModel):
    """A JSON object of known members; anything else in it is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, from_attributes=True)


class Nothing(Schema):
    """An empty object."""


def _amount(value: Any) -> int:
    if type(value) is int and 1 <= value <= MAX_AMOUNT:
        return value
    raise PydanticCustomError("amount_invalid", "a whole number of minor units is needed")


def _text(value: str) -> str:
    # Control characters would travel into print, exports and logs.
    if isinstance(value, str) and any(ord(c) < 32 and c != "\n" for c in value):
        raise PydanticCustomError("text_invalid", "control characters are not allowed")
    return value.strip() if isinstance(value, str) else value


Amount = Annotated[int, BeforeValidator(_amount), Field(ge=1, le=MAX_AMOUNT)]
"""Minor units, 1 to 2 147 483 647."""

Balance = Annotated[int, Field(description="minor units; may be negative")]

Time = Annotated[AwareDatetime, Field(description="RFC 3339, UTC")]

Text = Annotated[str, BeforeValidator(_text)]
"""Text that a person typed: trimmed, no control characters but line ends."""

Name = Annotated[Text, Field(min_length=1, max_length=80)]
Note = Annotated[Text, Field(max_length=500)]
Ident = uuid.UUID
