"""Passkeys: what a page, a phisher or a thief answers to a challenge that is not theirs.

WebAuthn level 3, sections 7.1 and 7.2, each check as an attack, with a software authenticator.
"""

import copy
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend import clock
from backend.codes import base64url
from tests.conftest import ORIGIN
from tests.factories.authenticator import USER_PRESENT, USER_VERIFIED, Authenticator
from tests.factories.communities import make_community
from tests.factories.identity import (
    give_passkey,
    make_person,
    seconds_later,
    send,
    signed_in_client,
)
from tests.identity.ceremonies import (
    answered,
    options,
    refusal,
    sign_in,
    sign_up,
)
from tests.identity.conftest import Holder
from tests.support.each import each

REFUSED = (422, "passkey_refused")
EXPIRED = (409, "challenge_expired")


@pytest.fixture
def elsewhere(target: Flask, victim: Holder) -> FlaskClient:
    """Another browser of the victim, in which a passkey was confirmed just now."""
    return signed_in_client(target, victim.person_id, fresh=True)


def test_a_thief_confirms_nothing_with_a_passkey_of_their_own(
    target: Flask, victim: Holder
) -> None:
    """Has the unlocked phone, not the finger: wants to do what needs a passkey with another one."""
    other = give_passkey(make_person("Piet"))
    given = options(victim.client, "/session/confirm/options")
    given["public_key"]["allowCredentials"] = []
    proof = other.get(given["public_key"])
    answer = send(victim.client, "POST", "/session/confirm", answered(given, proof))
    assert refusal(answer) == REFUSED


def test_a_page_of_another_origin_proves_nothing(target: Flask, victim: Holder) -> None:
    """Phishing: a page that looks like the app passes the challenge on and sends the answer."""
    victim.authenticator.origin = "https://munt.test.evil.example"
    assert refusal(sign_in(target.test_client(), victim.authenticator)) == REFUSED
    joined = sign_up(
        target.test_client(), Authenticator("https://evil.example"), make_community().id
    )
    assert refusal(joined) == REFUSED


@each("claim", [{"crossOrigin": True}, {"crossOrigin": True, "topOrigin": ORIGIN}])
def test_a_page_in_somebody_elses_frame_proves_nothing(
    target: Flask, victim: Holder, claim: dict[str, object]
) -> None:
    """Shows the app inside a page of their own and lets the victim confirm what lies behind it."""
    victim.authenticator.client_data = claim
    assert refusal(sign_in(target.test_client(), victim.authenticator)) == REFUSED
    joining = Authenticator(ORIGIN, client_data=claim)
    assert refusal(sign_up(target.test_client(), joining, make_community().id)) == REFUSED


def test_what_was_signed_to_make_a_passkey_signs_nobody_in(target: Flask, victim: Holder) -> None:
    """Lets the victim make a passkey, and sends what was signed as a sign-in."""
    victim.authenticator.client_data = {"type": "webauthn.create"}
    assert refusal(sign_in(target.test_client(), victim.authenticator)) == REFUSED


def test_another_relying_party_proves_nothing(target: Flask, victim: Holder) -> None:
    """Wants a passkey that was made for the attacker's own site to count here."""
    given = options(target.test_client(), "/sign-in/options")
    victim.authenticator.passkeys[0].rp_id = given["public_key"]["rpId"] = "evil.example"
    proof = victim.authenticator.get(given["public_key"])
    answer = send(target.test_client(), "POST", "/sign-in", answered(given, proof, device_name="a"))
    assert refusal(answer) == REFUSED


@each("flags", [USER_PRESENT, USER_VERIFIED, 0])
def test_an_unverified_person_is_refused(target: Flask, victim: Holder, flags: int) -> None:
    """Holds a security key that was found: it is touched, but nobody gave finger, face or PIN."""
    victim.authenticator.flags = flags
    assert refusal(sign_in(target.test_client(), victim.authenticator)) == REFUSED
    unverified = Authenticator(ORIGIN, flags=flags)
    assert refusal(sign_up(target.test_client(), unverified, make_community().id)) == REFUSED


def test_a_replayed_answer_signs_nobody_in(target: Flask, victim: Holder) -> None:
    """Overheard a whole sign-in and sends it again."""
    given = options(target.test_client(), "/sign-in/options")
    body = answered(given, victim.authenticator.get(given["public_key"]), device_name="a")
    assert send(target.test_client(), "POST", "/sign-in", body).status_code == 200
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == EXPIRED


def test_a_challenge_is_gone_after_a_failed_attempt(target: Flask, victim: Holder) -> None:
    """Wants to try many answers to one challenge."""
    given = options(target.test_client(), "/sign-in/options")
    body = answered(given, {"id": "nonsense"}, device_name="a")
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == REFUSED
    proof = victim.authenticator.get(given["public_key"])
    body = answered(given, proof, device_name="a")
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == EXPIRED


def test_an_old_challenge_is_worth_nothing(target: Flask, victim: Holder) -> None:
    """Kept a challenge until the authenticator was left alone."""
    start = clock.now()
    seconds_later(start, 0)
    given = options(target.test_client(), "/sign-in/options")
    body = answered(given, victim.authenticator.get(given["public_key"]), device_name="a")
    seconds_later(start, 300)
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == EXPIRED


