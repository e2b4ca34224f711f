"""Requests of members and shops: registered, paid once or by many, taken back; bills."""

from datetime import timedelta

from flask import Flask

from backend import clock
from backend.codes.links import parse_link
from backend.db import db
from backend.ids import new_id
from backend.notices.models import Notice
from tests.factories.communities import give_role, make_organisation, somebody
from tests.factories.identity import send, sign_in
from tests.factories.ledger import findings
from tests.factories.payments import Counter, Payer, make_payer, revoke_key
from tests.factories.rules import set_rule
from tests.factories.sending import asks, pay, pay_code, register


def code_of(answer: object) -> str:
    return answer.json["code"]  # type: ignore[attr-defined,no-any-return]


def told(person_id: object) -> list[str]:
    db.session.rollback()
    rows = db.session.query(Notice).filter_by(person_id=person_id).order_by(Notice.at)
    return [row.kind for row in rows]


def test_a_request_is_paid_once_and_its_payee_sees_by_whom(
    app: Flask, payer: Payer, friend: Payer
) -> None:
    code = asks(friend, 650, "Concert")
    made = register(friend, code)
    assert (made.status_code, made.json["status"], made.json["amount"]) == (200, "open", 650)
    assert register(friend, code).json == made.json
    assert (
        code_of(register(friend, code, many=True, asked_id=str(payer.person_id))) == "id_conflict"
    )
    assert parse_link(made.json["link"]).secret == code  # type: ignore[union-attr]
    path = f"/payment-requests/{made.json['id']}"
    assert code_of(send(payer.client, "GET", path)) == "not_found"
    wrong = pay_code(payer, code, 651)
    assert (code_of(wrong), wrong.json["amount"]) == ("request_amount_mismatch", 650)

    send_id = new_id()
    paid = pay_code(payer, code, 650, send_id)
    assert (paid.json["words"], paid.json["request_id"]) == ("Concert", made.json["id"])
    assert pay_code(payer, code, 650, send_id).json == paid.json
    assert code_of(pay_code(payer, code, 650)) == "request_paid"
    detail = send(friend.client, "GET", path).json
    assert (detail["request"]["status"], detail["payments"][0]["name"]) == ("paid", "Samira")
    assert code_of(send(friend.client, "POST", f"{path}/cancel", {})) == "request_paid"
    own = send(friend.client, "GET", f"/communities/{friend.community.id}/payment-requests").json
    assert [one["id"] for one in own["requests"]] == [made.json["id"]]
    assert findings() == []


def test_only_its_payee_registers_and_takes_back_a_request(
    app: Flask, payer: Payer, friend: Payer
) -> None:
    code = asks(friend, 650)
    assert code_of(register(payer, code)) == "not_your_request"
    assert code_of(register(friend, asks(friend, 5, days=401))) == "request_too_long"
    other_id = f"/payment-requests/{new_id()}"
    assert code_of(send(friend.client, "PUT", other_id, {"code": code})) == "id_conflict"
    made = register(friend, code).json
    path = f"/payment-requests/{made['id']}/cancel"
    assert code_of(send(payer.client, "POST", path, {})) == "not_found"
    assert send(friend.client, "POST", path, {}).json["status"] == "cancelled"
    assert send(friend.client, "POST", path, {}).json["status"] == "cancelled"
    assert code_of(pay_code(payer, code, 650)) == "request_cancelled"
    # What was registered stays good when the phone that signed it is lost.
    kept = asks(friend, 0, "Cadeau voor Joop")
    register(friend, kept, many=True)
    revoke_key(friend)
    assert pay_code(payer, kept, 300).status_code == 200
    assert pay_code(payer, kept, 400).status_code == 200
    expired = clock.now() + timedelta(days=8)
    clock.use_source(lambda: expired)
    sign_in(payer.client, payer.person_id)
    late = pay_code(payer, kept, 5)
    assert (code_of(late), late.json["seconds"] > 80_000) == ("request_expired", True)
    assert friend.balance == 10_700


def test_a_contact_is_asked_told_and_may_decline(payer: Payer, friend: Payer) -> None:
    pay_code(payer, asks(friend), 100)
    code = asks(friend, 650, "Bloemen")
    made = register(friend, code, asked_id=str(payer.person_id)).json
    assert (made["asked"], told(payer.person_id)) == ("Samira", ["request"])
    here = f"/communities/{payer.community.id}/asked"
    asked = send(payer.client, "GET", here).json["requests"]
    assert [(one["code"], one["payee"]["name"]) for one in asked] == [(code, "Samira")]
    decline = f"/payment-requests/{made['id']}/decline"
    assert code_of(send(friend.client, "POST", decline, {})) == "not_found"
    for _ in range(2):
        assert send(payer.client, "POST", decline, {}).status_code == 200
    assert send(payer.client, "GET", here).json["requests"] == []
    assert told(friend.person_id) == ["received", "request_declined"]
    detail = send(friend.client, "GET", f"/payment-requests/{made['id']}").json
    assert detail["request"]["status"] == "declined"


