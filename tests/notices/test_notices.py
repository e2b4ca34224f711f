"""People are told what happened: once, if it happened, kept for 90 days, and only they see it."""

from datetime import timedelta

import pytest
from flask import Flask

from backend import clock
from backend.communities import queries
from backend.db import unit_of_work
from backend.errors import Refused
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.notices import service
from backend.notices.jobs import JOBS, KEPT_DAYS
from backend.web.caller import Place
from tests.factories.communities import make_community, somebody
from tests.factories.identity import send


@unit_of_work
def tell_and_fail(person_id: object, community_id: object) -> None:
    service.tell([person_id], community_id, "due_failed", amount=1)  # type: ignore[list-item, arg-type]
    raise Refused


def test_notices_are_told_read_paged_and_pruned(app: Flask) -> None:
    community = make_community()
    samira, piet = (somebody(app, "member", Place(community.id)) for _ in range(2))
    start = clock.now()
    with pytest.raises(Refused):
        tell_and_fail(samira.person_id, community.id)
    for number in range(5):
        at = start + timedelta(seconds=number)
        clock.use_source(lambda at=at: at)  # type: ignore[misc]
        both = [samira.person_id, samira.person_id, piet.person_id]
        service.tell(both, community.id, "due_coming", number=number, plan=new_id())
    page = send(samira.client, "GET", "/me/notices?limit=3").json
    assert [one["params"]["number"] for one in page["notices"]] == [4, 3, 2]
    assert (page["unread"], page["notices"][0]["kind"]) == (5, "due_coming")
    rest = send(samira.client, "GET", f"/me/notices?limit=3&before={page['next']}").json
    assert [one["params"]["number"] for one in rest["notices"]] == [1, 0]
    assert rest["next"] is None

    foreign = send(piet.client, "GET", "/me/notices").json["notices"][0]["id"]
    read = {"up_to": foreign}
    assert send(samira.client, "POST", "/me/notices/read", read).status_code == 204
    assert send(samira.client, "GET", "/me/notices").json["unread"] == 5
    read = {"up_to": page["notices"][1]["id"]}
    assert send(samira.client, "POST", "/me/notices/read", read).status_code == 204
    after = send(samira.client, "GET", "/me/notices").json
    assert (after["unread"], after["notices"][0]["read_at"]) == (1, None)
    assert send(piet.client, "GET", "/me/notices").json["unread"] == 5

    today = community.day(start)
    facts = queries.community(community.id)
    run_due([facts], JOBS, today + timedelta(days=KEPT_DAYS - 7), strict=True)
    assert send(piet.client, "GET", "/me/notices").json["unread"] == 5
    run_due([facts], JOBS, today + timedelta(days=KEPT_DAYS + 9), strict=True)
    assert send(piet.client, "GET", "/me/notices").json["notices"] == []
