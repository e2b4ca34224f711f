"""The volunteer's meter: over all organisations and neighbourhoods, and for that person alone."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from backend import clock
from backend.communities.queries import CommunityFacts
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.tasks.meter_rules import Work, above_hour, cents_of, nearness, total
from backend.tasks.periods import month_of, year_of
from backend.web.caller import Place
from tests.factories.communities import Somebody, give_role, make_community, somebody
from tests.factories.identity import send
from tests.factories.ledger import transfer
from tests.factories.rules import set_rule
from tests.factories.tasks import BY_THE_HOUR, Desk, claim, expect, make_desk

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
# Ten coins of two decimals are one euro, so 2,500 minor units are 250 cents.
TAX = {"hour_cents": 200, "hour_under_21_cents": 100, "month_cents": 1_000, "year_cents": 2_000}


def meter(client: Any, community: CommunityFacts, query: str = "") -> dict[str, Any]:
    path = f"/communities/{community.id}/volunteer-meter{query}"
    return expect(200, send(client, "GET", path))


def test_it_counts_rewards_over_all_organisations_and_neighbourhoods(
    app: Flask, community: CommunityFacts, desk: Desk, resident: Somebody
) -> None:
    elsewhere = make_community("Lombok")
    give_role(resident.person_id, "member", Place(elsewhere.id))
    set_rule(elsewhere.id, "euro_rate", {"coins": 1, "euro_cents": 20})
    away = make_desk(app, elsewhere)
    _, hourly = desk.poster_of(reward=BY_THE_HOUR)
    _, fixed = away.poster_of(title="Muziekles")
    _, asks = desk.poster_of(needs_approval=True)
    reversed_id = expect(200, claim(resident.client, hourly["jws"], minutes=60))["id"]
    expect(200, claim(resident.client, hourly["jws"], minutes=120))
    expect(200, claim(resident.client, fixed["jws"]))
    expect(200, claim(resident.client, asks["jws"]))
    wallet = ledger.wallet(community.id, resident.person_id)
    back = {"reverses": UUID(reversed_id), "at": clock.now()}
    ledger.book(transfer("reward_reversal", wallet, desk.budget.account_id, 2_500, **back))
    # What is bought or given is no reward.
    ledger.book(transfer("sale", ledger.issuance(community.id), wallet, 9_000, at=clock.now()))
    set_rule(community.id, "volunteer_tax", {**TAX, "source": "Belastingdienst 2025"})
    shown = meter(resident.client, community)
    today = community.day(clock.now())
    assert shown["tax"] == {
        "hour_cents": 200,
        "month_cents": 1_000,
        "year_cents": 2_000,
        "source": "Belastingdienst 2025",
        "valid_from": today.isoformat(),
    }
    assert shown["month"] == {
        "starts": month_of(today).starts.isoformat(),
        "ends": shown["month"]["ends"],
        "earned_cents": 500 + 500,
        "waiting_cents": 250,
        "limit_cents": 1_000,
        "minutes": 120,
        "untimed": 1,
        "state": "near",
    }
    assert (shown["year"]["earned_cents"], shown["year"]["state"]) == (1_000, "calm")
    assert {(one["organisation"], one["community"]) for one in shown["places"]} == {
        ("Buurthuis", "Kanaleneiland"),
        ("Buurthuis", "Lombok"),
    }
    assert [(one["task"], one["hour_cents"]) for one in shown["above_hour"]] == [
        ("Portiek schoonmaken", 250)
    ]
    young = meter(resident.client, community, "?under_21=true")
    assert young["tax"]["hour_cents"] == 100


def test_the_phone_is_told_before_a_claim_and_nothing_is_refused(
    community: CommunityFacts, desk: Desk, resident: Somebody
) -> None:
    set_rule(community.id, "volunteer_tax", {**TAX, "month_cents": 300, "source": ""})
    acts = [{"name": "Portiek", "amount": 2_500, "minutes": 30}]
    set_rule(community.id, "rewards", {"acts": acts})
    _, poster = desk.poster_of(act="Portiek")

    def reading() -> dict[str, Any]:
        body = {"code": poster["jws"]}
        return expect(200, send(resident.client, "POST", "/task-codes/read", body))

    before = reading()
    assert (before["meter"]["month_cents"], before["task"]["act_minutes"]) == (0, 30)
    for _ in range(3):
        expect(200, claim(resident.client, poster["jws"]))
    after = reading()["meter"]
    assert (after["month_cents"], after["year_cents"]) == (750, 750)
    assert after["tax"]["month_cents"] == 300
    assert after["euro_rate"] == {"coins": 10, "euro_cents": 100}
    shown = meter(resident.client, community)
    assert (shown["month"]["state"], shown["month"]["minutes"]) == ("over", 90)
    assert shown["above_hour"][0]["hour_cents"] == 500


def test_nobody_else_sees_it(
    app: Flask, community: CommunityFacts, desk: Desk, resident: Somebody
) -> None:
    _, poster = desk.poster_of()
    expect(200, claim(resident.client, poster["jws"]))
    path = f"/communities/{community.id}/volunteer-meter"
    for role in ("issuer", "treasurer", "coordinator"):
        at = desk.organisation.place if role == "coordinator" else Place(community.id)
        nosy = somebody(app, role, at, fresh=True)
        assert meter(nosy.client, community)["year"]["earned_cents"] == 0
        for query in (f"?person_id={resident.person_id}", f"?of={resident.person_id}"):
            assert send(nosy.client, "GET", path + query).status_code == 422
    assert send(app.test_client(), "GET", path).status_code == 401
    outside = somebody(app, "member", Place(make_community("Lombok").id))
    assert send(outside.client, "GET", path).status_code == 404
    # Not in the open answers about the claim either.
    queue = desk.waiting("all")
    assert "meter" not in str(queue)
    assert "cents" not in str(queue)


def test_periods_and_nearness() -> None:
    assert (month_of(date(2026, 12, 5)).over, year_of(date(2026, 2, 3)).over) == (
        date(2027, 1, 1),
        date(2027, 1, 1),
    )
    starts, over = month_of(date(2026, 3, 9)).bounds("Europe/Amsterdam")
    assert (starts.astimezone(UTC).hour, over.astimezone(UTC).hour) == (23, 22)
    assert [nearness(cents, 1_000) for cents in (0, 799, 800, 1_000, 1_001)] == [
        "calm", "calm", "near", "near", "over",
    ]  # fmt: skip


@pytest.mark.parametrize(("minutes", "hour"), [(None, None), (60, None), (20, 750)])
def test_worth_is_exact_until_it_is_shown(minutes: int | None, hour: int | None) -> None:
    worth = cents_of(2_500, 100, 1_000)
    work = Work(NOW.date(), NOW, worth, minutes, "Vegen", new_id(), "Hier")
    assert above_hour(work, 560) == hour
    third = Work(NOW.date(), NOW, Fraction(1, 3), None, "Vegen", None, "Hier")
    assert (total([third] * 3), total([third] * 4), total([])) == (1, 2, 0)
