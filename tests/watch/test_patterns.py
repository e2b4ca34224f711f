"""What is unusual is listed with its facts, what is usual is not, and a note takes it off."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from backend import clock
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.payments.models import Payment, Refund
from backend.tasks.models import Claim
from backend.tasks.presence_models import ClaimPhone
from backend.watch.audit import CHECKS
from backend.watch.earning import busiest
from backend.watch.jobs import JOBS
from backend.web.caller import Place
from tests.factories.communities import Somebody, make_community, make_member, somebody
from tests.factories.identity import send
from tests.factories.payments import Counter, make_counter
from tests.factories.tasks import Desk, expect, make_desk, refusal

NOON = datetime(2026, 11, 18, 11, tzinfo=UTC)
NIGHT = datetime(2026, 11, 18, 1, tzinfo=UTC)
"""At two o'clock in the neighbourhood."""


@pytest.fixture
def community(app: Flask) -> CommunityFacts:
    clock.use_source(lambda: NOON + timedelta(days=1))
    return make_community()


@pytest.fixture
def desk(app: Flask, community: CommunityFacts) -> Desk:
    return make_desk(app, community)


@pytest.fixture
def issuer(app: Flask, community: CommunityFacts) -> Somebody:
    return somebody(app, "issuer", Place(community.id))


def people(community: CommunityFacts, count: int) -> list[uuid.UUID]:
    return [make_member(community.id, f"Buur {number}") for number in range(count)]


def minutes(start: datetime, count: int, every: float = 1) -> list[datetime]:
    return [start + timedelta(minutes=number * every) for number in range(count)]


def claimed(desk: Desk, code_id: str, task_id: str, rows: Iterable[Any], **more: object) -> None:
    """Claims at instants by people, as if they had been made then."""
    for at, person_id in rows:
        db.session.add(
            Claim(
                id=new_id(),
                community_id=desk.community.id,
                organisation_id=desk.organisation.id,
                task_id=uuid.UUID(task_id),
                code_id=code_id,
                person_id=person_id,
                amount=100,
                at=at,
                day=at.date().isoformat(),
                **{"status": "waiting", **more},
            )
        )
    db.session.commit()


def paid(shop: Counter, payer: uuid.UUID | None, at: datetime, **more: Any) -> uuid.UUID:
    """A payment of 10 coins, as if it had been made then."""
    usual = {
        "key_id": new_id().bytes[8:],
        "counter": 1,
        "code_hash": new_id().bytes * 2,
        "status": "paid",
    }
    row = Payment(
        id=new_id(),
        community_id=shop.community.id,
        shop_id=shop.shop.id,
        cashier_id=shop.cashier.person_id,
        payer_id=payer,
        amount=1_000,
        at=at,
        **{**usual, **more},
    )
    db.session.add(row)
    db.session.commit()
    return row.id


def refunded(counter: Counter, payer: uuid.UUID, at: datetime, after: timedelta) -> None:
    payment_id = paid(counter, payer, at, refunded=1_000)
    db.session.add(
        Refund(
            id=new_id(),
            payment_id=payment_id,
            shop_id=counter.shop.id,
            person_id=counter.cashier.person_id,
            amount=1_000,
            reason="proef",
            at=at + after,
        )
    )
    db.session.commit()


def look(issuer: Somebody, community: CommunityFacts, status: str = "open") -> dict[str, Any]:
    path = f"/communities/{community.id}/findings"
    expect(200, send(issuer.client, "POST", f"{path}/look"))
    listed = expect(200, send(issuer.client, "GET", f"{path}?status={status}"))
    found = {one["pattern"]: one for one in listed["findings"]}
    assert len(found) == len(listed["findings"])
    return found


def test_claims_that_are_unlike_their_task(
    desk: Desk, community: CommunityFacts, issuer: Somebody
) -> None:
    everybody = people(community, 7)
    task, poster = desk.poster_of(title="Portiek")
    watch, lamp = desk.poster_of(title="Nachtwacht")
    before = [NOON - timedelta(days=day) for day in range(3, 9)]
    claimed(desk, poster["id"], task["id"], zip(before, everybody, strict=False))
    nights = [NIGHT - timedelta(days=day) for day in range(3, 9)]
    claimed(desk, lamp["id"], watch["id"], zip(nights, everybody, strict=False))
    # Both are scanned three times in one night; one of them always is.
    claimed(desk, poster["id"], task["id"], zip(minutes(NIGHT, 3, 40), everybody, strict=False))
    claimed(desk, lamp["id"], watch["id"], zip(minutes(NIGHT, 3, 40), everybody, strict=False))
    found = look(issuer, community)
    assert found.keys() == {"at_night"}
    one = found["at_night"]
    assert (one["task"]["title"], one["organisations"][0]["name"]) == ("Portiek", "Buurthuis")
    assert one["numbers"] == {"claims": 3, "earlier": 6, "nightly": 0}
    claimed(desk, poster["id"], task["id"], zip(minutes(NOON, 7), everybody, strict=True))
    found = look(issuer, community)
    assert found.keys() == {"at_night", "in_a_burst"}
    assert found["in_a_burst"]["numbers"] == {"claims": 7, "minutes": 10, "usual": 1}


def test_an_event_and_a_quiet_week_are_nothing_unusual(
    desk: Desk, community: CommunityFacts, issuer: Somebody
) -> None:
    everybody = people(community, 13)
    window = {"starts_at": NOON.isoformat(), "ends_at": (NOON + timedelta(hours=3)).isoformat()}
    party, poster = desk.poster_of(**window)
    claimed(desk, poster["id"], party["id"], zip(minutes(NOON, 13, 0.2), everybody, strict=True))
    task, weekly = desk.poster_of()
    days = [NOON - timedelta(hours=7 * number) for number in range(13)]
    claimed(desk, weekly["id"], task["id"], zip(days, everybody, strict=True))
    assert look(issuer, community) == {}
    assert expect(200, send(issuer.client, "GET", "/me/notices"))["notices"] == []


