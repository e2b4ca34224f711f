"""What a thief with an unlocked phone can take, as docs/lost-and-stolen.md says it in numbers."""

import uuid
from typing import Any

import pytest
from flask import Flask

from backend.communities import service as settings
from backend.communities.queries import CommunityFacts
from backend.identity import recovery
from backend.ids import new_id
from backend.rescue import cards, helpers
from tests.factories.communities import make_community, make_member, make_organisation, somebody
from tests.factories.identity import (
    give_device_key,
    give_passkey,
    send,
    sign_in,
    signed_in_client,
)
from tests.factories.ledger import findings
from tests.factories.payments import Counter, Payer, make_counter, make_payer
from tests.factories.rescue import name_helper
from tests.factories.sending import asks, pay_code

COINS = 6_000
LIMIT = 2_500


@pytest.fixture
def community(app: Flask) -> CommunityFacts:
    return make_community()


def stolen(app: Flask, community: CommunityFacts, coins: int = COINS) -> Payer:
    """A phone that is signed in and unlocked; its owner has a passkey and recovery codes."""
    phone = make_payer(app, community, coins)
    give_passkey(phone.person_id)
    return phone


def robbed_at(counter: Counter, phone: Payer, amount: int, *, exact: bool) -> str:
    """Pay a shop that is in league with the thief; what became of it."""
    code = phone.code(exact=amount) if exact else phone.code(limit=2_147_483_647)
    answer = counter.scan(code, amount)
    return str(answer.json.get("code") or answer.json["status"])


def test_open_codes_take_the_limit_each_and_all_together_what_is_in_the_wallet(
    app: Flask, community: CommunityFacts
) -> None:
    phone, counter = stolen(app, community), make_counter(app, community)
    # Above the owner's limit a passkey is asked for, whatever limit the code claims.
    assert robbed_at(counter, phone, LIMIT + 1, exact=False) == "waiting"
    assert robbed_at(counter, phone, 50_001, exact=True) == "limit_exceeded"
    taken = [robbed_at(counter, phone, LIMIT, exact=False) for _ in range(4)]
    assert taken == ["paid", "paid", "not_enough_coins", "not_enough_coins"]
    assert robbed_at(counter, phone, 1_000, exact=True) == "paid"
    assert robbed_at(counter, phone, 1, exact=True) == "not_enough_coins"
    assert (phone.balance, counter.till) == (0, COINS)
    assert findings() == []


def test_what_needs_a_passkey_is_out_of_reach(app: Flask, community: CommunityFacts) -> None:
    phone = stolen(app, community)
    wallet = f"/communities/{community.id}/wallet/limit"
    helper = name_helper(community.id, phone.person_id, make_member(community.id, "Bram"))
    tried: dict[str, Any] = {
        "limit": send(phone.client, "PUT", wallet, {"limit": LIMIT + 1}),
        "passkey": send(phone.client, "POST", "/me/passkeys/options"),
        "codes": send(phone.client, "POST", "/me/recovery-codes"),
        "key": send(phone.client, "DELETE", f"/me/device-keys/{phone.key_id.hex()}"),
        "helper": send(phone.client, "POST", f"/communities/{community.id}/helpers"),
        "no helper": send(phone.client, "DELETE", f"/helpers/{helper.id}"),
    }
    refused = {what: answer.json["code"] for what, answer in tried.items()}
    assert set(refused.values()) == {"fresh_login_required"}, refused
    assert helpers.is_helper(phone.person_id, helper.helper_id or new_id(), community.id)
    assert settings.recovery_rules(community).wait_hours == 24


def test_sending_takes_the_limit_of_a_whole_day(app: Flask, community: CommunityFacts) -> None:
    phone, thief = stolen(app, community), make_payer(app, community, 0)
    code = asks(thief)
    answers = [pay_code(phone, code, 1_000).json for _ in range(4)]
    sent = sum(1_000 for one in answers if "code" not in one)
    assert [one["code"] for one in answers if "code" in one] == ["fresh_login_required"] * 2
    assert (sent, thief.balance) == (2_000, 2_000)
    assert findings() == []


