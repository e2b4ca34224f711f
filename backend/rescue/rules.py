"""Decisions about helpers and recoveries, from plain values; ``now`` is an argument.

Two people always let somebody back in: the one who begins a recovery never shows its link. Who
the second may be depends on the time. At once it is another coordinator or issuer; after the wait,
in which the member can stop it, anybody whom the neighbourhood gave a role, or a trusted helper.
Whoever answers for others is let back in after the wait only, and by an issuer.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.rescue.errors import (
    AppointedByFirst,
    NotASecond,
    OwnRecovery,
    RecoveryWaits,
    RoleTooNew,
    TooManyHelpers,
)

MOST_HELPERS = 5
OFFER_FOR = timedelta(days=1)
LINK_FOR = timedelta(hours=1)
OPEN_FOR = timedelta(days=14)
"""How long after the wait a recovery may still be finished."""
STOPPED_FOR = timedelta(days=30)
"""How long whoever began a recovery that the member stopped cannot begin another."""
HELD_DAYS = 7
"""For how many days a role has to be held before its holder lets anybody in."""

TRUSTED = frozenset({"issuer", "treasurer", "coordinator"})
AT_ONCE = frozenset({"coordinator", "issuer"})
AFTER_WAITING = frozenset({*TRUSTED, "shop_owner", "shop_staff"})
HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, since when, and whether the first of the two stands behind it.

    ``by_first``: the first gave it, or gave a role to whoever gave it, and so on.
    """

    role: str
    since: datetime
    by_first: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A recovery as far as it decides who may agree.

    ``other_issuers``: whether an issuer exists who neither began it nor is recovered by it.
    """

    person_id: uuid.UUID
    started_by: uuid.UUID
    opens_at: datetime
    trusted: bool
    other_issuers: bool


def check_room(helpers: int) -> None:
    """Raise TooManyHelpers when a member has no room for one more."""
    if helpers >= MOST_HELPERS:
        raise TooManyHelpers(most=MOST_HELPERS)


def check_first(
    starter_id: uuid.UUID, person_id: uuid.UUID, held: Collection[Held], now: datetime
) -> None:
    """Whether somebody may begin the recovery of a person.

    Raises OwnRecovery, NotASecond (no coordinator here), RoleTooNew.
    """
    if starter_id == person_id:
        raise OwnRecovery
    _check_held([one for one in held if one.role == "coordinator"], now)


def check_second(case: Case, second_id: uuid.UUID, held: Collection[Held], now: datetime) -> None:
    """Whether somebody may agree to a recovery at ``now``.

    Raises OwnRecovery for the person and for who began it, NotASecond, RecoveryWaits (the same
    person may later), RoleTooNew, AppointedByFirst.
    """
    if second_id in {case.person_id, case.started_by}:
        raise OwnRecovery
    at_once, later = _roles(case)
    fitting = [one for one in held if one.role in at_once | later]
    if now < case.opens_at and fitting and not any(one.role in at_once for one in fitting):
        raise RecoveryWaits(opens_at=case.opens_at.isoformat(), trusted=case.trusted)
    if now < case.opens_at:
        fitting = [one for one in fitting if one.role in at_once]
    _check_held(fitting, now)


def _roles(case: Case) -> tuple[frozenset[str], frozenset[str]]:
    """The roles that may agree at once, and those that may after the wait."""
    if not case.trusted:
        return AT_ONCE, AFTER_WAITING | {HELPER}
    return frozenset(), frozenset({"issuer"}) if case.other_issuers else TRUSTED


def _check_held(held: Collection[Held], now: datetime) -> None:
    if not held:
        raise NotASecond
    long_enough = [one for one in held if one.since <= now - timedelta(days=HELD_DAYS)]
    if not long_enough:
        raise RoleTooNew(days=HELD_DAYS)
    if all(one.by_first for one in long_enough):
        raise AppointedByFirst


def appointed_through(
    giver: uuid.UUID | None,
    first: uuid.UUID,
    givers: dict[uuid.UUID, frozenset[uuid.UUID]],
) -> bool:
    """Whether ``first`` gave a role that ``giver`` gave, or stands anywhere behind ``giver``.

    ``givers`` says of each person who gave them a role.
    """
    seen: set[uuid.UUID] = set()
    asked = [giver] if giver is not None else []
    while asked:
        one = asked.pop()
        if one == first:
            return True
        if one not in seen:
            seen.add(one)
            asked += givers.get(one, frozenset())
    return False