def test_one_phone_for_many_and_a_coordinator_for_one(
    desk: Desk, community: CommunityFacts, issuer: Somebody
) -> None:
    everybody = people(community, 4)
    for phone, who in ((b"family__", everybody[:3]), (b"crowd___", everybody)):
        for person_id in who:
            mark = {"community_id": community.id, "person_id": person_id, "phone": phone}
            db.session.add(ClaimPhone(claim_id=new_id(), at=NOON, **mark))
    task, poster = desk.poster_of()
    by = {"status": "booked", "decided_by": desk.person_id, "decided_at": NOON}
    friend, other = everybody[:2]
    claimed(desk, poster["id"], task["id"], [(NOON - timedelta(days=9), other)], **by)
    hours = [NOON - timedelta(hours=30 * number) for number in range(8)]
    claimed(desk, poster["id"], task["id"], [(at, friend) for at in hours], **by)
    found = look(issuer, community)
    assert found.keys() == {"one_phone", "one_sided"}
    assert found["one_phone"]["numbers"] == {"people": 4, "claims": 4}
    assert len(found["one_phone"]["people"]) == 4
    assert found["one_sided"]["numbers"] == {"approvals": 8, "of": 9, "amount": 800}
    assert [one["name"] for one in found["one_sided"]["people"]] == ["Noor", "Buur 0"]


def test_shops_that_give_back_and_codes_that_travel(
    app: Flask, community: CommunityFacts, issuer: Somebody
) -> None:
    shops = [make_counter(app, community, f"Winkel {number}") for number in range(3)]
    friend, traveller = people(community, 2)
    for day in range(4):
        refunded(shops[0], friend, NOON - timedelta(days=day * 5), timedelta(hours=12))
    for number in range(6):
        at = NOON - timedelta(hours=number * 20)
        refunded(shops[number % 3], traveller, at, timedelta(minutes=30))
    for number in range(5):
        refunded(shops[2], make_member(community.id), NOON, timedelta(minutes=number))
    code = {"code_hash": b"c" * 32}
    paid(shops[0], traveller, NOON, **code)
    for shop in shops[1:]:
        nothing = {"key_id": None, "counter": None, "status": "refused", "reason": "code_used"}
        paid(shop, None, NOON, **nothing, **code)
    # What usual customers do makes a shop's few refunds few.
    for number in range(10):
        paid(shops[0], make_member(community.id), NOON - timedelta(hours=number))
    found = look(issuer, community)
    assert found.keys() == {"to_one_customer", "in_circles", "at_once", "replayed"}
    assert found["to_one_customer"]["numbers"] == {"refunds": 4, "amount": 4_000, "paid": 4_000}
    assert found["in_circles"]["numbers"] == {"refunds": 6, "shops": 3, "amount": 6_000}
    assert found["at_once"]["organisations"][0]["name"] == "Winkel 2"
    assert found["replayed"]["numbers"] == {"shops": 3, "times": 3}
    assert [one["id"] for one in found["replayed"]["people"]] == [str(traveller)]


def test_a_note_takes_a_finding_off_until_it_happens_anew(
    app: Flask, desk: Desk, community: CommunityFacts, issuer: Somebody
) -> None:
    everybody = people(community, 5)
    task, poster = desk.poster_of()

    def phones(at: datetime, who: list[uuid.UUID]) -> None:
        for person_id in who:
            mark = {"community_id": community.id, "person_id": person_id, "phone": b"crowd___"}
            db.session.add(ClaimPhone(claim_id=new_id(), at=at, **mark))
        db.session.commit()

    phones(NOON, everybody[:4])
    found = look(issuer, community)["one_phone"]
    phones(NOON, everybody[4:])
    grown = look(issuer, community)["one_phone"]
    assert (grown["id"], grown["numbers"]["people"]) == (found["id"], 5)
    notices = expect(200, send(issuer.client, "GET", "/me/notices"))["notices"]
    assert [one["kind"] for one in notices] == ["unusual_found"]
    path, note = f"/findings/{found['id']}/dismiss", {"note": "De tablet van het buurthuis."}
    assert refusal(send(issuer.client, "POST", path, {"note": " "})) == "invalid_request"
    told = expect(200, send(issuer.client, "POST", path, note))
    assert told["dismissed"]["note"] == note["note"]
    assert expect(200, send(issuer.client, "POST", path, note)) == told
    other = send(issuer.client, "POST", path, {"note": "Anders."})
    assert refusal(other) == "finding_dismissed"
    assert look(issuer, community) == {}
    assert look(issuer, community, "dismissed").keys() == {"one_phone"}
    later = clock.now() + timedelta(days=1)
    clock.use_source(lambda: later + timedelta(hours=1))
    phones(later, everybody[:4])
    claimed(desk, poster["id"], task["id"], [(later, everybody[0])])
    new = run_due([community], JOBS, until=(later + timedelta(days=1)).date(), strict=True)
    assert [one.done for one in new] == [1]
    with db.engine.connect() as connection:
        dismissed = connection.exec_driver_sql(CHECKS["finding_dismissed_by_stranger"])
        assert dismissed.all() == []


def test_a_burst_is_counted_where_it_is_thickest() -> None:
    quiet, thick = minutes(NOON, 4, 9), minutes(NOON + timedelta(hours=1), 5, 2.5)
    assert busiest([]) == 0
    assert busiest(quiet) == 2
    assert busiest([*quiet, *thick]) == 5
