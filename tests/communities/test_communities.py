"""Neighbourhoods and their organisations over HTTP."""

import uuid

import pytest
from flask import Flask

from backend.communities import queries, service
from backend.communities.errors import CurrencyInvalid, TimezoneUnknown
from backend.communities.service import NewCommunity, NewCurrency
from backend.communities.setting_schemas import EuroRate
from backend.db import db
from backend.errors import NotFound
from backend.web.version import VERSION
from tests.communities.conftest import Here
from tests.factories.communities import make_community, make_organisation, somebody
from tests.factories.identity import send

RATE = EuroRate(coins=10, euro_cents=100)


def test_anybody_may_see_what_the_server_offers(here: Here) -> None:
    answer = send(here.app.test_client(), "GET", "/server")
    assert answer.status_code == 200
    assert answer.json["version"] == VERSION
    assert answer.json["example"] is False
    assert [one["name"] for one in answer.json["communities"]] == ["Kanaleneiland"]


def test_a_member_sees_the_neighbourhood_with_its_settings_of_today(here: Here) -> None:
    answer = send(here.member.client, "GET", f"/communities/{here.community.id}")
    assert answer.status_code == 200
    assert answer.json["number"] == here.community.number
    assert answer.json["languages"] == ["nl", "en", "tr", "ar"]
    assert answer.json["currency"]["plural"] == "ooievaars"
    founded = {
        "euro_rate": {"coins": 10, "euro_cents": 100},
        "default_limit": 2500,
        "max_payment": 50000,
        "refund_days": 30,
        "joining": "open",
    }
    nobody_set = {
        "backing": {"policy": "unbacked", "ratio_percent": 100},
        "spending": {"categories": None, "organisations": ["shop", "municipality"]},
        "exchange": {"with": [], "month_limit": None},
    }
    settings = answer.json["settings"]
    assert settings.items() >= founded.items()
    assert settings.items() >= nobody_set.items()


def test_limits_count_minor_units_of_the_currency(app: Flask) -> None:
    settings = make_community(decimals=0).settings
    assert {row.value for row in settings if row.key == "default_limit"} == {25}


def test_to_strangers_a_neighbourhood_does_not_exist(here: Here) -> None:
    stranger = somebody(
        here.app, "member", queries.community_in({"community_id": make_community("Elders").id})
    )
    for path in (
        f"/communities/{here.community.id}",
        f"/communities/{here.community.id}/organisations",
        f"/communities/{uuid.uuid4()}",
        f"/organisations/{here.bakery.id}/staff",
        f"/communities/{here.community.id}/settings",
    ):
        assert send(stranger.client, "GET", path).json["code"] == "not_found", path


def test_nobody_signed_in_sees_nothing(here: Here) -> None:
    answer = send(here.app.test_client(), "GET", f"/communities/{here.community.id}")
    assert (answer.status_code, answer.json["code"]) == (401, "session_missing")


def test_numbers_and_slugs_are_unique(app: Flask) -> None:
    first, second = make_community(), make_community()
    assert (first.slug, second.slug) == ("kanaleneiland", "kanaleneiland-2")
    assert first.number != second.number
    assert 0 < first.number < 2**32
    assert queries.community_by_number(second.number).id == second.id
    with pytest.raises(NotFound):
        queries.community_by_number(0)


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewCommunity("X", NewCurrency("x", "xs", decimals=4), RATE), CurrencyInvalid),
        (NewCommunity("X", NewCurrency("", "xs"), RATE), CurrencyInvalid),
        (NewCommunity("X", NewCurrency("x", "xs"), RATE, timezone="Mars/Base"), TimezoneUnknown),
    ],
)
def test_nonsense_founds_nothing(app: Flask, new: NewCommunity, error: type[Exception]) -> None:
    with pytest.raises(error):
        service.create_community(new)
    assert queries.communities() == []


