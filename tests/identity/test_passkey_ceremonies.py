"""Signing up, signing in and confirming with a real passkey, and every way to cheat at it."""

import copy
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from backend import clock
from backend.codes import base64url
from backend.db import db, unit_of_work
from backend.identity import ceremonies as service
from backend.identity import challenges
from backend.identity.models import Challenge
from tests.conftest import ORIGIN
from tests.factories.authenticator import USER_PRESENT, USER_VERIFIED, Authenticator
from tests.factories.communities import make_community
from tests.factories.identity import give_passkey, make_person, seconds_later, send
from tests.identity.ceremonies import (
    add_passkey,
    answered,
    confirm,
    options,
    refusal,
    sign_in,
    sign_up,
)
from tests.identity.conftest import Holder
from tests.support.each import each

REFUSED = (422, "passkey_refused")
EXPIRED = (409, "challenge_expired")


def test_somebody_signs_up_and_signs_in_without_typing_a_name(app: Flask) -> None:
    authenticator = Authenticator(ORIGIN)
    joined = sign_up(app.test_client(), authenticator, make_community().id)
    assert joined.status_code == 201
    assert joined.json["me"]["has_passkey"] is True
    assert joined.json["me"]["fresh_until"] is not None
    assert len(set(joined.json["recovery_codes"])) == 10
    back = sign_in(app.test_client(), authenticator)
    assert back.status_code == 200
    assert back.json["person"] == joined.json["me"]["person"]


def test_options_ask_for_a_discoverable_passkey_and_a_verified_person(app: Flask) -> None:
    wanted = {"display_name": "Samira", "community_id": str(make_community().id)}
    made = options(app.test_client(), "/sign-up/options", wanted)["public_key"]
    assert made["rp"]["id"] == "munt.test"
    assert made["attestation"] == "none"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert made["authenticatorSelection"]["userVerification"] == "required"
    proven = options(app.test_client(), "/sign-in/options")["public_key"]
    assert proven["userVerification"] == "required"
    assert proven["allowCredentials"] == []


def test_confirming_makes_a_session_fresh_for_five_minutes(holder: Holder) -> None:
    assert send(holder.client, "GET", "/me").json["fresh_until"] is None
    assert confirm(holder.client, holder.authenticator).status_code == 204
    assert send(holder.client, "GET", "/me").json["fresh_until"] is not None
    assert send(holder.client, "POST", "/me/recovery-codes").status_code == 200
    seconds_later(clock.now(), 301)
    assert refusal(send(holder.client, "POST", "/me/recovery-codes")) == (
        403,
        "fresh_login_required",
    )


def test_somebody_elses_passkey_does_not_confirm_my_session(app: Flask, holder: Holder) -> None:
    other = give_passkey(make_person("Piet"))
    given = options(holder.client, "/session/confirm/options")
    given["public_key"]["allowCredentials"] = []
    proof = other.get(given["public_key"])
    answer = send(holder.client, "POST", "/session/confirm", answered(given, proof))
    assert refusal(answer) == REFUSED


def test_a_passkey_that_was_removed_is_unknown(app: Flask) -> None:
    stranger = Authenticator(ORIGIN)
    sign_up_options = {
        "rp": {"id": "munt.test"},
        "user": {"id": base64url.encode(uuid.uuid4().bytes)},
        "challenge": "AAAA",
    }
    stranger.create(sign_up_options)
    assert refusal(sign_in(app.test_client(), stranger)) == (422, "passkey_unknown")


def test_a_page_of_another_origin_proves_nothing(app: Flask, holder: Holder) -> None:
    holder.authenticator.origin = "https://munt.test.evil.example"
    assert refusal(sign_in(app.test_client(), holder.authenticator)) == REFUSED
    joined = sign_up(app.test_client(), Authenticator("https://evil.example"), make_community().id)
    assert refusal(joined) == REFUSED


def test_another_relying_party_proves_nothing(app: Flask, holder: Holder) -> None:
    given = options(app.test_client(), "/sign-in/options")
    holder.authenticator.passkeys[0].rp_id = given["public_key"]["rpId"] = "evil.example"
    proof = holder.authenticator.get(given["public_key"])
    answer = send(app.test_client(), "POST", "/sign-in", answered(given, proof, device_name="a"))
    assert refusal(answer) == REFUSED


@pytest.mark.parametrize("flags", [USER_PRESENT, USER_VERIFIED, 0])
def test_an_unverified_person_is_refused(app: Flask, holder: Holder, flags: int) -> None:
    holder.authenticator.flags = flags
    assert refusal(sign_in(app.test_client(), holder.authenticator)) == REFUSED
    unverified = Authenticator(ORIGIN, flags=flags)
    assert refusal(sign_up(app.test_client(), unverified, make_community().id)) == REFUSED


