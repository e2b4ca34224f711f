"""Use cases: settings of a community, each value with the day from which it holds."""

import uuid
from datetime import date

from backend import clock
from backend.communities import queries, rules
from backend.communities.facts import CommunityFacts, SettingFacts
from backend.communities.models import Setting
from backend.communities.setting_values import CurrentSettings, check_value, default_of
from backend.db import db, unit_of_work
from backend.ids import new_id


def setting(community: CommunityFacts, key: str, on: date | None = None) -> object:
    """The value of ``key`` that holds on a day (community's time zone), by default today.

    Where nobody ever set it, its default. Raises SettingUnknown.
    """
    day = on or community.day(clock.now())
    return rules.value_on(community.settings, key, day, default_of(key))


def since(community: CommunityFacts, key: str, on: date) -> date | None:
    """The day from which the value that holds on a day has held; None where it is the default."""
    days = [row.valid_from for row in community.settings if row.key == key]
    return max((day for day in days if day <= on), default=None)


def current(community: CommunityFacts) -> CurrentSettings:
    """Every value that holds today."""
    keys = CurrentSettings.model_fields
    return CurrentSettings.model_validate({key: setting(community, key) for key in keys})


@unit_of_work
def set_value(
    community_id: uuid.UUID, key: str, value: object, valid_from: date, *, by: uuid.UUID, why: str
) -> SettingFacts:
    """Let ``key`` have ``value`` from ``valid_from`` on; what was set before stays on record.

    Raises SettingUnknown, SettingInvalid, SettingInPast (today is the earliest day).
    """
    kept = check_value(key, value)
    today = queries.community(community_id).day(clock.now())
    rules.check_valid_from(valid_from, today)
    facts = SettingFacts(key, kept, valid_from, by, why, clock.now())
    add(community_id, facts)
    return facts


def add(community_id: uuid.UUID, facts: SettingFacts) -> None:
    """Write one value down, as part of the unit of work that is under way."""
    db.session.add(
        Setting(
            id=new_id(),
            community_id=community_id,
            key=facts.key,
            value=facts.value,
            valid_from=facts.valid_from,
            set_by=facts.set_by,
            why=facts.why,
            created_at=facts.created_at,
        )
    )
