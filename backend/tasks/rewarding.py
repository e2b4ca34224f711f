"""A community's rules about rewards, where a coordinator makes a task or changes its reward.

A task that was made under earlier rules goes on as it was: its reward may hang on a wall.
"""

from backend import clock
from backend.communities import queries
from backend.communities import service as communities
from backend.communities.service import RewardRules
from backend.tasks import errors
from backend.tasks.models import Task
from backend.tasks.rules import FIXED


def apply(task: Task) -> None:
    """Check the reward of ``task`` by the rules of today, and note what its act usually takes.

    Raises RewardRateFixed, RewardNotListed, ActUnknown, ActAmount, ActOnlyFixed.
    """
    community = queries.community(task.community_id)
    held = communities.reward_rules(community, community.day(clock.now()))
    if task.reward_kind == FIXED:
        task.act_minutes = _minutes_of_act(task, held)
        return
    if task.act is not None:
        raise errors.ActOnlyFixed
    task.act_minutes = None
    if held.per_hour not in {None, task.reward_amount}:
        raise errors.RewardRateFixed(per_hour=held.per_hour)


def _minutes_of_act(task: Task, held: RewardRules) -> int | None:
    if task.act is None:
        if held.listed_only:
            raise errors.RewardNotListed
        return None
    act = next((act for act in held.acts if act.name == task.act), None)
    if act is None:
        raise errors.ActUnknown
    if act.amount != task.reward_amount:
        raise errors.ActAmount(amount=act.amount)
    return act.minutes