def test_a_challenge_works_once(app: Flask, holder: Holder) -> None:
    given = options(app.test_client(), "/sign-in/options")
    body = answered(given, holder.authenticator.get(given["public_key"]), device_name="a")
    assert send(app.test_client(), "POST", "/sign-in", body).status_code == 200
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == EXPIRED


def test_a_challenge_is_gone_after_a_failed_attempt(app: Flask, holder: Holder) -> None:
    given = options(app.test_client(), "/sign-in/options")
    body = answered(given, {"id": "nonsense"}, device_name="a")
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == REFUSED
    proof = holder.authenticator.get(given["public_key"])
    body = answered(given, proof, device_name="a")
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == EXPIRED


def test_a_challenge_works_for_five_minutes(app: Flask, holder: Holder) -> None:
    start = clock.now()
    seconds_later(start, 0)
    given = options(app.test_client(), "/sign-in/options")
    body = answered(given, holder.authenticator.get(given["public_key"]), device_name="a")
    seconds_later(start, 300)
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == EXPIRED


def test_a_challenge_that_was_never_made_is_refused(app: Flask, holder: Holder) -> None:
    given = options(app.test_client(), "/sign-in/options")
    proof = holder.authenticator.get(given["public_key"])
    body = answered({"challenge_id": str(uuid.uuid4())}, proof, device_name="a")
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == EXPIRED


def test_a_challenge_of_another_ceremony_is_refused(app: Flask, holder: Holder) -> None:
    signing_in = options(app.test_client(), "/sign-in/options")
    other = options(app.test_client(), "/sign-in/options")
    proof = holder.authenticator.get(other["public_key"])
    body = answered(signing_in, proof, device_name="a")
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == REFUSED


def test_a_challenge_of_another_purpose_is_refused(app: Flask, holder: Holder) -> None:
    confirming = options(holder.client, "/session/confirm/options")
    proof = holder.authenticator.get(confirming["public_key"])
    body = answered(confirming, proof, device_name="a")
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == EXPIRED
    signing_in = options(app.test_client(), "/sign-in/options")
    body = answered(signing_in, holder.authenticator.get(signing_in["public_key"]))
    assert refusal(send(holder.client, "POST", "/session/confirm", body)) == EXPIRED


def test_a_challenge_of_another_session_is_refused(holder: Holder, fresh: Any) -> None:
    given = options(fresh, "/session/confirm/options")
    body = answered(given, holder.authenticator.get(given["public_key"]))
    assert refusal(send(holder.client, "POST", "/session/confirm", body)) == EXPIRED


def test_a_wrong_user_handle_is_refused(app: Flask, holder: Holder) -> None:
    holder.authenticator.passkeys[0].user_handle = make_person("Piet").bytes
    assert refusal(sign_in(app.test_client(), holder.authenticator)) == REFUSED


def test_signing_in_needs_the_user_handle(app: Flask, holder: Holder) -> None:
    given = options(app.test_client(), "/sign-in/options")
    proof = holder.authenticator.get(given["public_key"])
    del proof["response"]["userHandle"]
    body = answered(given, proof, device_name="a")
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == REFUSED


@pytest.mark.parametrize("next_count", [5, 4, 0])
def test_a_signature_count_that_does_not_rise_betrays_a_copy(
    app: Flask, holder: Holder, next_count: int
) -> None:
    holder.authenticator.sign_count = 4
    assert sign_in(app.test_client(), holder.authenticator).status_code == 200
    holder.authenticator.counts = False
    holder.authenticator.sign_count = next_count
    assert refusal(sign_in(app.test_client(), holder.authenticator)) == REFUSED


def test_a_passkey_that_never_counts_works_every_time(app: Flask, holder: Holder) -> None:
    holder.authenticator.counts = False
    for _ in range(3):
        assert sign_in(app.test_client(), holder.authenticator).status_code == 200


@pytest.mark.parametrize("part", ["signature", "authenticatorData", "clientDataJSON"])
def test_an_altered_answer_is_refused(app: Flask, holder: Holder, part: str) -> None:
    given = options(app.test_client(), "/sign-in/options")
    proof = holder.authenticator.get(given["public_key"])
    altered = bytearray(base64url.decode(proof["response"][part]))
    altered[-1] ^= 1
    proof["response"][part] = base64url.encode(bytes(altered))
    body = answered(given, proof, device_name="a")
    assert refusal(send(app.test_client(), "POST", "/sign-in", body)) == REFUSED