def test_a_bill_is_split_and_its_overview_tells_who_has_paid(
    app: Flask, payer: Payer, friend: Payer
) -> None:
    third = make_payer(app, payer.community)
    shares, codes = [], []
    for name in ("Mehmet", "Fatma"):
        codes.append(asks(friend, 1_000, "Etentje", request_id=(share_id := new_id())))
        shares.append({"id": str(share_id), "name": name, "code": codes[-1]})
    body = {
        "community_id": str(friend.community.id),
        "words": "Etentje",
        "own": 1_001,
        "shares": shares,
    }
    path = f"/splits/{new_id()}"
    made = send(friend.client, "PUT", path, body)
    assert made.json["split"] | {"total": 3_001, "paid": 0, "shares": 2} == made.json["split"]
    assert send(friend.client, "PUT", path, body).json == made.json
    assert code_of(send(friend.client, "PUT", path, {**body, "own": 5})) == "id_conflict"
    twice = {**body, "shares": [shares[0], shares[0]]}
    assert code_of(send(friend.client, "PUT", f"/splits/{new_id()}", twice)) == "shares_invalid"

    pay_code(payer, codes[0], 1_000)
    seen = send(friend.client, "GET", path).json
    assert [(one["share"], one["status"]) for one in seen["requests"]] == [
        ("Fatma", "open"),
        ("Mehmet", "paid"),
    ]
    pay_code(third, codes[1], 1_000)
    split = send(friend.client, "GET", f"/communities/{friend.community.id}/splits").json["splits"]
    assert (split[0]["paid"], split[0]["received"]) == (2, 2_000)
    assert told(friend.person_id) == ["received", "received", "split_paid"]
    assert code_of(send(payer.client, "GET", path)) == "not_found"
    assert send(friend.client, "POST", f"{path}/cancel", {}).json["split"]["paid"] == 2
    assert findings() == []


def test_a_shops_table_is_paid_by_many_and_its_invoice_by_one(
    app: Flask, payer: Payer, friend: Payer, counter: Counter
) -> None:
    cashier = make_payer(app, counter.community)
    give_role(cashier.person_id, "shop_staff", counter.shop.place)
    sign_in(cashier.client, cashier.person_id)
    shop_id = counter.shop.id
    assert code_of(register(payer, asks(payer, shop_id=shop_id))) == "not_your_request"
    table = asks(cashier, 0, "Tafel 4", shop_id=shop_id, days=365)
    invoice = asks(cashier, 3_000, "Factuur 17", shop_id=shop_id)
    register(cashier, table, many=True)
    made = register(cashier, invoice).json
    assert (made["kind"], made["organisation_id"]) == ("shop", str(shop_id))

    seen = send(payer.client, "POST", "/payment-requests/look", {"code": table}).json
    assert (seen["payee"]["name"], seen["words"], seen["many"]) == ("Bakkerij", "Tafel 4", True)
    first, second = pay_code(payer, table, 700), pay_code(friend, table, 800)
    assert (first.json["other"]["kind"], second.status_code) == ("shop", 200)
    assert code_of(pay_code(payer, invoice, 3_000)) == "fresh_login_required"
    sign_in(payer.client, payer.person_id, fresh=True)
    paid = pay_code(payer, invoice, 3_000, send_id := new_id())
    assert pay_code(payer, invoice, 3_000, send_id).json == paid.json
    assert code_of(pay_code(friend, invoice, 3_000)) in {"request_paid", "fresh_login_required"}
    assert told(cashier.person_id) == ["invoice_paid"]

    day = counter.community.day(clock.now()).isoformat()
    till = send(cashier.client, "GET", f"/organisations/{shop_id}/till?day={day}").json
    assert [one["means"] for one in till["payments"]] == ["request"] * 3
    listed = send(cashier.client, "GET", f"/organisations/{shop_id}/payment-requests").json
    assert {one["words"]: (one["paid"], one["received"]) for one in listed["requests"]} == {
        "Tafel 4": (2, 1_500),
        "Factuur 17": (1, 3_000),
    }
    detail = send(cashier.client, "GET", f"/payment-requests/{made['id']}").json
    assert [one["name"] for one in detail["payments"]] == [None]
    refund = {"payment_id": str(send_id), "amount": 1_000, "reason": "Te veel berekend"}
    assert send(cashier.client, "PUT", f"/refunds/{new_id()}", refund).status_code == 200
    assert (payer.balance, counter.till) == (7_300, 3_500)
    keys = send(payer.client, "GET", f"/communities/{counter.community.id}/request-keys").json
    assert len(keys["keys"]) == 1
    assert findings() == []


def test_an_associations_till_is_paid_where_the_rules_give_it_one(
    app: Flask, payer: Payer, counter: Counter
) -> None:
    club = make_organisation(counter.community.id, "association", "Buurthuis", "")
    greet = somebody(app, "coordinator", club.place)
    terms = {
        "community_id": str(club.community_id),
        "organisation_id": str(club.id),
        "amount": 500,
        "words": "Contributie",
        "expires_at": (clock.now() + timedelta(days=30)).isoformat().replace("+00:00", "Z"),
    }
    # A phone that keeps no key lets the server sign.
    path = f"/payment-requests/{new_id()}"
    made = send(greet.client, "PUT", path, {"terms": terms, "many": True}).json
    assert send(greet.client, "PUT", path, {"terms": terms, "many": True}).json == made
    assert code_of(pay_code(payer, made["code"], 500)) == "not_allowed_here"
    kinds = {"categories": None, "organisations": ["shop", "association"]}
    set_rule(counter.community.id, "spending", kinds)
    assert pay_code(payer, made["code"], 500).json["other"]["name"] == "Buurthuis"
    far = {**terms, "expires_at": "2200-01-01T00:00:00Z"}
    assert code_of(send(greet.client, "PUT", f"/payment-requests/{new_id()}", {"terms": far})) == (
        "request_too_long"
    )
    both = {"terms": terms, "code": made["code"]}
    assert send(greet.client, "PUT", f"/payment-requests/{new_id()}", both).status_code == 422
    lines = {**terms, "words": "twee\nregels"}
    answer = send(greet.client, "PUT", f"/payment-requests/{new_id()}", {"terms": lines})
    assert answer.status_code == 422
    assert pay(payer, {"amount": 5, "code": made["code"], "words": "x" * 81}).status_code == 422
