"""A wallet without a phone moves to one: the person stays the same, and nobody takes it alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask

from backend import clock
from backend.communities.queries import CommunityFacts
from tests.factories.authenticator import Authenticator
from tests.factories.cards import PIN, Holder, pay
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import findings
from tests.factories.payments import Counter
from tests.factories.tasks import Desk, colleague, expect, refusal
from tests.identity.ceremonies import answered, options

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_the_holder_types_the_pin_and_the_wallet_moves_to_the_phone(
    app: Flask, desk: Desk, holder: Holder, counter: Counter, community: CommunityFacts
) -> None:
    assert refusal(hand_over(app, desk, holder)) == "holder_not_here"
    opened = open_card(app, desk, holder)
    assert (opened["name"], opened["balance"]) == ("Oma Jansen", 10_000)
    first = expect(201, hand_over(app, desk, holder, keep_card=True))["url"].partition("#")[2]
    token = expect(201, hand_over(app, desk, holder, keep_card=False))["url"].partition("#")[2]

    phone = app.test_client()
    look = send(phone, "POST", "/hand-overs/look", {"token": token})
    assert (look.json["display_name"], look.json["keep_card"]) == ("Oma Jansen", False)
    assert refusal(send(phone, "POST", "/hand-overs/look", {"token": first})) == "hand_over_gone"
    given = options(phone, "/hand-overs/options", {"token": token})
    made = Authenticator(app.config["WIJKMUNT"].origin).create(given["public_key"])
    body = answered(given, made, device_name="Oma's telefoon")
    done = expect(200, send(phone, "POST", "/hand-overs/finish", body))
    assert len(done["recovery_codes"]) == 10

    me = expect(200, send(phone, "GET", "/me"))
    assert me["person"]["id"] == str(holder.person_id)
    wallet = expect(200, send(phone, "GET", f"/communities/{community.id}/wallet"))
    assert wallet["balance"] == 10_000
    assert refusal(pay(counter, holder)) == "card_blocked"
    assert refusal(send(phone, "POST", "/hand-overs/look", {"token": token})) == "hand_over_gone"
    assert refusal(hand_over(app, desk, holder)) in {"card_blocked", "holder_has_phone"}
    assert findings() == []


def test_a_pin_chosen_anew_at_a_coordinators_opens_a_phone_at_anothers_a_day_later(
    app: Flask, desk: Desk, holder: Holder
) -> None:
    clock.use_source(lambda: NOON)
    at_desk = signed_in_client(app, desk.person_id, fresh=True)
    expect(200, send(at_desk, "POST", f"/cards/{holder.card_id}/pin", {"pin": "9417"}))
    open_card(app, desk, holder, "9417")
    assert refusal(hand_over(app, desk, holder)) == "same_person"
    other = replace(desk, person_id=colleague(app, desk).person_id)
    assert refusal(hand_over(app, other, holder)) == "holder_not_here"
    open_card(app, other, holder, "9417")
    assert refusal(hand_over(app, other, holder)) == "pin_too_new"
    clock.use_source(lambda: NOON + timedelta(hours=25))
    open_card(app, other, holder, "9417")
    expect(201, hand_over(app, other, holder))


def test_the_balance_is_told_at_counters_and_a_statement_printed_at_a_coordinators(
    app: Flask, desk: Desk, holder: Holder, counter: Counter
) -> None:
    path = f"/organisations/{counter.shop.id}/cards/open"
    body = {"card": holder.number, "pin": PIN}
    told = expect(200, send(counter.cashier.client, "POST", path, body))
    assert told == {"name": "Oma Jansen", "balance": 10_000, "card_id": None}
    wrong = send(counter.cashier.client, "POST", path, {**body, "pin": "9417"})
    assert refusal(wrong) == "card_pin_wrong"

    expect(200, pay(counter, holder, 650))
    offers = f"/cards/{holder.card_id}/helper-offers"
    assert refusal(desk.send("POST", offers, {})) == "holder_not_here"
    path = f"/cards/{holder.card_id}/statement/file?format=csv"
    assert refusal(desk.send("GET", path)) == "holder_not_here"
    open_card(app, desk, holder)
    printed = desk.send("GET", path)
    assert printed.status_code == 200
    assert "Bakkerij" in printed.text
    assert send(counter.cashier.client, "GET", path).status_code == 404
    offer = expect(201, desk.send("POST", f"/cards/{holder.card_id}/helper-offers", {}))
    assert "/helper#" in offer["url"]
    page = expect(200, desk.send("GET", f"/cards/{holder.card_id}"))
    assert [line["deed"] for line in page["history"]] == ["printed", "shown", "shown", "made"]


def open_card(app: Flask, desk: Desk, holder: Holder, pin: str = PIN) -> dict[str, Any]:
    path = f"/organisations/{desk.organisation.id}/cards/open"
    client = signed_in_client(app, desk.person_id)
    return expect(200, send(client, "POST", path, {"card": holder.number, "pin": pin}))


def hand_over(app: Flask, desk: Desk, holder: Holder, *, keep_card: bool = True) -> Any:
    client = signed_in_client(app, desk.person_id, fresh=True)
    return send(client, "POST", f"/cards/{holder.card_id}/hand-over", {"keep_card": keep_card})