def test_another_passkey_is_not_made_where_there_is_one(holder: Holder, fresh: Any) -> None:
    given = options(fresh, "/me/passkeys/options")["public_key"]
    held = base64url.encode(holder.authenticator.passkeys[0].credential_id)
    assert [one["id"] for one in given["excludeCredentials"]] == [held]
    assert given["user"]["id"] == base64url.encode(holder.person_id.bytes)


def test_a_passkey_that_is_known_is_not_registered_again(
    app: Flask, holder: Holder, fresh: Any
) -> None:
    thief = Authenticator(ORIGIN)
    original = holder.authenticator.passkeys[0].credential_id
    given = options(fresh, "/me/passkeys/options")
    given["public_key"]["excludeCredentials"] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secrets.token_bytes", lambda _: original)
        made = thief.create(given["public_key"])
    answer = send(fresh, "POST", "/me/passkeys", answered(given, made, name="kopie"))
    assert refusal(answer) == REFUSED


def test_a_second_passkey_signs_the_same_person_in(app: Flask, holder: Holder, fresh: Any) -> None:
    second = Authenticator(ORIGIN)
    added = add_passkey(fresh, second)
    assert added.status_code == 201
    assert [one["name"] for one in added.json["passkeys"]] == ["sleutel", "tweede"]
    back = sign_in(app.test_client(), second)
    assert back.json["person"]["id"] == str(holder.person_id)


def _breakages() -> dict[str, Callable[[dict[str, Any]], object]]:
    return {
        "no response": lambda one: one.pop("response"),
        "response is a list": lambda one: one.update(response=[]),
        "id is a number": lambda one: one.update(id=7),
        "id is another": lambda one: one.update(id="AAAA"),
        "rawId is no base64": lambda one: one.update(rawId="!"),
        "type": lambda one: one.update(type="password"),
        "client data is no base64": lambda one: one["response"].update(clientDataJSON="A"),
        "client data is no JSON": lambda one: one["response"].update(clientDataJSON="AAAA"),
        "client data is not UTF-8": lambda one: one["response"].update(clientDataJSON="____"),
        "client data is a list": lambda one: one["response"].update(clientDataJSON="W10"),
        "data is cut": lambda one: one["response"].update(authenticatorData="AAAA"),
        "no signature": lambda one: one["response"].pop("signature"),
        "signature is empty": lambda one: one["response"].update(signature=""),
        "handle is no base64": lambda one: one["response"].update(userHandle="A"),
        "handle is a list": lambda one: one["response"].update(userHandle=[]),
        "attachment": lambda one: one.update(authenticatorAttachment="pocket"),
        "text is not ASCII": lambda one: one.update(id="é", rawId="é"),
    }


@each("how", _breakages())
def test_whatever_cannot_be_read_is_refused_by_name(app: Flask, holder: Holder, how: str) -> None:
    given = options(app.test_client(), "/sign-in/options")
    proof = copy.deepcopy(holder.authenticator.get(given["public_key"]))
    _breakages()[how](proof)
    body = answered(given, proof, device_name="a")
    assert send(app.test_client(), "POST", "/sign-in", body).status_code == 422


@each("attestation", ["", "A", "AAAA", "oA", "o2NmbXRkbm9uZQ", "_____w"])
def test_an_attestation_that_cannot_be_read_is_refused(app: Flask, attestation: str) -> None:
    wanted = {"display_name": "Samira", "community_id": str(make_community().id)}
    given = options(app.test_client(), "/sign-up/options", wanted)
    made = Authenticator(ORIGIN).create(given["public_key"])
    made["response"]["attestationObject"] = attestation
    body = answered(given, made, device_name="a", language="nl")
    assert refusal(send(app.test_client(), "POST", "/sign-up", body)) == REFUSED


def test_challenges_that_nobody_answered_are_swept_away(app: Flask) -> None:
    start = clock.now()
    for _ in range(3):
        challenges.issue("sign_in", subject_id=None, person_id=None)
    seconds_later(start, 301)
    newest = challenges.issue("sign_in", subject_id=None, person_id=None)
    found = db.session.scalars(select(Challenge.id)).all()
    assert list(found) == [newest.id]


def test_a_ceremony_is_not_finished_inside_a_unit_of_work(app: Flask) -> None:
    @unit_of_work
    def wrong() -> None:
        service.finish_assertion(uuid.uuid4(), {}, "sign_in")

    with pytest.raises(AssertionError):
        wrong()
