"""What a claim is worth and which refusal comes first, with plain values."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from backend.errors import AmountInvalid, DomainError
from backend.tasks import errors, rules
from backend.tasks.rules import Limits, Reward, Situation, Window

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
WHO = uuid.UUID("019aaf00-0000-7000-8000-000000000001")
DAY = date(2026, 11, 23)
ALL_LIMITS = Limits(per_person=1, per_day=5, total=9)
FIXED = Reward("fixed", 2_500)
HOURLY = Reward("per_hour", 2_500, max_minutes=180, minute_step=15)

OPEN = Situation(
    code_withdrawn=False,
    task_withdrawn=False,
    organisation_open=True,
    window=Window(),
    reward=HOURLY,
    needs_approval=False,
    counters=rules.counters(ALL_LIMITS, WHO, DAY),
    coordinates=False,
    minutes=60,
    used={},
    budget=1_000_000,
)
FULL = {rules.scope_of_person(WHO): 1, rules.scope_of_day(DAY): 5, rules.TOTAL: 9}

# Each spoils one more thing, from the last refusal of the protocol's order to the first.
SPOILERS = [
    (errors.MinutesInvalid, {"minutes": 14}),
    (errors.MinutesRequired, {"minutes": None}),
    (errors.BudgetEmpty, {"budget": 0}),
    (errors.OwnTask, {"coordinates": True}),
    (errors.ClaimLimitTotal, {"used": {rules.TOTAL: 9}}),
    (errors.ClaimLimitDay, {"used": {rules.TOTAL: 9, rules.scope_of_day(DAY): 5}}),
    (errors.ClaimLimitPerson, {"used": FULL}),
    (errors.TaskEnded, {"window": Window(None, NOW)}),
    (
        errors.TaskNotStarted,
        {"window": Window(NOW + timedelta(milliseconds=1), NOW + timedelta(days=1))},
    ),
    (errors.OrganisationClosed, {"organisation_open": False}),
    (errors.TaskWithdrawn, {"task_withdrawn": True}),
    (errors.CodeWithdrawn, {"code_withdrawn": True}),
]


def refused(situation: Situation) -> type[DomainError] | None:
    try:
        rules.decide(situation, NOW)
    except DomainError as refusal:
        return type(refusal)
    return None


def test_nothing_refuses_an_ordinary_claim() -> None:
    assert rules.decide(OPEN, NOW) == 2_500


def test_refusals_come_in_the_order_of_the_protocol() -> None:
    situation = OPEN
    for expected, change in SPOILERS:
        situation = replace(situation, **change)  # type: ignore[arg-type]
        assert refused(situation) is expected


@pytest.mark.parametrize(("expected", "change"), SPOILERS)
def test_each_refusal_applies_by_itself(
    expected: type[DomainError], change: dict[str, object]
) -> None:
    assert refused(replace(OPEN, **change)) is expected  # type: ignore[arg-type]


def test_what_was_not_read_refuses_nothing() -> None:
    assert refused(replace(OPEN, used=None, budget=None)) is None


def test_a_claim_that_waits_needs_no_coin_yet() -> None:
    assert refused(replace(OPEN, needs_approval=True, budget=0)) is None


def test_a_budget_must_hold_the_whole_reward() -> None:
    assert refused(replace(OPEN, budget=2_499)) is errors.BudgetEmpty
    assert refused(replace(OPEN, budget=2_500)) is None


def test_a_window_holds_from_its_start_until_just_before_its_end() -> None:
    tick = timedelta(milliseconds=1)
    assert refused(replace(OPEN, window=Window(NOW, NOW + tick))) is None
    assert refused(replace(OPEN, window=Window(NOW + tick, None))) is errors.TaskNotStarted
    assert refused(replace(OPEN, window=Window(None, NOW))) is errors.TaskEnded


@pytest.mark.parametrize(
    ("minutes", "worth"),
    [(15, 625), (29, 625), (30, 1_250), (60, 2_500), (180, 7_500), (181, 7_500), (1_440, 7_500)],
)
def test_time_is_rounded_down_to_the_step_and_the_maximum(minutes: int, worth: int) -> None:
    assert rules.worth(HOURLY, minutes) == worth


@pytest.mark.parametrize("minutes", [-60, 0, 1, 14, 1_441, 10**30])
def test_time_that_pays_nothing_or_passes_a_day_is_refused(minutes: int) -> None:
    with pytest.raises(errors.MinutesInvalid) as refusal:
        rules.worth(HOURLY, minutes)
    assert refusal.value.params == {"least": 15}


def test_a_maximum_that_is_no_whole_step_pays_whole_steps() -> None:
    assert rules.worth(replace(HOURLY, max_minutes=50), 180) == 2_500 * 45 // 60


def test_parts_of_a_minor_unit_are_dropped() -> None:
    assert rules.worth(Reward("per_hour", 1, 180, 15), 119) == 1
    assert rules.least_minutes(Reward("per_hour", 1, 180, 15)) == 60
    assert rules.least_minutes(Reward("per_hour", 7, 180, 5)) == 10


def test_without_a_step_time_is_paid_by_the_quarter_of_an_hour() -> None:
    assert rules.worth(replace(HOURLY, minute_step=None), 29) == 625


def test_a_fixed_reward_takes_no_minutes() -> None:
    assert rules.worth(FIXED, None) == 2_500
    with pytest.raises(errors.MinutesInvalid):
        rules.worth(FIXED, 60)


def test_only_limited_dimensions_are_counted() -> None:
    assert rules.counters(Limits(), WHO, DAY) == ()
    scopes = [counter.scope for counter in rules.counters(ALL_LIMITS, WHO, DAY)]
    assert scopes == [f"person:{WHO}", "day:2026-11-23", "total"]


def test_what_is_left_is_the_least_of_the_limits_and_never_negative() -> None:
    limited = rules.counters(ALL_LIMITS, WHO, DAY)
    assert rules.claims_left((), {}) is None
    assert rules.claims_left(limited, {}) == 1
    assert rules.claims_left(limited[1:], {rules.TOTAL: 7}) == 2
    assert rules.claims_left(limited, {rules.TOTAL: 12}) == 0


@pytest.mark.parametrize(
    ("reward", "needs_approval", "expected"),
    [
        (FIXED, False, None),
        (replace(FIXED, max_minutes=60), False, errors.MinutesOnlyPerHour),
        (replace(FIXED, minute_step=15), False, errors.MinutesOnlyPerHour),
        (HOURLY, False, None),
        (replace(HOURLY, max_minutes=None), True, None),
        (replace(HOURLY, max_minutes=None), False, errors.MaxMinutesRequired),
        (Reward("per_hour", 2_147_483_647, 60), False, None),
        (Reward("per_hour", 2_147_483_647, 75), False, AmountInvalid),
        (Reward("per_hour", 2_147_483_647), True, AmountInvalid),
        (Reward("per_hour", 1, 45), False, AmountInvalid),
        (Reward("per_hour", 2_500, 10), False, AmountInvalid),
    ],
)
def test_a_task_that_cannot_be_paid_is_not_made(
    reward: Reward, needs_approval: bool, expected: type[DomainError] | None
) -> None:
    if expected is None:
        rules.check_task(reward, Window(), needs_approval=needs_approval)
        return
    with pytest.raises(expected):
        rules.check_task(reward, Window(), needs_approval=needs_approval)


def test_a_window_ends_after_it_begins() -> None:
    rules.check_task(FIXED, Window(NOW, NOW + timedelta(days=1)), needs_approval=False)
    with pytest.raises(errors.WindowInvalid):
        rules.check_task(FIXED, Window(NOW, NOW), needs_approval=False)
