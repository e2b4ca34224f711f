"""What a preset says: the words of a currency, its dated settings, and who and what to begin with.

Amounts are minor units here; a file writes ``25 torekes`` (see ``units``).
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FOUNDING = "founding"

Words = Annotated[str, Field(min_length=1, max_length=80)]
Sentences = Annotated[str, Field(min_length=1, max_length=2_000)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Amount = Annotated[int, Field(ge=1, le=2_147_483_647)]
Cents = Annotated[int, Field(ge=1, le=2_147_483_647)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Kind = Literal["shop", "association", "institution", "municipality"]


class Part(BaseModel):
    """A mapping of known keys; anything else in it is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Source(Part):
    """Where figures come from: a title that can be found again, and its year."""

    title: Annotated[str, Field(min_length=1, max_length=300)]
    year: int


class CurrencyWords(Part):
    """The coin's words, as shown after an amount, and how many decimals are counted."""

    name: Words
    plural: Words
    symbol: Annotated[str, Field(max_length=8)] = ""
    decimals: Annotated[int, Field(ge=0, le=3)]


class Neighbourhood(Part):
    """A community of the preset; several of them share the currency."""

    key: Key
    name: Words


class Body(Part):
    """An organisation that is there from the beginning; ``at`` names its neighbourhood.

    ``coin_share_percent`` is how much of a price it takes in coin, if it says so.
    """

    name: Words
    kind: Kind
    category: Annotated[str, Field(max_length=80)] = ""
    coin_share_percent: Annotated[int, Field(ge=0, le=100)] | None = None
    at: Key | None = None


class Line(Part):
    """A part of a programme: what it is for, and the most coin for it."""

    name: Words
    amount: Amount


class Programme(Part):
    """What a funder pays for from the day of founding on, for so many ``months``.

    ``funder`` names an organisation of the file, if the funder is one.
    """

    name: Words
    funder: Words
    purpose: Annotated[str, Field(max_length=500)] = ""
    months: Annotated[int, Field(ge=1, le=120)] = 12
    euro_cents: Cents
    amount: Amount
    lines: tuple[Line, ...] = ()
    at: Key | None = None


class Plan(Part):
    """A standing order that is offered: dues or a plot's rent to an organisation, or a grant.

    A grant without an ``organisation`` comes out of the fund. Of ``plots`` there are so many.
    """

    name: Words
    kind: Literal["dues", "plot", "grant"]
    organisation: Words | None = None
    amount: Amount
    euro_cents: Annotated[int, Field(ge=0, le=2_147_483_647)] = 0
    period: Literal["month", "quarter", "half_year", "year"]
    plots: Annotated[int, Field(ge=0, le=1_000)] = 0
    offer_days: Annotated[int, Field(ge=1, le=90)] = 14
    at: Key | None = None


class Preset(Part):
    """One currency in a file. ``settings`` are by the day they hold from, or ``founding``."""

    title: Words
    place: Words
    about: Sentences
    sources: tuple[Source, ...]
    unconfirmed: tuple[Sentences, ...] = ()
    currency: CurrencyWords
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    time_zone: Words
    neighbourhoods: Annotated[tuple[Neighbourhood, ...], Field(min_length=1)]
    settings: dict[str, dict[str, Any]]
    organisations: tuple[Body, ...] = ()
    programmes: tuple[Programme, ...] = ()
    plans: tuple[Plan, ...] = ()
