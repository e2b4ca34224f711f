"""The settings there are, and what each value must look like. Limits are in minor units."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from backend.communities.errors import SettingInvalid, SettingUnknown
from backend.web.schemas import Amount, Schema

DEFAULT_LIMIT_COINS = 25
MAX_PAYMENT_COINS = 500
REFUND_DAYS = 30


class EuroRate(Schema):
    """So many whole coins are worth so many euro cents."""

    coins: Annotated[int, Field(ge=1, le=1_000_000)]
    euro_cents: Annotated[int, Field(ge=1, le=100_000_000)]


Joining = Literal["open", "invite"]
RefundDays = Annotated[int, Field(ge=0, le=366)]

_SCHEMAS: Mapping[str, TypeAdapter[Any]] = {
    "euro_rate": TypeAdapter(EuroRate),
    "default_limit": TypeAdapter(Amount),
    "max_payment": TypeAdapter(Amount),
    "refund_days": TypeAdapter(RefundDays),
    "joining": TypeAdapter(Joining),
}


class CurrentSettings(Schema):
    """The values that hold today."""

    euro_rate: EuroRate
    default_limit: Amount
    max_payment: Amount
    refund_days: RefundDays
    joining: Joining


def founding_values(decimals: int, euro_rate: EuroRate, joining: str) -> dict[str, object]:
    """What a new community's settings are until somebody sets them."""
    coin = 10**decimals
    return {
        "euro_rate": euro_rate.model_dump(),
        "default_limit": DEFAULT_LIMIT_COINS * coin,
        "max_payment": MAX_PAYMENT_COINS * coin,
        "refund_days": REFUND_DAYS,
        "joining": joining,
    }


def check_value(key: str, value: object) -> object:
    """``value`` as it will be kept. Raises SettingUnknown, or SettingInvalid with ``fields``."""
    schema = _SCHEMAS.get(key)
    if schema is None:
        raise SettingUnknown(key=key)
    try:
        return schema.dump_python(schema.validate_python(value))
    except ValidationError as error:
        raise SettingInvalid(fields=_fields(error)) from None


def _fields(error: ValidationError) -> list[dict[str, str]]:
    return [
        {"path": ".".join(["value", *map(str, entry["loc"])]), "code": entry["type"]}
        for entry in error.errors(include_url=False, include_context=False, include_input=False)
    ]
