"""Dated rules for tests. Every function needs an app context."""

import uuid
from datetime import date

from backend import clock
from backend.communities import dated_settings, queries
from tests.factories.identity import make_person


def set_rule(
    community_id: uuid.UUID, key: str, value: object, from_day: date | None = None
) -> None:
    """Let ``key`` have ``value`` from a day on, by default today."""
    today = queries.community(community_id).day(clock.now())
    dated_settings.set_value(
        community_id, key, value, from_day or today, by=make_person("Anneke"), why="proef"
    )