def test_a_recovery_code_stops_everything_or_what_is_chosen(
    app: Flask, community: CommunityFacts
) -> None:
    phone, counter = stolen(app, community), make_counter(app, community)
    other = app.test_client()
    kept = sign_in(other, phone.person_id, device_name="tablet")
    give_device_key(phone.person_id, kept.session_id, "tablet")
    first, second, third = recovery.replace(phone.person_id)[:3]
    shown = phone.code(exact=100)
    guest = app.test_client()
    wrong = send(guest, "POST", "/lost/look", {"code": "AAAA-AAAA-AAAA-AAAA"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "recovery_code_refused")
    found = send(guest, "POST", "/lost/look", {"code": first.lower()}).json
    assert (len(found["phones"]), len(found["passkeys"]), found["codes_left"]) == (2, 1, 10)
    lost = [one["id"] for one in found["phones"] if one["name"] != "tablet"]
    command = {"code": first, "phones": lost, "passkeys": [], "cards": False}
    blocked = send(guest, "POST", "/lost", command).json
    assert (blocked["sessions"], blocked["device_keys"], blocked["codes_left"]) == (1, 1, 9)
    assert counter.scan(shown, 100).json["code"] == "code_key_revoked"
    assert send(phone.client, "GET", "/me").json["code"] == "session_revoked"
    assert send(other, "GET", "/me").status_code == 200
    assert send(guest, "POST", "/lost", command).json["code"] == "recovery_code_refused"
    nothing = {"code": second, "phones": [], "passkeys": [], "cards": False}
    assert send(guest, "POST", "/lost", nothing).json["code"] == "nothing_chosen"
    # Cards are stopped by whoever keeps them; a stranger's things are not, whoever names them.
    stopped: list[object] = []

    def two_cards(person: uuid.UUID, by: uuid.UUID | None, why: str) -> int:
        stopped.append((person, by, why))
        return 2

    cards.register(app, two_cards)
    stranger = make_payer(app, community)
    phones = [str(kept.session_id), str(stranger.session_id)]
    every = {"code": second, "phones": phones, "passkeys": [], "cards": True}
    blocked = send(guest, "POST", "/lost", every).json
    assert (blocked["sessions"], blocked["cards"], blocked["codes_left"]) == (1, 2, 8)
    assert stopped == [(phone.person_id, None, "recovery_code")]
    assert send(stranger.client, "GET", "/me").status_code == 200
    assert recovery.use(third) == phone.person_id
    assert findings() == []


def test_guessing_codes_is_slow(app: Flask) -> None:
    guest = app.test_client()
    answers = [
        send(guest, "POST", "/lost/look", {"code": f"AAAA-AAAA-AAAA-{n:04}"}).json["code"]
        for n in range(11)
    ]
    assert answers == ["recovery_code_refused"] * 10 + ["too_many_attempts"]
    body = {"code": "AAAA-AAAA-AAAA-AAAA", "phones": [], "passkeys": [], "cards": True}
    assert send(guest, "POST", "/lost", body).json["code"] == "too_many_attempts"


def test_a_helper_and_a_coordinator_may_block_and_nothing_else(
    app: Flask, community: CommunityFacts
) -> None:
    phone, counter = stolen(app, community), make_counter(app, community)
    friend = make_member(community.id, "Bram")
    row = name_helper(community.id, phone.person_id, friend)
    browser, nosy = signed_in_client(app, friend), signed_in_client(app, make_member(community.id))
    assert send(nosy, "POST", f"/helpers/{row.id}/block").status_code == 404
    assert send(phone.client, "POST", f"/helpers/{row.id}/block").status_code == 404
    shown = phone.code(exact=100)
    assert send(browser, "POST", f"/helpers/{row.id}/block").json["sessions"] == 1
    assert counter.scan(shown, 100).json["code"] == "code_key_revoked"
    mine = f"/communities/{community.id}/helpers"
    assert send(browser, "GET", mine).json["helping"][0]["name"] == "Samira"
    sign_in(phone.client, phone.person_id)
    event = send(phone.client, "GET", mine).json["events"][0]
    assert (event["how"], event["by_name"]) == ("helper", "Bram")
    assert send(browser, "DELETE", f"/helpers/{row.id}").status_code == 204
    assert send(browser, "POST", f"/helpers/{row.id}/block").status_code == 404

    place = make_organisation(community.id, "association", "Buurthuis", "").place
    coordinator = somebody(app, "coordinator", place, fresh=True)
    path = f"/organisations/{place.organisation_id}/blocks"
    body = {"person_id": str(phone.person_id), "reason": "Belde dat zijn tas weg is"}
    assert send(coordinator.client, "POST", path, body).json["sessions"] == 1
    elsewhere = make_member(make_community("Lombok").id)
    body["person_id"] = str(elsewhere)
    assert send(coordinator.client, "POST", path, body).status_code == 404
    sign_in(phone.client, phone.person_id)
    kinds = [one["kind"] for one in send(phone.client, "GET", "/me/notices").json["notices"]]
    assert kinds.count("devices_blocked") == 2
    assert findings() == []
