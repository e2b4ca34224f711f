"""Nobody earns past the community's own ceilings, however many claims are under way at once."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from flask import Flask

from backend import clock
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.ledger import service as ledger
from tests.factories.communities import Somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import transfer
from tests.factories.rules import set_rule
from tests.factories.tasks import Desk, claim, expect, make_desk, refusal, wallet_of

AT_ONCE = 10


def reverse(desk: Desk, resident: Somebody, claim_id: str, amount: int) -> None:
    """Take a reward, or part of it, back."""
    wallet = ledger.wallet(desk.community.id, resident.person_id)
    fields = {"reverses": UUID(claim_id), "at": clock.now()}
    ledger.book(transfer("reward_reversal", wallet, desk.budget.account_id, amount, **fields))


def test_claims_at_once_over_two_organisations_stay_under_the_ceiling(
    app: Flask, community: CommunityFacts, desk: Desk, resident: Somebody
) -> None:
    _, here = desk.poster_of()
    _, there = make_desk(app, community).poster_of()
    first = expect(200, claim(resident.client, here["jws"]))
    set_rule(community.id, "ceilings", {"month": 10_000})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        work = [
            pool.submit(contextvars.Context().run, claim, resident.client, code["jws"])
            for code in [here, there] * (AT_ONCE // 2)
        ]
        answers = [one.result() for one in work]
    booked = [answer for answer in answers if answer.status_code == 200]
    refused = [answer.json for answer in answers if answer.status_code == 409]
    assert (len(booked), len(refused)) == (3, AT_ONCE - 3)
    assert {(one["code"], one["limit"], one["left"]) for one in refused} == {
        ("ceiling_month", 10_000, 0)
    }
    assert wallet_of(community, resident.person_id) == 10_000
    # The command that was booked stays booked; coin that is taken back makes room again.
    again = claim(resident.client, here["jws"], claim_id=UUID(first["id"]))
    assert expect(200, again) == first
    reverse(desk, resident, first["id"], 1_000)
    short = claim(resident.client, here["jws"])
    assert (refusal(short), short.json["left"]) == ("ceiling_month", 1_000)
    reverse(desk, resident, first["id"], 1_500)
    expect(200, claim(resident.client, here["jws"]))


def test_months_and_years_are_the_neighbourhoods_own(
    app: Flask, community: CommunityFacts, desk: Desk, resident: Somebody
) -> None:
    task = desk.offer()
    set_rule(community.id, "ceilings", {"month": 2_500, "year": 5_000})

    def claim_at(moment: datetime) -> str:
        clock.use_source(lambda: moment)
        present = replace(desk, client=signed_in_client(app, desk.person_id))
        client = signed_in_client(app, resident.person_id)
        answer = claim(client, present.poster(task)["jws"])
        return "booked" if answer.status_code == 200 else refusal(answer)

    year = clock.now().year + 1
    assert claim_at(datetime(year, 3, 31, 21, 59, tzinfo=UTC)) == "booked"
    assert claim_at(datetime(year, 3, 31, 21, 59, 30, tzinfo=UTC)) == "ceiling_month"
    # In Amsterdam it is April.
    assert claim_at(datetime(year, 3, 31, 22, 0, tzinfo=UTC)) == "booked"
    assert claim_at(datetime(year, 12, 31, 22, 59, tzinfo=UTC)) == "ceiling_year"
    assert claim_at(datetime(year, 12, 31, 23, 0, tzinfo=UTC)) == "booked"


def test_an_approval_does_not_pass_the_ceiling_and_tells_no_coordinator_why(
    community: CommunityFacts, desk: Desk, resident: Somebody
) -> None:
    _, poster = desk.poster_of(needs_approval=True)
    waiting = [expect(200, claim(resident.client, poster["jws"]))["id"] for _ in range(3)]
    set_rule(community.id, "ceilings", {"month": None, "year": 5_000})
    path = f"/organisations/{desk.organisation.id}/claims/approve"
    result = expect(200, desk.send("POST", path, {"ids": waiting[:2]}))
    assert result == {"approved": waiting[:2], "looked": [], "failed": []}
    answer = desk.send("POST", f"/claims/{waiting[2]}/approve")
    assert (answer.status_code, refusal(answer)) == (409, "ceiling_of_person")
    assert (answer.json["period"], answer.json["limit"]) == ("year", 5_000)
    assert "left" not in answer.json
    assert [one["id"] for one in desk.waiting()] == [waiting[2]]
    assert refusal(claim(resident.client, poster["jws"])) == "ceiling_year"
    set_rule(community.id, "ceilings", {"month": None, "year": None})
    expect(200, desk.send("POST", f"/claims/{waiting[2]}/approve"))
    db.session.rollback()
    assert wallet_of(community, resident.person_id) == 7_500
    assert send(resident.client, "GET", f"/communities/{community.id}/claims").status_code == 200
