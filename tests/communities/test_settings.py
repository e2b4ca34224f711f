"""Dated settings over HTTP: what holds, what will hold, and who said so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backend import clock
from backend.communities import queries, service
from backend.communities.errors import SettingInvalid
from backend.communities.setting_values import check_value, default_of, keys
from tests.communities.conftest import Here
from tests.factories.identity import send, signed_in_client
from tests.support.each import each


def path(here: Here) -> str:
    return f"/communities/{here.community.id}/settings"


def today(here: Here) -> date:
    return here.community.day(clock.now())


def body(key: str, value: Any, valid_from: date, why: str = "Zo besloten") -> dict[str, Any]:
    return {"key": key, "value": value, "valid_from": valid_from.isoformat(), "why": why}


def current(here: Here) -> Any:
    return send(here.member.client, "GET", f"/communities/{here.community.id}").json["settings"]


def test_a_value_from_today_holds_at_once(here: Here) -> None:
    made = send(here.issuer.client, "POST", path(here), body("max_payment", 10_000, today(here)))
    assert made.status_code == 201
    assert made.json["set_by_name"] == "Anneke"
    assert made.json["why"] == "Zo besloten"
    assert current(here)["max_payment"] == 10_000


def test_a_future_value_is_shown_and_holds_from_its_day(here: Here) -> None:
    starts = today(here) + timedelta(days=30)
    rate = {"coins": 12, "euro_cents": 100}
    send(here.issuer.client, "POST", path(here), body("euro_rate", rate, starts))
    assert current(here)["euro_rate"] == {"coins": 10, "euro_cents": 100}
    listed = send(here.issuer.client, "GET", path(here)).json["settings"]
    assert (listed[-1]["key"], listed[-1]["value"]) == ("euro_rate", rate)
    assert listed[-1]["valid_from"] == starts.isoformat()
    facts = queries.community(here.community.id)
    assert service.setting(facts, "euro_rate", starts - timedelta(days=1)) == {
        "coins": 10,
        "euro_cents": 100,
    }
    assert service.setting(facts, "euro_rate", starts) == rate


def test_the_past_is_not_rewritten(here: Here) -> None:
    yesterday = today(here) - timedelta(days=1)
    answer = send(here.issuer.client, "POST", path(here), body("refund_days", 7, yesterday))
    assert (answer.status_code, answer.json["code"]) == (409, "setting_in_past")
    assert answer.json["earliest"] == today(here).isoformat()
    assert current(here)["refund_days"] == 30


def test_the_day_is_the_neighbourhoods_own(here: Here) -> None:
    """At 23:30 UTC it is already tomorrow in Amsterdam."""
    late = datetime(2030, 3, 2, 23, 30, tzinfo=UTC)
    clock.use_source(lambda: late)
    client = signed_in_client(here.app, here.issuer.person_id, fresh=True)
    utc_day = body("refund_days", 7, date(2030, 3, 2))
    assert send(client, "POST", path(here), utc_day).json["code"] == "setting_in_past"
    local_day = body("refund_days", 7, date(2030, 3, 3))
    assert send(client, "POST", path(here), local_day).status_code == 201


@each(
    "key, value",
    [
        ("euro_rate", {"coins": 0, "euro_cents": 100}),
        ("euro_rate", {"coins": 10}),
        ("euro_rate", {"coins": 10, "euro_cents": 100, "more": 1}),
        ("euro_rate", 10),
        ("default_limit", 0),
        ("default_limit", -5),
        ("default_limit", 2.5),
        ("default_limit", "25"),
        ("max_payment", 2**31),
        ("max_payment", True),
        ("refund_days", -1),
        ("refund_days", 367),
        ("joining", "closed"),
        ("joining", None),
    ],
)
def test_a_value_that_does_not_fit_is_refused(here: Here, key: str, value: Any) -> None:
    answer = send(here.issuer.client, "POST", path(here), body(key, value, today(here)))
    assert (answer.status_code, answer.json["code"]) == (422, "setting_invalid")
    assert answer.json["fields"][0]["path"].startswith("value")


def test_an_unknown_key_and_a_missing_reason_are_refused(here: Here) -> None:
    unknown = send(here.issuer.client, "POST", path(here), body("colour", "red", today(here)))
    assert (unknown.status_code, unknown.json["code"]) == (422, "setting_unknown")
    silent = send(here.issuer.client, "POST", path(here), body("joining", "open", today(here), ""))
    assert (silent.status_code, silent.json["code"]) == (422, "invalid_request")


def test_issuers_and_treasurers_read_and_only_fresh_issuers_write(here: Here) -> None:
    wanted = body("refund_days", 7, today(here))
    assert send(here.anybody("treasurer").client, "GET", path(here)).status_code == 200
    assert (
        send(here.anybody("treasurer").client, "POST", path(here), wanted).json["code"]
        == "forbidden"
    )
    for role in ("member", "shop_owner", "shop_staff", "coordinator"):
        client = here.anybody(role).client
        assert send(client, "GET", path(here)).json["code"] == "forbidden", role
        assert send(client, "POST", path(here), wanted).json["code"] == "forbidden", role
    stale = here.anybody("issuer", fresh=False)
    assert send(stale.client, "POST", path(here), wanted).json["code"] == "fresh_login_required"


def test_what_was_founded_with_is_on_record(here: Here) -> None:
    listed = send(here.issuer.client, "GET", path(here)).json["settings"]
    assert {row["key"] for row in listed} == {
        "euro_rate",
        "default_limit",
        "max_payment",
        "refund_days",
        "joining",
        "cards",
    }
    assert {(row["set_by_name"], row["why"]) for row in listed} == {("", "founding")}


def test_each_value_says_what_it_is_and_a_coming_one_is_withdrawn_by_another(here: Here) -> None:
    starts = today(here) + timedelta(days=10)
    full = {"categories": ["services"], "organisations": ["shop"]}
    for value, day in (
        ({"percent": 20}, today(here)),
        ({"percent": 30}, today(here)),
        ({"percent": 50}, starts),
        ({"percent": 30}, starts),
        ({"percent": 60}, starts + timedelta(days=1)),
    ):
        wanted = body("low_budget", value, day, f"{value['percent']} procent")
        assert send(here.issuer.client, "POST", path(here), wanted).status_code == 201
    send(here.issuer.client, "POST", path(here), body("spending", full, starts))
    listed = send(here.issuer.client, "GET", f"{path(here)}?key=low_budget").json
    assert listed["today"] == today(here).isoformat()
    assert listed["current"]["low_budget"] == {"percent": 30}
    assert [(row["value"]["percent"], row["state"]) for row in listed["settings"]] == [
        (20, "replaced"),
        (30, "holds"),
        (50, "replaced"),
        (30, "coming"),
        (60, "coming"),
    ]
    assert {row["set_by_name"] for row in listed["settings"]} == {"Anneke"}
    # Until its day a rule that nobody set before has its default.
    assert current(here)["spending"]["categories"] is None
    late = clock.now() + timedelta(days=10, minutes=1)
    clock.use_source(lambda: late)
    facts = queries.community(here.community.id)
    assert service.spending_rules(facts).categories == ["services"]
    assert service.low_budget(facts).percent == 30


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("backing", {"policy": "full", "ratio_percent": 50}, "value"),
        ("rewards", {"acts": [{"name": "a", "amount": 1}, {"name": "A", "amount": 2}]}, "value"),
        ("rewards", {"acts": [{"name": "a", "amount": 0}]}, "value.acts.0.amount"),
        ("spending", {"categories": ["x", "X"]}, "value.categories"),
        ("spending", {"organisations": []}, "value.organisations"),
        ("redemption", {"fee_permille": 50, "fee_to": [{"to": "fund", "permille": 20}]}, "value"),
        ("redemption", {"cut_off_day": 29}, "value.cut_off_day"),
        ("loans", {"spend_months": 12, "repay_months": 6}, "value"),
        ("exchange", {"with": ["Not A Slug"]}, "value.with.0"),
        ("notes", {"denominations": [5, 5]}, "value.denominations"),
        ("volunteer_tax", {"hour_cents": 0}, "value.hour_cents"),
    ],
)
def test_each_rule_has_bounds(key: str, value: Any, field: str) -> None:
    with pytest.raises(SettingInvalid) as refused:
        check_value(key, value)
    assert refused.value.params["fields"][0]["path"] == field  # type: ignore[index]


def test_defaults_are_values_that_could_be_set() -> None:
    for key in keys():
        default = default_of(key)
        assert default is None or check_value(key, default) == default
