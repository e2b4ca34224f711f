"""Why a task, a task code or a claim is refused.

What the code itself, its key and the clock tell is named in ``backend.codes.errors``.
"""

from backend.errors import Forbidden, Invalid, Refused


class CodeUnregistered(Refused):
    """The coordinator's phone never registered this code here, or registered another one."""

    code = "code_unregistered"


class CodeWithdrawn(Refused):
    """The coordinator withdrew this code."""

    code = "code_withdrawn"


class TaskWithdrawn(Refused):
    """The coordinator withdrew the task."""

    code = "task_withdrawn"


class OrganisationClosed(Refused):
    """The task's organisation is closed: while it is, nothing is earned there."""

    code = "organisation_closed"


class TaskNotStarted(Refused):
    """The task's window has not begun; ``starts_at`` is when it will (RFC 3339, UTC)."""

    code = "task_not_started"


class TaskEnded(Refused):
    """The task's window is over; ``ended_at`` is when it closed (RFC 3339, UTC)."""

    code = "task_ended"


class ClaimLimitPerson(Refused):
    """This person has claimed the task as often as one person may; ``limit`` says how often."""

    code = "claim_limit_person"


class ClaimLimitDay(Refused):
    """The task has been claimed as often as is possible today; ``limit`` says how often."""

    code = "claim_limit_day"


class ClaimLimitTotal(Refused):
    """The task has been claimed as often as it ever may be; ``limit`` says how often."""

    code = "claim_limit_total"


class OwnTask(Refused):
    """A coordinator of an organisation does not earn from its tasks."""

    code = "own_task"


class PositionRequired(Refused):
    """The task counts within ``radius`` metres of its place, and the claim does not say where."""

    code = "position_required"


class PositionVague(Refused):
    """The phone only knows about where it is: by ``accuracy`` metres it may be wrong."""

    code = "position_vague"


class TooFar(Refused):
    """The phone is ``metres`` from the task's place, further than its ``radius``."""

    code = "too_far"


class BudgetEmpty(Refused):
    """The budget holds less than the reward."""

    code = "budget_empty"


class CeilingMonth(Refused):
    """One may earn no more here in a calendar month: ``limit``, and ``left`` (minor units).

    ``again_on`` is the first day of the next one.
    """

    code = "ceiling_month"
    period = "month"


class CeilingYear(Refused):
    """One may earn no more here in a calendar year: ``limit``, and ``left`` (minor units).

    ``again_on`` is the first day of the next one.
    """

    code = "ceiling_year"
    period = "year"


CEILINGS = (CeilingMonth, CeilingYear)


class CeilingOfPerson(Refused):
    """Paying this claim would pass the ``limit`` (minor units) of this ``period`` for a member.

    For a coordinator, who is not told what the member earned elsewhere.
    """

    code = "ceiling_of_person"


class MinutesRequired(Invalid):
    """The task pays by time, and the claim does not say how long the work took."""

    code = "minutes_required"


class MinutesInvalid(Invalid):
    """Minutes that pay nothing, exceed a day, or belong to a task with a fixed reward.

    ``least`` is the smallest number that pays something, where there is one.
    """

    code = "minutes_invalid"


class OwnClaim(Forbidden):
    """Nobody decides about a claim of their own."""

    code = "own_claim"


class NotCheckedIn(Refused):
    """A check-out without a check-in, or a second one: there is no time to pay for."""

    code = "not_checked_in"


class StayForgotten(Refused):
    """Checked in ``since`` (RFC 3339, UTC) so long ago that only a coordinator can end it."""

    code = "stay_forgotten"


class StayTooShort(Refused):
    """The time between check-in and check-out, ``minutes``, pays nothing yet: ``least`` do."""

    code = "stay_too_short"


class StayTimeInvalid(Invalid):
    """Somebody left before they came, or later than now."""

    code = "stay_time_invalid"


class CodeKindWrong(Refused):
    """A task paid by measured time has codes to check in and out; others do not."""

    code = "code_kind_wrong"


class CodeChecksIn(Refused):
    """The code is for checking in: nothing is paid for that alone."""

    code = "code_checks_in"


class CodeLiveOnly(Refused):
    """A code on a coordinator's screen is scanned there: it cannot be typed."""

    code = "code_live_only"


class SecondLookOwn(Refused):
    """The claim waits for a second look, and whoever looked first asks again."""

    code = "second_look_own"


class SecondLookByCoordinator(Refused):
    """The organisation has another coordinator, who gives the second look."""

    code = "second_look_by_coordinator"


class FirstLookMissing(Refused):
    """Nobody has looked at this claim yet, or it needs no second look."""

    code = "first_look_missing"


class ClaimDeclined(Refused):
    """The claim was declined before, so it cannot be approved."""

    code = "claim_declined"


class RewardPrinted(Refused):
    """The reward stands on paper: a code of this task was registered. Make a new task instead."""

    code = "reward_printed"


class RewardRateFixed(Refused):
    """By this community's rules an hour of work is worth ``per_hour`` (minor units), no other."""

    code = "reward_rate_fixed"


class RewardNotListed(Refused):
    """By this community's rules a fixed reward is that of an act on its list."""

    code = "reward_not_listed"


class ActUnknown(Refused):
    """No act of this name is on the community's list today."""

    code = "act_unknown"


class ActAmount(Refused):
    """The act on the community's list has another reward: ``amount`` (minor units)."""

    code = "act_amount"


class ActOnlyFixed(Invalid):
    """A listed act has a fixed reward; work by the hour has none."""

    code = "act_only_fixed"


class MaxMinutesRequired(Invalid):
    """A task that pays by the hour without approval says how many minutes it pays at most."""

    code = "max_minutes_required"


class MinutesOnlyPerHour(Invalid):
    """A fixed reward has no maximum of minutes and no step."""

    code = "minutes_only_per_hour"


class WindowInvalid(Invalid):
    """The task's window ends before it begins."""

    code = "window_invalid"


class BudgetForeign(Refused):
    """The budget is not one of the organisation's."""

    code = "budget_foreign"


class CodeIsNote(Refused):
    """This is a note with a value of its own, and no work to claim: it is taken as a note."""

    code = "code_is_note"
