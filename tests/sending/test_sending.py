"""Members pay members: by a code, to a contact, once, within the rules of the community."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask

from backend import clock
from backend.communities import service as communities
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.ids import new_id
from backend.notices.models import Notice
from backend.web.caller import Place
from tests.factories.communities import make_community
from tests.factories.identity import keep_cookies, send, sign_in
from tests.factories.ledger import findings
from tests.factories.payments import Payer, make_payer, revoke_key
from tests.factories.rules import set_rule
from tests.factories.sending import asks, pay, pay_code


def code_of(answer: object) -> str:
    return answer.json["code"]  # type: ignore[attr-defined,no-any-return]


def told(payee: Payer) -> list[tuple[str, object]]:
    db.session.rollback()
    rows = db.session.query(Notice).filter_by(person_id=payee.person_id).order_by(Notice.at)
    return [(row.kind, row.params["amount"]) for row in rows]


def test_a_friends_code_is_paid_once_and_both_have_the_receipt(payer: Payer, friend: Payer) -> None:
    code, send_id = asks(friend), new_id()
    seen = send(payer.client, "POST", "/payment-requests/look", {"code": code}).json
    assert (seen["payee"]["name"], seen["amount"], seen["standing"]) == ("Samira", None, True)
    body = {"code": code, "amount": 1_250, "words": "Pizza"}
    first = pay(payer, body, send_id)
    assert (first.status_code, first.json["direction"], first.json["words"]) == (
        200,
        "out",
        "Pizza",
    )
    assert pay(payer, body, send_id).json == first.json
    assert code_of(pay(payer, {**body, "amount": 1_251}, send_id)) == "id_conflict"
    assert code_of(pay(friend, {"code": asks(payer), "amount": 1_250}, send_id)) == "id_conflict"
    assert (payer.balance, friend.balance) == (8_750, 11_250)

    mine = send(friend.client, "GET", f"/sends/{send_id}").json
    assert (mine["direction"], mine["other"]["id"]) == ("in", str(payer.person_id))
    since = clock.now() - timedelta(minutes=1)
    path = f"/communities/{friend.community.id}/received?after={since.isoformat()[:-6]}Z"
    assert [one["id"] for one in send(friend.client, "GET", path).json["receipts"]] == [
        str(send_id)
    ]
    assert told(friend) == [("received", 1_250)]
    wallet = send(payer.client, "GET", f"/communities/{payer.community.id}/wallet").json
    assert (wallet["recent"][0]["kind"], wallet["recent"][0]["counterpart"]) == ("send", "Samira")
    assert findings() == []


def test_contacts_come_from_what_was_sent_and_can_be_hidden(
    app: Flask, payer: Payer, friend: Payer
) -> None:
    here = f"/communities/{payer.community.id}/contacts"
    to_friend = {
        "contact_id": str(friend.person_id),
        "community_id": str(payer.community.id),
        "amount": 300,
    }
    assert code_of(pay(payer, to_friend)) == "contact_unknown"
    assert pay_code(friend, asks(payer), 100).status_code == 200
    listed = send(payer.client, "GET", here).json["contacts"]
    assert [(one["person_id"], one["name"]) for one in listed] == [
        (str(friend.person_id), "Samira")
    ]
    assert pay(payer, to_friend).json["other"]["id"] == str(friend.person_id)

    hide = f"{here}/{friend.person_id}/hide"
    assert send(payer.client, "POST", hide, {}).json["contacts"][0]["hidden"] is True
    back = {**to_friend, "contact_id": str(payer.person_id)}
    assert code_of(pay(friend, back)) == "contact_unknown"
    ask = {"code": asks(friend, 500, "Fiets", request_id=(rid := new_id()))}
    asked = {**ask, "asked_id": str(payer.person_id)}
    assert (
        code_of(send(friend.client, "PUT", f"/payment-requests/{rid}", asked)) == "contact_unknown"
    )
    send(payer.client, "POST", hide.replace("/hide", "/show"), {})
    assert pay(friend, back).status_code == 200

    communities.revoke(friend.person_id, "member", Place(payer.community.id), by=None)
    assert send(payer.client, "GET", here).json["contacts"] == []
    assert code_of(pay(payer, to_friend)) == "payee_left"


def test_above_the_own_limit_a_passkey_is_asked_also_bit_by_bit(
    payer: Payer, friend: Payer
) -> None:
    code = asks(friend)
    assert pay_code(payer, code, 2_500).status_code == 200
    send_id = new_id()
    assert code_of(pay_code(payer, code, 1, send_id)) == "fresh_login_required"
    keep_cookies(payer.client, sign_in(payer.client, payer.person_id, fresh=True))
    assert pay_code(payer, code, 1, send_id).status_code == 200
    assert pay_code(payer, code, 7_000).status_code == 200
    sign_in(payer.client, payer.person_id)
    # An answer that got lost is given again without another passkey.
    assert pay_code(payer, code, 1, send_id).status_code == 200
    assert code_of(pay_code(payer, code, 600)) == "fresh_login_required"
    sign_in(payer.client, payer.person_id, fresh=True)
    assert code_of(pay_code(payer, code, 600)) == "not_enough_coins"
    assert (payer.balance, friend.balance) == (499, 19_501)


def test_the_community_decides_whether_and_how_much(payer: Payer, friend: Payer) -> None:
    code = asks(friend)
    set_rule(payer.community.id, "between_members", {"allowed": True, "day_limit": 1_000})
    assert pay_code(payer, code, 600).status_code == 200
    refused = pay_code(payer, code, 401)
    assert (code_of(refused), refused.json["left"], refused.json["limit"]) == (
        "send_day_limit", 400, 1_000,
    )  # fmt: skip
    now = clock.now()
    clock.use_source(lambda: now + timedelta(days=1))
    sign_in(payer.client, payer.person_id)
    assert pay_code(payer, code, 1_000).status_code == 200
    set_rule(payer.community.id, "between_members", {"allowed": False, "day_limit": None})
    assert code_of(pay_code(payer, code, 1)) == "sending_not_allowed"
    look = send(payer.client, "POST", "/payment-requests/look", {"code": code})
    assert code_of(look) == "sending_not_allowed"


def test_two_at_once_cannot_pass_the_days_limit(app: Flask, payer: Payer, friend: Payer) -> None:
    set_rule(payer.community.id, "between_members", {"allowed": True, "day_limit": 1_000})
    code = asks(friend)
    clients = [app.test_client() for _ in range(4)]
    for client in clients:
        sign_in(client, payer.person_id)
    with ThreadPoolExecutor(4) as together:
        answers = list(
            together.map(
                lambda client: (
                    send(
                        client, "PUT", f"/sends/{new_id()}", {"code": code, "amount": 400}
                    ).status_code
                ),
                clients,
            )
        )
    assert sorted(answers) == [200, 200, 409, 409]
    assert friend.balance == 10_800


def test_what_is_no_good_code_is_refused_by_its_name(
    app: Flask, payer: Payer, friend: Payer, community: CommunityFacts
) -> None:
    elsewhere = make_payer(app, make_community("Lombok"))
    unknown = make_payer(app, community)
    good = asks(friend)
    named = {
        "code_unreadable": "eyJ.eyJ.x",
        "code_wrong_community": asks(elsewhere),
        "code_key_unknown": asks(friend, key_id=b"nobodys!"),
        "code_signature_bad": asks(unknown, payee_id=friend.person_id),
        "request_expired": asks(friend, at=clock.now() - timedelta(days=8)),
        "code_from_future": asks(friend, at=clock.now() + timedelta(days=1)),
        "own_request": asks(payer),
        "request_unknown": asks(friend, 500, "Fiets"),
    }
    for refusal, code in named.items():
        assert code_of(pay_code(payer, code, 500)) == refusal
        look = send(payer.client, "POST", "/payment-requests/look", {"code": code})
        assert code_of(look) == refusal
    # The payer of another community meets the same name as the payee of another.
    assert code_of(pay_code(elsewhere, good, 500)) == "code_wrong_community"
    revoke_key(friend)
    assert code_of(pay_code(payer, good, 500)) == "code_key_revoked"
    both: dict[str, object] = {"amount": 5, "code": good, "contact_id": str(friend.person_id)}
    for body in (dict[str, object](amount=5), both):
        assert pay(payer, body).status_code == 422
    assert payer.balance == 10_000
