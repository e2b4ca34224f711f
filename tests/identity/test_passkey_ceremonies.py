"""Signing up, signing in and confirming with a real passkey; cheating is in ``tests/attacks``."""

import uuid
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
from tests.factories.authenticator import Authenticator
from tests.factories.communities import make_community
from tests.factories.identity import seconds_later, send
from tests.identity.ceremonies import (
    add_passkey,
    confirm,
    options,
    refusal,
    sign_in,
    sign_up,
)
from tests.identity.conftest import Holder

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


def test_a_passkey_that_was_removed_is_unknown(app: Flask) -> None:
    stranger = Authenticator(ORIGIN)
    sign_up_options = {
        "rp": {"id": "munt.test"},
        "user": {"id": base64url.encode(uuid.uuid4().bytes)},
        "challenge": "AAAA",
    }
    stranger.create(sign_up_options)
    assert refusal(sign_in(app.test_client(), stranger)) == (422, "passkey_unknown")


def test_a_passkey_that_never_counts_works_every_time(app: Flask, holder: Holder) -> None:
    holder.authenticator.counts = False
    for _ in range(3):
        assert sign_in(app.test_client(), holder.authenticator).status_code == 200


def test_another_passkey_is_not_made_where_there_is_one(holder: Holder, fresh: Any) -> None:
    given = options(fresh, "/me/passkeys/options")["public_key"]
    held = base64url.encode(holder.authenticator.passkeys[0].credential_id)
    assert [one["id"] for one in given["excludeCredentials"]] == [held]
    assert given["user"]["id"] == base64url.encode(holder.person_id.bytes)


def test_a_second_passkey_signs_the_same_person_in(app: Flask, holder: Holder, fresh: Any) -> None:
    second = Authenticator(ORIGIN)
    added = add_passkey(fresh, second)
    assert added.status_code == 201
    assert [one["name"] for one in added.json["passkeys"]] == ["sleutel", "tweede"]
    back = sign_in(app.test_client(), second)
    assert back.json["person"]["id"] == str(holder.person_id)


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
