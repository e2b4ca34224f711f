"""Push: told once by any number of senders, to phones that want it, and encrypted for them."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from backend import audit, clock
from backend.codes import base64url
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.identity import service as identity
from backend.notices import push_queue, push_rules, push_sender, service, vapid
from backend.notices.models import PushMessage, PushSubscription
from backend.web.caller import Place
from tests.conftest import SECRET
from tests.factories.communities import Somebody, make_community, somebody
from tests.factories.identity import give_passkey, seconds_later, send, sign_in
from tests.support.push_service import Browser, PushService, point_of, push_service

LOCAL = "http://localhost:8000"
DEAD, BUSY, DOWN, ANGRY = 410, 429, 503, 403


@pytest.fixture
def phones() -> Iterator[PushService]:
    """The push service of all browsers here; nothing that it got was unreadable."""
    with push_service() as service:
        yield service
        assert service.troubles == []


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """A server that is only for this machine, which therefore may push to it."""
    app = make_app(origin=LOCAL)
    with app.app_context():
        yield app
        assert audit.run() == []
        db.session.remove()


def with_phone(app: Flask, phones: PushService, where: CommunityFacts) -> tuple[Somebody, Browser]:
    """A member whose phone is told."""
    member, browser = somebody(app, "member", Place(where.id)), phones.browser()
    answer = send(member.client, "PUT", "/me/push", browser.json)
    assert (answer.status_code, answer.json["here"], answer.json["phones"]) == (200, True, 1)
    return member, browser


def tell(community: CommunityFacts, *people: Somebody, kind: str = "due_coming") -> None:
    service.tell([one.person_id for one in people], community.id, kind, amount=250)


def test_a_phone_reads_the_kind_and_the_notice_and_nothing_else(
    app: Flask, phones: PushService
) -> None:
    community = make_community()
    samira, _ = with_phone(app, phones, community)
    piet = somebody(app, "member", Place(community.id))
    tell(community, samira, piet)
    assert (push_sender.send_due(), push_sender.send_due()) == (1, 0)
    notice = send(samira.client, "GET", "/me/notices").json["notices"][0]
    [push] = phones.arrived
    assert push.said == {"kind": "due_coming", "notice": notice["id"]}
    assert push.claims["sub"] == "mailto:nobody@localhost"
    hours = (push.claims["exp"] - clock.now().timestamp()) / 3_600
    assert 11 < hours < 24
    assert push.sender_key == _decoded(send(samira.client, "GET", "/me/push").json["public_key"])
    assert 86_000 < int(push.headers["ttl"]) <= 86_400
    assert (push.headers["urgency"], len(push.headers["topic"])) == ("normal", 22)
    seen = " ".join(push.headers.values())
    assert str(samira.person_id) not in seen
    assert "due_coming" not in seen


def test_what_is_switched_off_is_not_pushed_and_a_phone_has_one_person(
    app: Flask, phones: PushService
) -> None:
    community = make_community()
    samira, browser = with_phone(app, phones, community)
    answer = send(samira.client, "PATCH", "/me/push", {"switches": {"standing": False}})
    assert answer.json["switches"]["standing"] is False
    tell(community, samira)
    tell(community, samira, kind="budget_low")
    push_sender.send_due()
    assert [push.said["kind"] for push in phones.arrived] == ["budget_low"]
    send(samira.client, "PATCH", "/me/push", {"switches": {"standing": True}})
    refused = send(samira.client, "PATCH", "/me/push", {"switches": {"weather": True}})
    assert refused.status_code == 422

    # The phone is lent to Piet: Samira's news must not appear on it.
    piet = somebody(app, "member", Place(community.id))
    send(piet.client, "PUT", "/me/push", browser.json)
    assert send(samira.client, "GET", "/me/push").json["phones"] == 0
    tell(community, samira, piet)
    assert push_sender.send_due() == 1
    assert phones.arrived[-1].said["notice"] == _newest(piet)
    assert send(piet.client, "DELETE", "/me/push").status_code == 204
    tell(community, piet)
    assert push_sender.send_due() == 0


def test_bad_subscriptions_are_refused_by_name(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        samira = somebody(app, "member", Place(make_community().id))
        good = PushService(origin="https:" + "//updates.push.services.mozilla.com").browser().json
        assert send(samira.client, "PUT", "/me/push", good).status_code == 200
        for endpoint in ("http://127.0.0.1:1/x", "https:" + "//10.0.0.7/x", "https://localhost/x"):
            answer = send(samira.client, "PUT", "/me/push", {**good, "endpoint": endpoint})
            assert (answer.status_code, answer.json["code"]) == (422, "push_endpoint_refused")
        for name, value in (("p256dh", "AAAA"), ("auth", "AAAA"), ("auth", "not base64!")):
            keys = {**good["keys"], name: value}
            answer = send(samira.client, "PUT", "/me/push", {**good, "keys": keys})
            assert (answer.status_code, answer.json["code"]) == (422, "push_keys_invalid")
        assert send(app.test_client(), "PUT", "/me/push", good).status_code == 401


def test_four_senders_on_two_servers_send_each_once(
    app: Flask, phones: PushService, make_app: Callable[..., Flask]
) -> None:
    community = make_community()
    people = [with_phone(app, phones, community) for _ in range(6)]
    for _ in range(5):
        tell(community, *(one for one, _ in people))
    db.session.remove()
    apps = [app, make_app(origin=LOCAL)] * 2
    done: list[int] = []

    def run(server: Flask) -> None:
        with server.app_context():
            done.append(push_sender.send_due())
            db.session.remove()

    threads = [threading.Thread(target=run, args=(server,)) for server in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == len(phones.arrived) == 30
    assert set(Counter(push.said["notice"] for push in phones.arrived).values()) == {1}
    assert {phones.attempts(browser) for _, browser in people} == {5}


def test_trouble_is_met_with_pauses_and_the_dead_are_dropped(
    app: Flask, phones: PushService
) -> None:
    community, start = make_community(), clock.now()
    clock.use_source(lambda: start)
    (gone, _), (busy, late), (down, never), (angry, shop) = (
        with_phone(app, phones, community) for _ in range(4)
    )
    plans: dict[str, Callable[[int], int | tuple[int, dict[str, str]]]] = {
        late.endpoint: lambda nth: (BUSY, {"Retry-After": "100"}) if nth == 1 else 201,
        never.endpoint: lambda _: DOWN,
        shop.endpoint: lambda _: ANGRY,
    }

    def dead(_: int) -> int:
        return DEAD

    phones.answer = lambda browser, nth: plans.get(browser.endpoint, dead)(nth)
    tell(community, gone, busy, down, angry)
    assert push_sender.send_due() == 4
    assert send(gone.client, "GET", "/me/push").json["phones"] == 0
    assert _waiting() == 2
    for later, sent in ((19, 0), (21, 1), (99, 1), (101, 1)):
        seconds_later(start, later)
        assert push_sender.send_due() == sent, later
    assert [push.browser for push in phones.arrived] == [late]
    seconds_later(start, 86_401)
    assert push_sender.send_due() == 0
    assert (_waiting(), _phones(down)) == (0, 1)
    for _ in range(push_rules.MOST_REFUSED):
        tell(community, angry)
        push_sender.send_due()
    assert _phones(angry) == 0


def test_a_sender_that_dies_loses_nothing_and_who_was_slower_changes_nothing(
    app: Flask, phones: PushService
) -> None:
    community, start = make_community(), clock.now()
    clock.use_source(lambda: start)
    samira, _ = with_phone(app, phones, community)
    tell(community, samira)
    [dead] = push_queue.take(5)
    assert push_sender.send_due() == 0
    seconds_later(start, push_rules.LEASE.total_seconds() + 1)
    [second] = push_queue.take(5)
    assert (dead.attempts, second.attempts) == (1, 2)
    push_queue.settle(dead, push_rules.Told.DELIVERED)
    assert _waiting() == 1
    push_queue.settle(second, push_rules.Told.DELIVERED)
    assert _waiting() == 0


def test_who_is_signed_out_is_told_nothing_more(app: Flask, phones: PushService) -> None:
    community = make_community()
    samira, browser = with_phone(app, phones, community)
    laptop = app.test_client()
    session = sign_in(laptop, samira.person_id).session_id
    other = phones.browser()
    send(laptop, "PUT", "/me/push", other.json)
    tell(community, samira)
    identity.revoke(session)
    push_sender.send_due()
    assert [push.browser for push in phones.arrived] == [browser]
    assert db.session.query(PushSubscription).count() == 1
    tell(community, samira)
    push_sender.send_due()
    assert phones.attempts(other) == 0


def test_a_new_secret_keeps_old_subscriptions_until_the_app_renews_them(
    app: Flask, phones: PushService, make_app: Callable[..., Flask]
) -> None:
    community = make_community()
    samira, browser = with_phone(app, phones, community)
    first = vapid.public_key()
    rotated = make_app(origin=LOCAL, secrets=("another-secret-of-forty-characters-long!", SECRET))
    with rotated.app_context():
        assert vapid.public_key() != first
        tell(community, samira)
        assert push_sender.send_due() == 1
        assert phones.arrived[-1].sender_key == _decoded(first)
        db.session.remove()
    only_new = make_app(origin=LOCAL, secrets=("another-secret-of-forty-characters-long!",))
    with only_new.app_context():
        tell(community, samira)
        assert push_sender.send_due() == 0
        db.session.remove()
    assert push_sender.send_due() == 1
    assert point_of(browser.private_key) == browser.point


def _waiting() -> int:
    db.session.rollback()
    return db.session.query(PushMessage).count()


def _phones(person: Somebody) -> int:
    mine = db.session.query(PushSubscription).filter_by(person_id=person.person_id)
    return mine.count()


def _newest(person: Somebody) -> str:
    found: str = send(person.client, "GET", "/me/notices").json["notices"][0]["id"]
    return found


def _decoded(text: str) -> bytes:
    return base64url.decode(text)


def test_a_new_device_is_told_to_the_devices_that_were_there(
    app: Flask, phones: PushService
) -> None:
    community = make_community()
    samira, browser = with_phone(app, phones, community)
    passkey = give_passkey(samira.person_id)
    laptop = app.test_client()
    begun = send(laptop, "POST", "/sign-in/options").json
    answer = {
        "challenge_id": begun["challenge_id"],
        "credential": passkey.get(begun["public_key"]),
        "device_name": "Laptop van iemand",
    }
    assert send(laptop, "POST", "/sign-in", answer).status_code == 200
    assert push_sender.send_due() == 1
    [push] = phones.arrived
    assert (push.browser, push.said["kind"]) == (browser, "new_device")
    assert (push.headers["urgency"], int(push.headers["ttl"]) > 172_800) == ("high", True)
    told = send(samira.client, "GET", "/me/notices").json["notices"]
    assert [(one["kind"], one["params"]) for one in told] == [
        ("new_device", {"device": "Laptop van iemand"})
    ]
