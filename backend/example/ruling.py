"""The example's rules: what the neighbourhood's council decided, and what it decided for later."""

import uuid
from collections.abc import Mapping
from datetime import date

from backend import clock
from backend.communities import dated_settings, queries
from backend.example.cast import COIN

People = Mapping[str, uuid.UUID]

_ACTS = (
    ("Portiek schoonmaken", 25, 60),
    ("Plantenbakken water geven", 10, 30),
    ("Compost naar de tuin brengen", 5, None),
    ("Een cursus volgen", 20, 120),
)
_LATER_ACTS = (("Fietsles geven", 25, 60), ("Voorlezen op school", 15, 45))
_TAX = {
    "hour_cents": 560,
    "hour_under_21_cents": 330,
    "month_cents": 21_000,
    "year_cents": 210_000,
    "source": "Belastingdienst, vrijwilligersvergoedingen 2025",
}


def begin(community_id: uuid.UUID, people: People) -> None:
    """What was decided in the first week."""
    today = _today(community_id)
    _set(community_id, people, "rewards", _rewards(_ACTS), today, "Eerste lijst van de stuurgroep")
    _set(community_id, people, "volunteer_tax", _TAX, today, "De bedragen van de Belastingdienst")


def go_on(community_id: uuid.UUID, people: People) -> None:
    """What was decided lately: a longer list, and a ceiling from the new year on."""
    today = _today(community_id)
    listed = _rewards((*_ACTS, *_LATER_ACTS))
    _set(community_id, people, "rewards", listed, today, "Gevraagd in de bewonersraad")
    new_year = date(today.year + 1, 1, 1)
    ceilings = {"month": 1_500 * COIN, "year": None}
    why = "Zo blijft er voor iedereen genoeg te verdienen"
    _set(community_id, people, "ceilings", ceilings, new_year, why)
    _guard(community_id, people)


def _guard(community_id: uuid.UUID, people: People) -> None:
    """From a hundred coins on two people look."""
    value = {"second_look_from": 100 * COIN}
    today = _today(community_id)
    _set(community_id, people, "guards", value, today, "Grote bedragen bekijken we samen")


def _rewards(acts: tuple[tuple[str, int, int | None], ...]) -> dict[str, object]:
    listed = [
        {"name": name, "amount": coins * COIN, "minutes": minutes} for name, coins, minutes in acts
    ]
    return {"per_hour": None, "acts": listed, "listed_only": False}


def _set(
    community_id: uuid.UUID, people: People, key: str, value: object, day: date, why: str
) -> None:
    dated_settings.set_value(community_id, key, value, day, by=people["anneke"], why=why)


def _today(community_id: uuid.UUID) -> date:
    return queries.community(community_id).day(clock.now())