def test_an_issuer_admits_an_organisation(here: Here) -> None:
    body = {"name": "Fietsenmaker", "kind": "shop", "category": "bikes"}
    path = f"/communities/{here.community.id}/organisations"
    made = send(here.issuer.client, "POST", path, body)
    assert made.status_code == 201
    assert made.json == {
        **body,
        "id": made.json["id"],
        "community_id": str(here.community.id),
        "status": "open",
        "coin_share": None,
    }
    listed = send(here.member.client, "GET", path).json["organisations"]
    assert [one["name"] for one in listed] == ["Bakkerij", "Fietsenmaker"]


def test_an_organisation_of_no_known_kind_is_refused(here: Here) -> None:
    body = {"name": "Bank", "kind": "bank", "category": ""}
    path = f"/communities/{here.community.id}/organisations"
    answer = send(here.issuer.client, "POST", path, body)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert answer.json["fields"][0]["path"] == "kind"


def test_only_a_fresh_issuer_admits(here: Here) -> None:
    path = f"/communities/{here.community.id}/organisations"
    body = {"name": "Fietsenmaker", "kind": "shop", "category": "bikes"}
    stale = here.anybody("issuer", fresh=False)
    assert send(stale.client, "POST", path, body).json["code"] == "fresh_login_required"
    for role in ("member", "treasurer", "shop_owner", "shop_staff", "coordinator"):
        somebody_else = here.anybody(role)
        assert send(somebody_else.client, "POST", path, body).json["code"] == "forbidden", role


def test_an_owner_opens_and_closes_the_shop_and_changes_nothing_else(here: Here) -> None:
    path = f"/organisations/{here.bakery.id}"
    closed = send(here.owner.client, "PATCH", path, {"status": "closed"})
    assert (closed.status_code, closed.json["status"]) == (200, "closed")
    for change in ({"name": "Goudsmid"}, {"category": "gold"}, {"name": "X", "status": "open"}):
        assert send(here.owner.client, "PATCH", path, change).json["code"] == "forbidden"
    renamed = send(here.issuer.client, "PATCH", path, {"name": "Banket", "category": "cake"})
    assert (renamed.json["name"], renamed.json["status"]) == ("Banket", "closed")
    assert send(here.issuer.client, "PATCH", path, {}).json == renamed.json


def test_an_unknown_organisation_is_not_found(here: Here) -> None:
    path = f"/organisations/{uuid.uuid4()}"
    answer = send(here.issuer.client, "PATCH", path, {"status": "closed"})
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_facts_follow_what_another_server_changed(here: Here) -> None:
    before = queries.organisation(here.bakery.id)
    send(here.owner.client, "PATCH", f"/organisations/{here.bakery.id}", {"status": "closed"})
    db.session.rollback()
    assert before.is_open
    assert queries.organisation(here.bakery.id, vouched=True) == before
    after = queries.organisation(here.bakery.id)
    assert not after.is_open
    assert after.stamps != before.stamps


def test_forgotten_facts_are_read_again(here: Here) -> None:
    queries.organisation(here.bakery.id)
    service.change_organisation(here.bakery.id, status="closed")
    assert queries.organisation(here.bakery.id, vouched=True).is_open
    queries.forget(here.bakery.id)
    assert not queries.organisation(here.bakery.id, vouched=True).is_open


def test_organisations_are_named_in_one_go(here: Here) -> None:
    bikes = make_organisation(here.community.id, name="Fietsen")
    names = queries.organisation_names([here.bakery.id, bikes.id, uuid.uuid4()])
    assert {facts.name for facts in names.values()} == {"Bakkerij", "Fietsen"}


def test_a_shop_states_which_share_of_a_price_it_takes_in_coin(here: Here) -> None:
    path = f"/organisations/{here.bakery.id}"
    assert send(here.owner.client, "PATCH", path, {"coin_share": 50}).json["coin_share"] == 50
    listed = send(here.member.client, "GET", f"/communities/{here.community.id}/organisations").json
    assert [one["coin_share"] for one in listed["organisations"]] == [50]
    assert send(here.owner.client, "PATCH", path, {"status": "open"}).json["coin_share"] == 50
    assert send(here.owner.client, "PATCH", path, {"coin_share": None}).json["coin_share"] is None
    for wrong in (-1, 101, 12.5, "50"):
        answer = send(here.owner.client, "PATCH", path, {"coin_share": wrong})
        assert answer.json["code"] == "invalid_request"
