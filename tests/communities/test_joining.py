"""Signing up, signing in, and what the app calls "me"."""

import uuid
from typing import Any

from flask.testing import FlaskClient

from backend.communities import enrolment, queries
from backend.communities.models import Setting
from backend.db import db
from backend.identity.models import Person
from backend.web.caller import Grant
from tests.communities.conftest import Here
from tests.factories.authenticator import Authenticator
from tests.factories.communities import make_community
from tests.factories.identity import give_passkey, send


def sign_up(here: Here, client: FlaskClient, begin: dict[str, Any]) -> Any:
    """Both steps of a sign-up with a new authenticator; the answer of the first that fails."""
    options = send(client, "POST", "/sign-up/options", begin)
    if options.status_code != 200:
        return options
    authenticator = Authenticator(origin=here.app.config["WIJKMUNT"].origin)
    return send(client, "POST", "/sign-up", finish(options.json, authenticator))


def finish(options: dict[str, Any], authenticator: Authenticator) -> dict[str, Any]:
    return {
        "challenge_id": options["challenge_id"],
        "credential": authenticator.create(options["public_key"]),
        "device_name": "Telefoon van Emre",
        "language": "tr",
    }


def test_somebody_new_joins_an_open_neighbourhood(here: Here) -> None:
    client = here.app.test_client()
    begin = {"display_name": "Emre", "community_id": str(here.community.id)}
    joined = sign_up(here, client, begin)
    assert joined.status_code == 201
    assert len(set(joined.json["recovery_codes"])) == 10
    me = joined.json["me"]
    assert me["person"]["display_name"] == "Emre"
    assert me["person"]["language"] == "tr"
    assert me["has_passkey"] is True
    assert me["fresh_until"] is not None
    assert [(one["role"], one["organisation"]) for one in me["memberships"]] == [("member", None)]
    assert send(client, "GET", "/me").json["person"] == me["person"]


def test_a_link_gives_somebody_new_its_role(here: Here) -> None:
    link = enrolment.invite("shop_staff", here.bakery.place, by=here.owner.person_id)
    begin = {"display_name": "Emre", "enrolment_token": link.token}
    joined = sign_up(here, here.app.test_client(), begin)
    assert joined.status_code == 201
    person_id = uuid.UUID(joined.json["me"]["person"]["id"])
    assert set(queries.grants_of(person_id)) == {
        Grant("shop_staff", here.bakery.place),
        Grant("member", here.place),
    }
    again = sign_up(here, here.app.test_client(), begin)
    assert again.json["code"] == "link_used"


def test_a_link_that_was_used_meanwhile_makes_nobody(here: Here) -> None:
    link = enrolment.invite("issuer", here.place, by=None)
    client = here.app.test_client()
    begin = {"display_name": "Emre", "enrolment_token": link.token}
    options = send(client, "POST", "/sign-up/options", begin).json
    enrolment.accept(link.token, here.member.person_id)
    people = db.session.query(Person).count()
    authenticator = Authenticator(origin=here.app.config["WIJKMUNT"].origin)
    refused = send(client, "POST", "/sign-up", finish(options, authenticator))
    assert (refused.status_code, refused.json["code"]) == (409, "link_used")
    db.session.rollback()
    assert db.session.query(Person).count() == people
    assert send(client, "GET", "/me").status_code == 401


def test_a_neighbourhood_by_invitation_takes_nobody_without(here: Here) -> None:
    closed = make_community("Besloten", joining="invite")
    begin = {"display_name": "Emre", "community_id": str(closed.id)}
    refused = sign_up(here, here.app.test_client(), begin)
    assert (refused.status_code, refused.json["code"]) == (403, "invitation_needed")
    link = enrolment.invite("member", queries.community_in({"community_id": closed.id}), by=None)
    begin = {"display_name": "Emre", "enrolment_token": link.token}
    assert sign_up(here, here.app.test_client(), begin).status_code == 201


def test_a_neighbourhood_that_closed_meanwhile_makes_nobody(here: Here) -> None:
    client = here.app.test_client()
    begin = {"display_name": "Emre", "community_id": str(here.community.id)}
    options = send(client, "POST", "/sign-up/options", begin).json
    db.session.query(Setting).filter(Setting.key == "joining").update({"value": "invite"})
    db.session.commit()
    authenticator = Authenticator(origin=here.app.config["WIJKMUNT"].origin)
    refused = send(client, "POST", "/sign-up", finish(options, authenticator))
    assert refused.json["code"] == "invitation_needed"