def test_an_invented_challenge_is_refused(target: Flask, victim: Holder) -> None:
    """Wants to choose the challenge."""
    given = options(target.test_client(), "/sign-in/options")
    proof = victim.authenticator.get(given["public_key"])
    body = answered({"challenge_id": str(uuid.uuid4())}, proof, device_name="a")
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == EXPIRED


def test_the_answer_to_another_challenge_is_refused(target: Flask, victim: Holder) -> None:
    """Has an answer to one challenge and the name of another."""
    signing_in = options(target.test_client(), "/sign-in/options")
    other = options(target.test_client(), "/sign-in/options")
    proof = victim.authenticator.get(other["public_key"])
    body = answered(signing_in, proof, device_name="a")
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == REFUSED


def test_an_answer_for_another_purpose_is_refused(target: Flask, victim: Holder) -> None:
    """Wants an answer that was given for one thing to count for another."""
    confirming = options(victim.client, "/session/confirm/options")
    proof = victim.authenticator.get(confirming["public_key"])
    body = answered(confirming, proof, device_name="a")
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == EXPIRED
    signing_in = options(target.test_client(), "/sign-in/options")
    body = answered(signing_in, victim.authenticator.get(signing_in["public_key"]))
    assert refusal(send(victim.client, "POST", "/session/confirm", body)) == EXPIRED


def test_the_challenge_of_another_session_is_refused(
    victim: Holder, elsewhere: FlaskClient
) -> None:
    """Wants to make a stolen session fresh with an answer that the victim gives elsewhere."""
    given = options(elsewhere, "/session/confirm/options")
    body = answered(given, victim.authenticator.get(given["public_key"]))
    assert refusal(send(victim.client, "POST", "/session/confirm", body)) == EXPIRED


def test_a_wrong_user_handle_is_refused(target: Flask, victim: Holder) -> None:
    """Wants to be the person whose handle the answer names, with a passkey of somebody else."""
    victim.authenticator.passkeys[0].user_handle = make_person("Piet").bytes
    assert refusal(sign_in(target.test_client(), victim.authenticator)) == REFUSED


def test_signing_in_needs_the_user_handle(target: Flask, victim: Holder) -> None:
    """Leaves out whom the passkey is for."""
    given = options(target.test_client(), "/sign-in/options")
    proof = victim.authenticator.get(given["public_key"])
    del proof["response"]["userHandle"]
    body = answered(given, proof, device_name="a")
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == REFUSED


@pytest.mark.parametrize("next_count", [5, 4, 0])
def test_a_signature_count_that_does_not_rise_betrays_a_copy(
    target: Flask, victim: Holder, next_count: int
) -> None:
    """Cloned a security key, and the counts of the two drift apart."""
    victim.authenticator.sign_count = 4
    assert sign_in(target.test_client(), victim.authenticator).status_code == 200
    victim.authenticator.counts = False
    victim.authenticator.sign_count = next_count
    assert refusal(sign_in(target.test_client(), victim.authenticator)) == REFUSED


@each("part", ["signature", "authenticatorData", "clientDataJSON"])
def test_an_altered_answer_is_refused(target: Flask, victim: Holder, part: str) -> None:
    """Changes one bit of what was signed, or of the signature."""
    given = options(target.test_client(), "/sign-in/options")
    proof = victim.authenticator.get(given["public_key"])
    altered = bytearray(base64url.decode(proof["response"][part]))
    altered[-1] ^= 1
    proof["response"][part] = base64url.encode(bytes(altered))
    body = answered(given, proof, device_name="a")
    assert refusal(send(target.test_client(), "POST", "/sign-in", body)) == REFUSED


def test_a_passkey_that_is_known_is_not_registered_again(
    target: Flask, victim: Holder, elsewhere: FlaskClient
) -> None:
    """Registers the victim's credential id with a key of their own."""
    thief = Authenticator(ORIGIN)
    original = victim.authenticator.passkeys[0].credential_id
    given = options(elsewhere, "/me/passkeys/options")
    given["public_key"]["excludeCredentials"] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secrets.token_bytes", lambda _: original)
        made = thief.create(given["public_key"])
    answer = send(elsewhere, "POST", "/me/passkeys", answered(given, made, name="kopie"))
    assert refusal(answer) == REFUSED


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
def test_whatever_cannot_be_read_is_refused_by_name(
    target: Flask, victim: Holder, how: str
) -> None:
    """Sends what no browser sends, to find an answer of the server that is an error."""
    given = options(target.test_client(), "/sign-in/options")
    proof = copy.deepcopy(victim.authenticator.get(given["public_key"]))
    _breakages()[how](proof)
    body = answered(given, proof, device_name="a")
    assert send(target.test_client(), "POST", "/sign-in", body).status_code == 422


@each("attestation", ["", "A", "AAAA", "oA", "o2NmbXRkbm9uZQ", "_____w"])
def test_an_attestation_that_cannot_be_read_is_refused(target: Flask, attestation: str) -> None:
    """The same while a passkey is made: CBOR that ends, nests or lies."""
    wanted = {"display_name": "Samira", "community_id": str(make_community().id)}
    given = options(target.test_client(), "/sign-up/options", wanted)
    made = Authenticator(ORIGIN).create(given["public_key"])
    made["response"]["attestationObject"] = attestation
    body = answered(given, made, device_name="a", language="nl")
    assert refusal(send(target.test_client(), "POST", "/sign-up", body)) == REFUSED
