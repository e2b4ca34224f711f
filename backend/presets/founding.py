"""Founds what a preset describes, all of it or nothing, with what the rooms offer to everybody."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from backend import clock
from backend.communities import dated_settings, queries, service
from backend.communities.facts import SettingFacts
from backend.communities.queries import CommunityFacts
from backend.communities.service import NewCommunity, NewCurrency
from backend.communities.setting_schemas import EuroRate
from backend.communities.setting_values import check_value
from backend.db import unit_of_work
from backend.ids import new_id
from backend.mandates import service as mandates
from backend.mandates.service import NewPlan
from backend.presets.schema import FOUNDING, Neighbourhood, Preset
from backend.programmes import service as programmes
from backend.programmes.service import NewLine, NewProgramme

WHY = "preset"
EURO_RATE = "euro_rate"
EXCHANGE = "exchange"


@unit_of_work
def found(preset: Preset, name: str | None = None) -> list[CommunityFacts]:
    """Found every neighbourhood of ``preset``; ``name`` replaces the name of a single one.

    Settings that hold by today are the first ones; later days follow as future rows. Raises what
    ``create_community`` and ``create_organisation`` raise.
    """
    today = clock.now().astimezone(ZoneInfo(preset.time_zone)).date()
    first, later = split(preset.settings, today)
    founded: dict[str, CommunityFacts] = {}
    for one in preset.neighbourhoods:
        shared = next(iter(founded.values())).currency.id if founded else None
        founded[one.key] = _community(preset, one, first, shared, name)
    slugs = {key: facts.slug for key, facts in founded.items()}
    for key, facts in founded.items():
        exchange = {today: {EXCHANGE: first[EXCHANGE]}} if EXCHANGE in first else {}
        for day, values in {**exchange, **later}.items():
            _hold(facts.id, day, _among(values, key, slugs))
        bodies = _organisations(preset, key, facts.id)
        _programmes(preset, key, facts.id, bodies, today)
        _plans(preset, key, facts.id, bodies)
    return [queries.community(facts.id) for facts in founded.values()]


def split(
    settings: Mapping[str, Mapping[str, Any]], today: date
) -> tuple[dict[str, Any], dict[date, Mapping[str, Any]]]:
    """What holds today by key, and what will hold by the day from which it does.

    What a preset says of a day that is past has been followed by what it says of a later one.
    """
    first = dict(settings.get(FOUNDING, {}))
    later: dict[date, Mapping[str, Any]] = {}
    for text in sorted(settings.keys() - {FOUNDING}):
        day = date.fromisoformat(text)
        if day <= today:
            first.update(settings[text])
        else:
            later[day] = settings[text]
    return first, later


def _community(
    preset: Preset,
    one: Neighbourhood,
    first: Mapping[str, Any],
    shared: uuid.UUID | None,
    name: str | None,
) -> CommunityFacts:
    alone = len(preset.neighbourhoods) == 1
    new = NewCommunity(
        name=name if name and alone else one.name,
        currency=shared or NewCurrency(**preset.currency.model_dump()),
        euro_rate=EuroRate.model_validate(first[EURO_RATE]),
        languages=preset.languages,
        timezone=preset.time_zone,
        settings={key: value for key, value in first.items() if key != EXCHANGE},
    )
    return queries.community(service.create_community(new))


def _among(values: Mapping[str, Any], key: str, slugs: Mapping[str, str]) -> dict[str, Any]:
    """``values`` as this neighbourhood has them: it exchanges with the others, by their slugs."""
    if EXCHANGE not in values:
        return dict(values)
    partners = [slugs.get(other, other) for other in values[EXCHANGE]["with"] if other != key]
    return {**values, EXCHANGE: {**values[EXCHANGE], "with": partners}}


def _hold(community_id: uuid.UUID, day: date, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        kept = check_value(key, value)
        facts = SettingFacts(key, kept, day, None, WHY, clock.now())
        dated_settings.add(community_id, facts)


def _organisations(preset: Preset, key: str, community_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """Open the organisations of a neighbourhood; their ids by name."""
    return {
        body.name: service.create_organisation(
            community_id,
            name=body.name,
            kind=body.kind,
            category=body.category,
            coin_share=body.coin_share_percent,
        ).id
        for body in preset.organisations
        if body.at in {None, key}
    }


def _programmes(
    preset: Preset, key: str, community_id: uuid.UUID, bodies: Mapping[str, uuid.UUID], today: date
) -> None:
    """Start the programmes of a neighbourhood, without any coin yet: two issuers make that."""
    for one in preset.programmes:
        if one.at in {None, key}:
            new = NewProgramme(
                community_id=community_id,
                funder=one.funder,
                funder_id=bodies.get(one.funder),
                name=one.name,
                purpose=one.purpose,
                starts_on=today,
                ends_on=today + relativedelta(months=one.months, days=-1),
                euro_cents=one.euro_cents,
                amount=one.amount,
                lines=[NewLine(new_id(), line.name, line.amount) for line in one.lines],
            )
            programmes.create_programme(new_id(), new, by=None)


def _plans(
    preset: Preset, key: str, community_id: uuid.UUID, bodies: Mapping[str, uuid.UUID]
) -> None:
    """Offer the standing orders of a neighbourhood, and its plots by number."""
    for one in preset.plans:
        if one.at not in {None, key}:
            continue
        new = NewPlan(
            community_id=community_id,
            organisation_id=bodies[one.organisation] if one.organisation else None,
            kind=one.kind,
            name=one.name,
            amount=one.amount,
            period=one.period,
            euro_cents=one.euro_cents,
            offer_days=one.offer_days,
        )
        plan = mandates.create_plan(new_id(), new, by=None)
        if one.plots:
            mandates.add_plots(plan.id, [str(number + 1) for number in range(one.plots)])