def test_a_challenge_signs_up_once(here: Here) -> None:
    client = here.app.test_client()
    begin = {"display_name": "Emre", "community_id": str(here.community.id)}
    options = send(client, "POST", "/sign-up/options", begin).json
    answer = finish(options, Authenticator(origin=here.app.config["WIJKMUNT"].origin))
    assert send(client, "POST", "/sign-up", answer).status_code == 201
    assert send(client, "POST", "/sign-up", answer).json["code"] == "challenge_expired"


def test_a_sign_up_needs_a_name_and_one_way_in(here: Here) -> None:
    community_id = str(here.community.id)
    for begin in (
        {"display_name": "", "community_id": community_id},
        {"display_name": "   ", "community_id": community_id},
        {"display_name": "x" * 81, "community_id": community_id},
        {"display_name": "Emre"},
        {"display_name": "Emre", "community_id": community_id, "enrolment_token": "A" * 32},
        {"display_name": "Emre", "community_id": "no-id"},
    ):
        answer = send(here.app.test_client(), "POST", "/sign-up/options", begin)
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_request"), begin
    unknown = {"display_name": "Emre", "community_id": str(uuid.uuid4())}
    answer = send(here.app.test_client(), "POST", "/sign-up/options", unknown)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_a_passkey_signs_in_without_a_name(here: Here) -> None:
    authenticator = give_passkey(here.owner.person_id)
    client = here.app.test_client()
    options = send(client, "POST", "/sign-in/options").json
    body = {
        "challenge_id": options["challenge_id"],
        "credential": authenticator.get(options["public_key"]),
        "device_name": "Kassa",
    }
    me = send(client, "POST", "/sign-in", body)
    assert me.status_code == 200
    assert me.json["person"]["id"] == str(here.owner.person_id)
    assert {one["role"] for one in me.json["memberships"]} == {"shop_owner", "member"}
    assert send(client, "GET", "/me").json["session_id"] == me.json["session_id"]
    assert send(client, "POST", "/sign-in", body).json["code"] == "challenge_expired"


def test_a_recovery_code_signs_in_once_and_is_not_fresh(here: Here) -> None:
    begin = {"display_name": "Emre", "community_id": str(here.community.id)}
    codes = sign_up(here, here.app.test_client(), begin).json["recovery_codes"]
    client = here.app.test_client()
    body = {"code": codes[0].lower(), "device_name": "Nieuwe telefoon"}
    me = send(client, "POST", "/sign-in/recovery", body)
    assert (me.status_code, me.json["fresh_until"]) == (200, None)
    again = send(here.app.test_client(), "POST", "/sign-in/recovery", body)
    assert again.json["code"] == "recovery_code_refused"


def test_people_change_their_own_name_and_language(here: Here) -> None:
    changed = send(here.member.client, "PATCH", "/me", {"display_name": "Sam"}).json["person"]
    assert (changed["display_name"], changed["language"]) == ("Sam", "nl")
    changed = send(here.member.client, "PATCH", "/me", {"language": "ar"}).json["person"]
    assert (changed["display_name"], changed["language"]) == ("Sam", "ar")
    for wrong in ({"language": "Dutch"}, {"display_name": ""}, {"role": "issuer"}):
        assert send(here.member.client, "PATCH", "/me", wrong).status_code == 422


def test_nobody_signed_in_is_nobody(here: Here) -> None:
    for method, path in (("GET", "/me"), ("PATCH", "/me"), ("POST", "/enrolment-links/accept")):
        body = {"token": "A" * 32} if path.endswith("accept") else {}
        answer = send(here.app.test_client(), method, path, body)
        assert (answer.status_code, answer.json["code"]) == (401, "session_missing")


def test_requests_from_other_sites_change_nothing(here: Here) -> None:
    origin = here.app.config["WIJKMUNT"].origin
    answer: Any = here.member.client.patch(
        "/api/v1/me",
        json={"display_name": "Mallory"},
        headers={"Origin": "https://evil.test"},
        base_url=origin,
    )
    assert (answer.status_code, answer.json["code"]) == (403, "foreign_origin")
