"""What a claim is worth, and which refusal applies. Pure: every fact and the time are arguments."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from backend.amounts import MAX_AMOUNT
from backend.errors import AmountInvalid, Invalid
from backend.payments.errors import CodeUsed
from backend.tasks import errors, spots
from backend.tasks.spots import Position, Spot

FIXED = "fixed"
PER_HOUR = "per_hour"
MINUTES_OF_AN_HOUR = 60
MINUTES_OF_A_DAY = 24 * 60
DEFAULT_MINUTE_STEP = 15

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Reward:
    """``amount`` minor units, once (``fixed``) or ``per_hour``.

    By the hour, minutes are rounded down to ``minute_step`` and paid up to ``max_minutes``.
    """

    kind: str
    amount: int
    max_minutes: int | None = None
    minute_step: int | None = None

    @property
    def step(self) -> int:
        """Minutes that are paid together."""
        return self.minute_step or DEFAULT_MINUTE_STEP


@dataclass(frozen=True, slots=True)
class Window:
    """From ``starts_at`` until just before ``ends_at`` (aware); None is open on that side."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a task may be claimed by one person, on one day and in all; None is without end."""

    per_person: int | None = None
    per_day: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """One limited dimension of a task: its ``scope``, its ``cap``, and what a full one is called.

    ``scope`` names the row that counts: of this person, of this day, of the whole task, or of one
    code that counts once.
    """

    scope: str
    cap: int
    full: type[errors.ClaimLimitPerson | errors.ClaimLimitDay | errors.ClaimLimitTotal | CodeUsed]


