"""Giving, changing and ending mandates over HTTP: only the payer, only what was seen, only once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

from backend.communities.queries import OrganisationFacts
from backend.db import db
from backend.errors import DomainError
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.ledger import service as ledger
from backend.mandates import queries, service
from backend.mandates.jobs import JOBS
from backend.mandates.service import Promise
from tests.factories.communities import Somebody, make_organisation, somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import funded_budget, transfer
from tests.factories.mandates import START, give_coins, live_through, make_plan
from tests.mandates.conftest import Here


def give(here: Here, who: Somebody, plan: Any, mandate_id: object = None, **changes: Any) -> Any:
    body = {
        "plan_id": str(plan.id), "amount": plan.amount, "euro_cents": plan.euro_cents,
        "first_on": START.isoformat(), **changes,
    }  # fmt: skip
    return here.send(who, "PUT", f"/mandates/{mandate_id or new_id()}", body)


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_a_mandate_is_given_once_for_what_was_seen_and_warns_of_too_little_coin(
    here: Here,
) -> None:
    plan = make_plan(here.community.id, here.garden.id, euro_cents=1_200)
    samira, first = here.member(), new_id()
    offered = here.send(samira, "GET", f"/communities/{here.community.id}/plans").json["plans"]
    assert [one["name"] for one in offered] == ["Contributie"]
    assert offered[0]["organisation"]["name"] == "De Volkstuin"
    given = give(here, samira, plan, first)
    assert given.status_code == 200, given.json
    assert given.json["warnings"] == [{"code": "over_balance", "balance": 0}]
    assert given.json["mandate"]["next_on"] == START.isoformat()
    assert give(here, samira, plan, first).json == given.json
    assert code_of(give(here, samira, plan, first, amount=501)) == (409, "id_conflict")
    assert code_of(give(here, samira, plan)) == (409, "mandate_exists")

    piet = here.member(display_name="Piet")
    wrong: dict[str, dict[str, Any]] = {
        "plan_changed": {"amount": 499},
        "first_day_invalid": {"first_on": (START - timedelta(days=1)).isoformat()},
        "last_day_invalid": {"ends_on": (START - timedelta(days=1)).isoformat()},
        "amount_invalid": {"amount": 0},
    }
    for code, change in wrong.items():
        assert code_of(give(here, piet, plan, **change))[1] == code, code
    assert code_of(give(here, piet, plan, organisation_id=str(here.garden.id))) == (
        404,
        "not_found",
    )
    stale = Somebody(piet.person_id, signed_in_client(here.app, piet.person_id))
    stale_body = {"plan_id": str(plan.id), "amount": 500, "first_on": START.isoformat()}
    refused = send(stale.client, "PUT", f"/mandates/{new_id()}", stale_body)
    assert code_of(refused) == (403, "fresh_login_required")
    mine = here.send(piet, "GET", f"/mandates/{first}")
    assert code_of(mine) == (404, "not_found")
    assert code_of(here.send(piet, "POST", f"/mandates/{first}/end")) == (404, "not_found")

    give_coins(here.community.id, samira.person_id, 700)
    live_through(here.community, START)
    seen = here.send(samira, "GET", f"/mandates/{first}").json
    assert [one["status"] for one in seen["collections"]] == ["paid"]
    ended = here.send(samira, "POST", f"/mandates/{first}/end").json
    assert (ended["end_reason"], ended["next_on"]) == ("payer", None)
    assert here.send(samira, "POST", f"/mandates/{first}/end").json == ended
    again = give(here, samira, plan)
    assert again.status_code == 200
    own = here.send(samira, "GET", f"/communities/{here.community.id}/mandates").json
    assert [one["ended_at"] is None for one in own["mandates"]] == [True, False]


def test_of_many_mandates_given_at_once_one_holds_and_a_tick_beside_an_end_takes_at_most_once(
    here: Here,
) -> None:
    plan = make_plan(here.community.id, here.garden.id)
    plan_id, samira, same = plan.id, here.member(), new_id()
    give_coins(here.community.id, samira.person_id, 5_000)
    db.session.rollback()

    def at_once(ids: list[Any]) -> list[str]:
        with ThreadPoolExecutor(len(ids)) as pool:
            return list(pool.map(lambda one: outcome_of(here, plan_id, samira, one), ids))

    assert sorted(set(at_once([new_id() for _ in range(5)]))) == ["given", "mandate_exists"]
    [held] = queries.mandates_of_person(here.community.id, samira.person_id)
    service.end(held.id, by=samira.person_id, reason="payer")
    db.session.rollback()
    assert set(at_once([same] * 5)) == {"given"}

    def race(part: str) -> None:
        with here.app.app_context():
            if part == "end":
                service.end(same, by=samira.person_id, reason="payer")
            else:
                run_due([here.community], JOBS, START, strict=True)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(race, ["tick", "end", "tick"]))
    assert here.till() in (0, 500)
    assert len(queries.history(same)) == here.till() // 500
    assert here.is_sound()


def outcome_of(here: Here, plan: Any, who: Somebody, mandate_id: Any) -> str:
    with here.app.app_context():
        promise = Promise(plan, 500, START, person_id=who.person_id)
        try:
            service.give(mandate_id, promise, by=who.person_id)
        except DomainError as refusal:
            return refusal.code
        return "given"


def change(here: Here, plan: Any, **changes: Any) -> Any:
    return here.send(here.coordinator, "PATCH", f"/plans/{plan.id}", changes)


def test_a_payer_agrees_to_more_pays_less_at_once_and_stops_with_the_plan(here: Here) -> None:
    plan = make_plan(here.community.id, here.garden.id)
    samira, mandate_id = here.member(), new_id()
    give_coins(here.community.id, samira.person_id, 5_000)
    give(here, samira, plan, mandate_id)
    assert code_of(change(here, plan, amount=10_000_000)) == (422, "amount_above_max")
    assert change(here, plan, amount=800).status_code == 200
    assert change(here, plan, name="Lidgeld").status_code == 200
    assert here.told(samira.person_id) == ["due_changed"]
    live_through(here.community, START)
    assert here.till() == 500
    [mine] = here.send(samira, "GET", f"/communities/{here.community.id}/mandates").json["mandates"]
    assert (mine["amount"], mine["new_amount"]) == (500, 800)
    accept = f"/mandates/{mandate_id}/accept"
    assert code_of(here.send(samira, "POST", accept, {"amount": 700}))[1] == "plan_changed"
    agreed = here.send(samira, "POST", accept, {"amount": 800}).json
    assert (agreed["amount"], agreed["new_amount"]) == (800, None)
    live_through(here.community, date(2027, 2, 28))
    assert here.till() == 1_300
    assert change(here, plan, amount=300).status_code == 200
    live_through(here.community, date(2027, 3, 31))
    assert here.till() == 1_600
    assert change(here, plan, status="closed").json["active"] == 0
    assert here.told(samira.person_id)[-1] == "due_ended"
    assert code_of(give(here, samira, plan)) == (409, "plan_closed")
    live_through(here.community, date(2027, 6, 30))
    assert here.till() == 1_600
    assert here.is_sound()


def test_the_coordinator_sees_who_paid_coin_and_euro_and_gives_back(here: Here) -> None:
    plan = make_plan(here.community.id, here.garden.id, euro_cents=1_200)
    people = [here.member(display_name=name) for name in ("Ali", "Bea")]
    give_coins(here.community.id, people[0].person_id, 2_000)
    for one in people:
        give(here, one, plan)
    live_through(here.community, START)
    desk = here.coordinator
    listed = here.send(desk, "GET", f"/plans/{plan.id}/payers").json
    assert [(one["mandate"]["party"], one["behind"]) for one in listed["payers"]] == [
        ("Ali", 0),
        ("Bea", 1),
    ]
    assert (listed["plan"]["active"], listed["plan"]["behind"]) == (2, 1)
    assert listed["plan"]["euro_owed_cents"] == 2_400
    days = "first=2027-01-01&last=2027-01-31"
    periods = here.send(desk, "GET", f"/plans/{plan.id}/collections?{days}").json["collections"]
    paid = next(one for one in periods if one["status"] == "paid")
    euro = f"/collections/{paid['id']}/euro"
    noted = here.send(desk, "PUT", euro, {"reference": "afschrift 12"}).json
    assert noted["euro_reference"] == "afschrift 12"
    assert here.send(desk, "PUT", euro, {"reference": "afschrift 12"}).json == noted
    assert code_of(here.send(desk, "PUT", euro, {"reference": "13"})) == (409, "euro_not_owed")
    back = f"/collections/{paid['id']}/return"
    for _ in range(2):
        assert here.send(desk, "PUT", back, {"why": "dubbel"}).json["status"] == "returned"
    assert (here.till(), here.balance(people[0].person_id)) == (0, 2_000)
    short = next(one for one in periods if one["status"] == "short")
    refused = here.send(desk, "PUT", f"/collections/{short['id']}/return", {"why": "x"})
    assert code_of(refused) == (409, "collection_not_paid")
    stopped = here.send(desk, "POST", f"/mandates/{short['mandate_id']}/stop").json
    assert stopped["end_reason"] == "plan"
    periods = here.send(desk, "GET", f"/plans/{plan.id}/collections?{days}").json["collections"]
    assert sorted(one["status"] for one in periods) == ["returned", "skipped"]
    assert here.told(people[1].person_id) == ["due_failed", "due_ended"]
    assert here.is_sound()


def shop_with(here: Here, coins: int) -> tuple[OrganisationFacts, Somebody]:
    shop = make_organisation(here.community.id)
    place = here.community.id
    till = ledger.till(place, shop.id)
    wallet = ledger.wallet(place, here.coordinator.person_id)
    ledger.book(transfer("reward", funded_budget(place, coins), wallet, coins))
    ledger.book(transfer("due", wallet, till, coins))
    return shop, somebody(here.app, "shop_owner", shop.place, fresh=True)


def test_a_shop_pays_dues_out_of_its_till(here: Here) -> None:
    plan = make_plan(here.community.id, here.garden.id)
    shop, owner = shop_with(here, 600)
    given = give(here, owner, plan, organisation_id=str(shop.id))
    assert (given.status_code, given.json["warnings"]) == (200, [])
    live_through(here.community, START)
    assert here.till() == 500
    listed = here.send(owner, "GET", f"/organisations/{shop.id}/mandates").json["mandates"]
    assert [one["party"] for one in listed] == ["Bakkerij"]
    live_through(here.community, date(2027, 2, 28))
    assert here.told(owner.person_id) == ["due_coming", "due_failed"]
    assert here.send(owner, "POST", f"/mandates/{listed[0]['id']}/end").status_code == 200


def test_plans_are_made_once_by_who_runs_the_association(here: Here) -> None:
    issuer = somebody(here.app, "issuer", here.garden.place._replace(organisation_id=None),
                      fresh=True)  # fmt: skip
    body = {
        "community_id": str(here.community.id), "organisation_id": str(here.garden.id),
        "kind": "dues", "name": "Lid", "amount": 100, "period": "year",
    }  # fmt: skip
    path, member = f"/plans/{new_id()}", here.member()
    assert code_of(here.send(member, "PUT", path, body)) == (403, "forbidden")
    made = here.send(here.coordinator, "PUT", path, body)
    assert (made.status_code, made.json["source"]) == (200, "till"), made.json
    assert here.send(here.coordinator, "PUT", path, body).json == made.json
    other = {**body, "period": "month"}
    assert code_of(here.send(here.coordinator, "PUT", path, other)) == (409, "id_conflict")
    fund = {**body, "organisation_id": None}
    assert code_of(here.send(here.coordinator, "PUT", f"/plans/{new_id()}", fund))[0] == 403
    assert code_of(here.send(issuer, "PUT", f"/plans/{new_id()}", fund))[1] == "wrong_plan"
    fund["kind"] = "grant"
    grant = here.send(issuer, "PUT", f"/plans/{new_id()}", fund).json
    assert grant["source"] == "fund"
    own = here.send(issuer, "GET", f"/communities/{here.community.id}/fund-plans").json["plans"]
    assert [one["id"] for one in own] == [grant["id"]]
    promise = {
        "plan_id": grant["id"], "amount": 100, "first_on": START.isoformat(),
        "person_id": str(member.person_id),
    }  # fmt: skip
    assert code_of(give(here, member, make_grant_like(grant)))[1] == "wrong_plan"
    given = here.send(issuer, "PUT", f"/grants/{new_id()}", promise)
    assert (given.status_code, given.json["party"]) == (200, "Samira"), given.json
    assert code_of(here.send(member, "GET", f"/plans/{grant['id']}")) == (404, "not_found")


def make_grant_like(grant: dict[str, Any]) -> Any:
    class Seen:
        id = grant["id"]
        amount = grant["amount"]
        euro_cents = grant["euro_cents"]

    return Seen
