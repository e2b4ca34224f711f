"""Plots: a list in order, offers that lapse, rent each year, and a plot that is free again."""

from datetime import date, timedelta
from typing import Any

from backend.db import db
from backend.ids import new_id
from tests.factories.communities import Somebody
from tests.factories.mandates import START, give_coins, live_through, make_plan
from tests.mandates.conftest import Here

RENT = 15_000


def garden_of(here: Here, plan: Any) -> Any:
    db.session.rollback()
    return here.send(here.coordinator, "GET", f"/plans/{plan.id}/plots").json


def rent(here: Here, who: Somebody, plan: Any, first_on: date = START) -> Any:
    body = {"plan_id": str(plan.id), "amount": RENT, "first_on": first_on.isoformat()}
    return here.send(who, "PUT", f"/mandates/{new_id()}", body)


def test_plots_go_to_the_next_in_line_and_are_free_when_the_paid_year_is_over(here: Here) -> None:
    plan = make_plan(
        here.community.id, here.garden.id, kind="plot", name="Tuin", amount=RENT, period="year",
        offer_days=7,
    )  # fmt: skip
    people = [here.member(display_name=name) for name in ("Ali", "Bea", "Cor", "Dok")]
    for one in people:
        give_coins(here.community.id, one.person_id, 2 * RENT)
    assert rent(here, people[0], plan).json["code"] == "plot_not_offered"
    for one in people[:3]:
        joined = here.send(one, "POST", f"/plans/{plan.id}/join").json
    assert joined["mine"]["place"] == 3
    assert here.send(people[2], "POST", f"/plans/{plan.id}/join").json["mine"]["place"] == 3
    added = here.send(
        here.coordinator, "POST", f"/plans/{plan.id}/plots", {"labels": ["2", "10"]}
    ).json
    assert [(one["label"], one["offered_to"]) for one in added["plots"]] == [
        ("2", "Ali"),
        ("10", "Bea"),
    ]
    assert here.told(people[0].person_id) == ["plot_offered"]
    taken = here.send(here.coordinator, "POST", f"/plots/{added['plots'][0]['id']}/withdraw")
    assert taken.json["code"] == "plot_taken"
    given = rent(here, people[0], plan)
    assert given.json["mandate"]["plot"] == "2"
    assert rent(here, people[2], plan).json["code"] == "plot_not_offered"
    assert here.send(people[0], "POST", f"/plans/{plan.id}/join").json["code"] == "mandate_exists"

    live_through(here.community, START + timedelta(days=8))
    assert here.told(people[1].person_id) == ["plot_offered", "plot_passed"]
    assert here.told(people[2].person_id) == ["plot_offered"]
    assert here.till() == RENT
    left = here.send(people[2], "POST", f"/plans/{plan.id}/leave").json
    assert left["free_plots"] == 1
    here.send(people[3], "POST", f"/plans/{plan.id}/join")
    assert here.told(people[3].person_id) == ["plot_offered"]
    assert rent(here, people[3], plan, START + timedelta(days=8)).status_code == 200
    here.send(people[2], "POST", f"/plans/{plan.id}/join")

    mandate_id = given.json["mandate"]["id"]
    assert here.send(people[0], "POST", f"/mandates/{mandate_id}/end").status_code == 200
    shown = garden_of(here, plan)
    assert shown["plots"][0]["holder"] == "Ali"
    assert shown["plots"][0]["holds_until"] == "2028-01-31"
    assert [one["name"] for one in shown["waiting"]] == ["Cor"]
    live_through(here.community, date(2028, 1, 30))
    assert garden_of(here, plan)["plots"][0]["offered_to"] is None
    live_through(here.community, date(2028, 2, 1))
    shown = garden_of(here, plan)
    assert (shown["plots"][0]["holder"], shown["plots"][0]["offered_to"]) == (None, "Cor")
    removed = f"/plans/{plan.id}/waiting/{people[2].person_id}"
    assert here.send(here.coordinator, "DELETE", removed).status_code == 204
    gone = f"/plots/{shown['plots'][0]['id']}/withdraw"
    assert here.send(here.coordinator, "POST", gone).status_code == 204
    assert [one["label"] for one in garden_of(here, plan)["plots"]] == ["10"]
    assert here.is_sound()