@dataclass(frozen=True, slots=True)
class Room:
    """What a person may still earn in a period: ``left`` of ``limit`` (minor units).

    ``over`` is the first day after the period; ``full`` is what passing the limit is called.
    """

    limit: int
    left: int
    over: date
    full: type[errors.CeilingMonth | errors.CeilingYear]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A claim as it would be made now.

    ``used`` counts claims by counter scope and ``budget`` is a balance in minor units; None when
    they were not read, because the database will refuse what exceeds them. ``position`` is where
    the phone is, for a task with a ``spot``; from ``second_look_from`` (minor units) on two people
    look before it is paid.
    """

    code_withdrawn: bool
    task_withdrawn: bool
    organisation_open: bool
    window: Window
    reward: Reward
    needs_approval: bool
    counters: tuple[Counter, ...]
    coordinates: bool
    minutes: int | None
    used: Mapping[str, int] | None = None
    budget: int | None = None
    rooms: tuple[Room, ...] = ()
    spot: Spot | None = None
    position: Position | None = None
    second_look_from: int | None = None
    measured: bool = False


def decide(situation: Situation, now: datetime) -> int:
    """What the claim is worth in minor units, or the first refusal that applies, raised."""
    _refuse_closed(situation, now)
    used = situation.used or {}
    for counter in situation.counters:
        if used.get(counter.scope, 0) >= counter.cap:
            raise counter.full(limit=counter.cap)
    if situation.coordinates:
        raise errors.OwnTask
    spots.require_near(situation.spot, situation.position)
    _refuse_empty_budget(situation)
    amount = _worth(situation)
    require_room(amount, situation.rooms)
    return amount


def _refuse_closed(situation: Situation, now: datetime) -> None:
    starts_at, ends_at = situation.window.starts_at, situation.window.ends_at
    require_open(
        code_withdrawn=situation.code_withdrawn,
        task_withdrawn=situation.task_withdrawn,
        organisation_open=situation.organisation_open,
    )
    if starts_at is not None and now < starts_at:
        raise errors.TaskNotStarted(starts_at=_rfc3339(starts_at))
    if ends_at is not None and now >= ends_at:
        raise errors.TaskEnded(ended_at=_rfc3339(ends_at))


def require_room(amount: int, rooms: tuple[Room, ...]) -> None:
    """Raise CeilingMonth or CeilingYear when ``amount`` (minor units) is more than is left."""
    for room in rooms:
        if amount > room.left:
            raise room.full(limit=room.limit, left=room.left, again_on=room.over.isoformat())


def require_open(*, code_withdrawn: bool, task_withdrawn: bool, organisation_open: bool) -> None:
    """Raise CodeWithdrawn, TaskWithdrawn or OrganisationClosed when that is so."""
    if code_withdrawn:
        raise errors.CodeWithdrawn
    if task_withdrawn:
        raise errors.TaskWithdrawn
    if not organisation_open:
        raise errors.OrganisationClosed


def _refuse_empty_budget(situation: Situation) -> None:
    """A claim that waits for approval takes nothing yet, so only others need the coin now."""
    if situation.budget is None or situation.needs_approval:
        return
    try:
        amount = _worth(situation)
    except (Invalid, errors.StayTooShort):
        amount = 1
    if situation.budget < amount and not needs_second(amount, situation.second_look_from):
        raise errors.BudgetEmpty


def needs_second(amount: int, second_look_from: int | None) -> bool:
    """Whether two people look at a claim of ``amount``, both in minor units."""
    return second_look_from is not None and amount >= second_look_from


def worth(reward: Reward, minutes: int | None) -> int:
    """Minor units for ``minutes`` of work, rounded down. Raises MinutesRequired, MinutesInvalid."""
    if reward.kind == FIXED:
        if minutes is not None:
            raise errors.MinutesInvalid
        return reward.amount
    if minutes is None:
        raise errors.MinutesRequired
    amount = reward.amount * paid_minutes(reward, minutes) // MINUTES_OF_AN_HOUR
    if not 0 < minutes <= MINUTES_OF_A_DAY or amount == 0:
        raise errors.MinutesInvalid(least=least_minutes(reward))
    return amount


def _worth(situation: Situation) -> int:
    if situation.measured:
        return worth_of_stay(situation.reward, situation.minutes or 0)
    return worth(situation.reward, situation.minutes)


def worth_of_stay(reward: Reward, minutes: int) -> int:
    """Minor units for measured ``minutes``. Raises StayTooShort when they pay nothing yet."""
    least = least_minutes(reward)
    if minutes < least:
        raise errors.StayTooShort(minutes=max(0, minutes), least=least)
    return worth(reward, min(minutes, MINUTES_OF_A_DAY))


def least_worth(reward: Reward) -> int:
    """The least that a claim pays, in minor units."""
    if reward.kind == FIXED:
        return reward.amount
    return reward.amount * least_minutes(reward) // MINUTES_OF_AN_HOUR


def paid_minutes(reward: Reward, minutes: int) -> int:
    """``minutes`` rounded down to the step, and to the maximum."""
    counted = minutes if reward.max_minutes is None else min(minutes, reward.max_minutes)
    return counted - counted % reward.step


def least_minutes(reward: Reward) -> int:
    """The fewest minutes that pay one minor unit or more."""
    for_one_unit = -(-MINUTES_OF_AN_HOUR // reward.amount)
    return -(-for_one_unit // reward.step) * reward.step


def check_task(
    reward: Reward, window: Window, *, needs_approval: bool, measured: bool = False
) -> None:
    """Return when a task may be like this.

    Raises MinutesOnlyPerHour, MaxMinutesRequired, AmountInvalid (a claim could exceed what one
    transfer carries, or pay nothing) or WindowInvalid.
    """
    if reward.kind == FIXED:
        if measured or reward.max_minutes is not None or reward.minute_step is not None:
            raise errors.MinutesOnlyPerHour
    else:
        _check_per_hour(reward, needs_approval=needs_approval)
    if window.starts_at and window.ends_at and window.ends_at <= window.starts_at:
        raise errors.WindowInvalid


def _check_per_hour(reward: Reward, *, needs_approval: bool) -> None:
    if reward.max_minutes is None and not needs_approval:
        raise errors.MaxMinutesRequired
    most = paid_minutes(reward, MINUTES_OF_A_DAY)
    amount = reward.amount * most // MINUTES_OF_AN_HOUR
    if amount > MAX_AMOUNT:
        raise AmountInvalid(reason="too_large")
    if amount == 0:
        raise AmountInvalid(reason="zero")


def counters(limits: Limits, person_id: uuid.UUID, day: date) -> tuple[Counter, ...]:
    """The counters that a claim by ``person_id`` on ``day`` uses up, in the order of refusals."""
    possible = (
        (scope_of_person(person_id), limits.per_person, errors.ClaimLimitPerson),
        (scope_of_day(day), limits.per_day, errors.ClaimLimitDay),
        (TOTAL, limits.total, errors.ClaimLimitTotal),
    )
    return tuple(Counter(scope, cap, full) for scope, cap, full in possible if cap is not None)


def counter_of_live(code_id: str, person_id: uuid.UUID) -> Counter:
    """The counter of one person's one claim in one session of a live code."""
    return Counter(f"once:{code_id}:{person_id}", 1, errors.ClaimLimitPerson)


def counter_of_code(sealed_id: str) -> Counter:
    """The counter of a code that pays once, whoever scans it first."""
    return Counter(scope_of_code(sealed_id), 1, CodeUsed)


def scope_of_code(sealed_id: str) -> str:
    """The name of the counter of one single-use code, by its id as it lies in the database."""
    return f"code:{sealed_id}"


def scope_of_person(person_id: uuid.UUID) -> str:
    """The name of the counter of one person's claims."""
    return f"person:{person_id}"


def scope_of_day(day: date) -> str:
    """The name of the counter of one day's claims; the day is the community's."""
    return f"day:{day.isoformat()}"


def claims_left(limited: tuple[Counter, ...], used: Mapping[str, int]) -> int | None:
    """How many more claims these counters allow now; None when nothing limits them."""
    left = [max(0, counter.cap - used.get(counter.scope, 0)) for counter in limited]
    return min(left, default=None)


def _rfc3339(instant: datetime) -> str:
    text = instant.astimezone(UTC).isoformat()
    return text.replace("+00:00", "Z")
