"""The settings there are, what each value must look like, and what holds when nobody set it."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from backend.communities import setting_schemas as schemas
from backend.communities.errors import SettingInvalid, SettingUnknown
from backend.communities.setting_schemas import EuroRate, Joining, RefundDays
from backend.web.schemas import Amount, Schema

DEFAULT_LIMIT_COINS = 25
MAX_PAYMENT_COINS = 500
REFUND_DAYS = 30
CARD_PAYMENT_COINS = 15
CARD_DAY_COINS = 30


class CurrentSettings(Schema):
    """The values that hold today."""

    euro_rate: EuroRate
    default_limit: Amount
    max_payment: Amount
    refund_days: RefundDays
    joining: Joining
    backing: schemas.Backing
    rewards: schemas.RewardRules
    ceilings: schemas.Ceilings
    volunteer_tax: schemas.VolunteerTax
    spending: schemas.SpendingRules
    redemption: schemas.RedemptionRules
    sales: schemas.SaleRules
    wages: schemas.WageRules
    demurrage: schemas.DemurrageRules
    expiry: schemas.ExpiryRules
    credit: schemas.CreditRules
    loans: schemas.LoanRules
    notes: schemas.NoteRules
    exchange: schemas.ExchangeRules
    dues: schemas.DueRules
    low_budget: schemas.LowBudget
    between_members: schemas.BetweenMembers
    offline: schemas.OfflineRules
    cards: schemas.CardRules
    guards: schemas.GuardRules
    disputes: schemas.DisputeRules
    recovery: schemas.RecoveryRules


_SHAPES: Mapping[str, TypeAdapter[Any]] = {
    key: TypeAdapter(field.rebuild_annotation())
    for key, field in CurrentSettings.model_fields.items()
}

_DEFAULTS: Mapping[str, object] = {
    key: field.annotation().model_dump()
    for key, field in CurrentSettings.model_fields.items()
    if isinstance(field.annotation, type)
    and issubclass(field.annotation, Schema)
    and field.annotation is not EuroRate
}
"""What holds where nobody ever set the key: a new community runs without these rules."""


def keys() -> tuple[str, ...]:
    """Every key that a setting may have."""
    return tuple(_SHAPES)


def founding_values(decimals: int, euro_rate: EuroRate, joining: str) -> dict[str, object]:
    """What a new community's settings are until somebody sets them."""
    coin = 10**decimals
    return {
        "euro_rate": euro_rate.model_dump(),
        "default_limit": DEFAULT_LIMIT_COINS * coin,
        "max_payment": MAX_PAYMENT_COINS * coin,
        "refund_days": REFUND_DAYS,
        "joining": joining,
        "cards": {
            "per_payment": CARD_PAYMENT_COINS * coin,
            "per_day": CARD_DAY_COINS * coin,
        },
    }


def default_of(key: str) -> object | None:
    """The value of ``key`` before its first row; None for a key that founding always sets."""
    return _DEFAULTS.get(key)


def check_value(key: str, value: object) -> object:
    """``value`` as it will be kept. Raises SettingUnknown, or SettingInvalid with ``fields``."""
    shape = _SHAPES.get(key)
    if shape is None:
        raise SettingUnknown(key=key)
    try:
        return shape.dump_python(shape.validate_python(value))
    except ValidationError as error:
        raise SettingInvalid(fields=_fields(error)) from None


def _fields(error: ValidationError) -> list[dict[str, str]]:
    return [
        {"path": ".".join(["value", *map(str, entry["loc"])]), "code": entry["type"]}
        for entry in error.errors(include_url=False, include_context=False, include_input=False)
    ]
