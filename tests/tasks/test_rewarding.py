"""A community's rules about rewards bite where a coordinator makes or changes a task."""

from typing import Any

from backend.communities.queries import CommunityFacts
from tests.factories.communities import Somebody
from tests.factories.rules import set_rule
from tests.factories.tasks import BY_THE_HOUR, FIXED, Desk, claim, expect, refusal, wallet_of

ACTS = [
    {"name": "Portiek schoonmaken", "amount": 2_500, "minutes": 60},
    {"name": "Cursus", "amount": 500},
]


def offered(desk: Desk, **fields: object) -> Any:
    path = f"/organisations/{desk.organisation.id}/tasks"
    return desk.send("POST", path, desk.described(**fields))


def test_an_hour_is_worth_what_the_rule_says_and_printed_tasks_stay_as_they_were(
    community: CommunityFacts, desk: Desk, resident: Somebody
) -> None:
    task, poster = desk.poster_of(reward={**BY_THE_HOUR, "amount": 1_000})
    set_rule(community.id, "rewards", {"per_hour": 2_000})
    answer = offered(desk, reward=BY_THE_HOUR)
    assert (answer.status_code, refusal(answer)) == (409, "reward_rate_fixed")
    assert answer.json["per_hour"] == 2_000
    made = expect(201, offered(desk, reward={**BY_THE_HOUR, "amount": 2_000}))
    # An earlier task goes on, also when something else of it is changed; its reward may not move.
    expect(200, desk.change(task, title="Anders"))
    assert expect(200, claim(resident.client, poster["jws"], minutes=60))["amount"] == 1_000
    other = {**BY_THE_HOUR, "amount": 1_500}
    assert refusal(desk.change(made, reward=other)) == "reward_rate_fixed"
    expect(201, offered(desk, reward=FIXED))


def test_a_fixed_reward_is_that_of_a_listed_act(community: CommunityFacts, desk: Desk) -> None:
    free = desk.offer()
    set_rule(community.id, "rewards", {"acts": ACTS, "listed_only": True})
    assert refusal(offered(desk)) == "reward_not_listed"
    assert refusal(offered(desk, act="Dansen")) == "act_unknown"
    wrong = offered(desk, act="Cursus")
    assert (refusal(wrong), wrong.json["amount"]) == ("act_amount", 500)
    made = expect(201, offered(desk, act="Portiek schoonmaken"))
    assert (made["act"], made["act_minutes"]) == ("Portiek schoonmaken", 60)
    by_hour = offered(desk, act="Cursus", reward=BY_THE_HOUR)
    assert (by_hour.status_code, refusal(by_hour)) == (422, "act_only_fixed")
    changed = desk.change(made, act="Cursus", reward={"kind": "fixed", "amount": 500})
    assert expect(200, changed)["act_minutes"] is None
    assert refusal(desk.change(changed.json, act=None)) == "reward_not_listed"
    assert expect(200, desk.change(free, place="Elders"))["act"] is None
    again = desk.described(act="Cursus", reward={"kind": "fixed", "amount": 500})
    path = f"/organisations/{desk.organisation.id}/tasks"
    expect(201, desk.send("POST", path, again))
    set_rule(community.id, "rewards", {"acts": []})
    # The same command again is the same task, whatever the rules have become.
    expect(201, desk.send("POST", path, again))
    assert refusal(desk.send("POST", path, {**again, "act": None})) == "id_conflict"


def test_what_was_claimed_under_an_old_rule_is_paid_as_it_was_said(
    community: CommunityFacts, desk: Desk, resident: Somebody
) -> None:
    _, poster = desk.poster_of(reward=BY_THE_HOUR, needs_approval=True)
    waiting = expect(200, claim(resident.client, poster["jws"], minutes=60))
    set_rule(community.id, "rewards", {"per_hour": 100, "listed_only": True})
    set_rule(community.id, "euro_rate", {"coins": 1, "euro_cents": 1})
    assert expect(200, desk.send("POST", f"/claims/{waiting['id']}/approve"))["amount"] == 2_500
    assert wallet_of(community, resident.person_id) == 2_500
