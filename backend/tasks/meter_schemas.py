"""What the API says about volunteers' earnings, to the volunteer alone. Euro cents throughout."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.communities.service import EuroRate, VolunteerTax
from backend.web.schemas import Schema, Text, Time

Cents = Annotated[int, Field(ge=0, description="euro cents")]
Nearness = Literal["calm", "near", "over"]


class MeterQuery(Schema):
    """Which figure per hour holds; the phone keeps the answer, the server never does."""

    under_21: Annotated[bool, Field(strict=False)] = False


class TaxFigures(Schema):
    """What holds today, from which day, and who says so; null when nobody ever set it here."""

    hour_cents: Cents
    month_cents: Cents
    year_cents: Cents
    source: str
    valid_from: date | None


class MeterPeriod(Schema):
    """A calendar month or year so far, over all organisations and neighbourhoods.

    ``waiting_cents`` is what waits for approval; ``minutes`` is the time that is known, and
    ``untimed`` how many rewards came without one.
    """

    starts: date
    ends: date
    earned_cents: Cents
    waiting_cents: Cents
    limit_cents: Cents
    minutes: int
    untimed: int
    state: Nearness


class MeterPlace(Schema):
    """What one organisation paid."""

    organisation: Text
    community: Text
    month_cents: Cents
    year_cents: Cents


class AboveHour(Schema):
    """A reward that was worth more per hour than is free of tax."""

    task: Text
    at: Time
    hour_cents: Cents


class VolunteerMeter(Schema):
    """How near somebody is to what volunteers receive free of tax, and why."""

    tax: TaxFigures
    month: MeterPeriod
    year: MeterPeriod
    places: list[MeterPlace]
    above_hour: list[AboveHour]


class BeforeClaim(Schema):
    """What a phone needs to warn before a claim: earned and waiting so far, and the figures.

    ``euro_rate`` is that of the task's neighbourhood.
    """

    month_cents: Cents
    year_cents: Cents
    tax: VolunteerTax
    euro_rate: EuroRate
