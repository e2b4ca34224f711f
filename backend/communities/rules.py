"""Decisions about neighbourhoods, from plain values alone."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from backend.communities.errors import (
    LinkExpired,
    LinkUsed,
    RoleNotHere,
    SettingInPast,
    SettingUnknown,
)
from backend.communities.facts import SettingFacts
from backend.web.caller import COMMUNITY_ROLES, ORGANISATION_ROLES

LINK_LIFE = timedelta(days=7)
SHOP_ROLES = frozenset({"shop_owner", "shop_staff"})

State = Literal["past", "holds", "coming", "replaced"]


def value_on(
    rows: Iterable[SettingFacts], key: str, day: date, default: object | None = None
) -> object:
    """The value of ``key`` that holds on ``day``.

    Of the rows valid by then the latest ``valid_from`` counts, and of several for one day the one
    written last. Before its first day a setting has its default or, with none, its first value.
    Raises SettingUnknown.
    """
    values = _in_order(rows, key)
    held = [row for row in values if row.valid_from <= day]
    if held:
        return held[-1].value
    if default is not None:
        return default
    if not values:
        raise SettingUnknown(key=key)
    return _first(values).value


def state_on(rows: Sequence[SettingFacts], row: SettingFacts, day: date) -> State:
    """What ``row``, one of ``rows``, is on ``day``: replaced when another took its own day."""
    values = _in_order(rows, row.key)
    if [one for one in values if one.valid_from == row.valid_from][-1] != row:
        return "replaced"
    if row.valid_from > day:
        return "coming"
    return "holds" if [one for one in values if one.valid_from <= day][-1] == row else "past"


def _in_order(rows: Iterable[SettingFacts], key: str) -> list[SettingFacts]:
    return sorted(
        (row for row in rows if row.key == key), key=lambda row: (row.valid_from, row.created_at)
    )


def _first(values: list[SettingFacts]) -> SettingFacts:
    return [row for row in values if row.valid_from == values[0].valid_from][-1]


def check_valid_from(valid_from: date, today: date) -> None:
    """Raise SettingInPast when ``valid_from`` is before ``today`` (community's time zone)."""
    if valid_from < today:
        raise SettingInPast(earliest=today.isoformat())


def check_role_at(role: str, kind: str | None, counters: Collection[str]) -> None:
    """Raise RoleNotHere unless ``role`` can be held at an organisation of ``kind``.

    ``kind`` is None for the community itself; ``counters`` are the kinds that have a counter.
    """
    if kind is None:
        possible = role in COMMUNITY_ROLES
    else:
        possible = role in ORGANISATION_ROLES and (kind in counters or role not in SHOP_ROLES)
    if not possible:
        raise RoleNotHere(role=role)


def check_link(expires_at: datetime, used_at: datetime | None, now: datetime) -> None:
    """Raise LinkUsed or LinkExpired unless the link can still be used at ``now``."""
    if used_at is not None:
        raise LinkUsed
    if now >= expires_at:
        raise LinkExpired


def may_give(role: str) -> frozenset[str]:
    """Who gives ``role`` by a link: an issuer every role, a shop's owner that of its staff."""
    return frozenset({"issuer", "shop_owner"} if role == "shop_staff" else {"issuer"})


def slug_of(name: str) -> str:
    """``name`` in lower-case ASCII letters, digits and dashes; "community" if none is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "community"
