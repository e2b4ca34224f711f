"""Enrolment links: who may make one, what it gives, once and in time."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from backend import clock
from backend.communities import enrolment, queries
from backend.communities.enrolment import NewLink
from backend.communities.errors import LinkUsed
from backend.communities.models import EnrolmentLink
from backend.db import db
from backend.web.caller import Grant, Place
from tests.communities.conftest import Here
from tests.factories.communities import make_community, make_member, make_organisation
from tests.factories.identity import make_person, send, signed_in_client

UNKNOWN_TOKEN = "A" * 32


def links_path(here: Here) -> str:
    return f"/communities/{here.community.id}/enrolment-links"


def token_of(url: str) -> str:
    return url.partition("/enrol#")[2]


def test_an_issuer_invites_to_every_role(here: Here) -> None:
    centre = make_organisation(here.community.id, "association", "Buurthuis")
    places = {
        "member": None,
        "treasurer": None,
        "issuer": None,
        "shop_owner": here.bakery.id,
        "shop_staff": here.bakery.id,
        "coordinator": centre.id,
    }
    for role, organisation_id in places.items():
        body = {"role": role, "organisation_id": organisation_id and str(organisation_id)}
        made = send(here.issuer.client, "POST", links_path(here), body)
        assert made.status_code == 201, role
        look = send(
            here.app.test_client(),
            "POST",
            "/enrolment-links/look",
            {"token": token_of(made.json["url"])},
        )
        assert look.status_code == 200
        assert look.json["role"] == role
        assert look.json["community"]["name"] == "Kanaleneiland"
        assert (look.json["organisation"] or {"id": None})["id"] == body["organisation_id"]


def test_a_link_leads_to_the_app_and_lasts_seven_days(here: Here) -> None:
    made = send(here.issuer.client, "POST", links_path(here), {"role": "member"}).json
    assert made["url"].startswith(here.app.config["WIJKMUNT"].origin + "/enrol#")
    assert len(token_of(made["url"])) == 32
    row = db.session.get_one(EnrolmentLink, uuid.UUID(made["id"]))
    assert row.expires_at - row.issued_at == timedelta(days=7)
    assert row.issued_by == here.issuer.person_id
    assert token_of(made["url"]).encode() not in row.token_hash


def test_an_owner_invites_staff_to_the_own_shop_and_nobody_else(here: Here) -> None:
    bikes = make_organisation(here.community.id, name="Fietsen")
    staff = {"role": "shop_staff", "organisation_id": str(here.bakery.id)}
    assert send(here.owner.client, "POST", links_path(here), staff).status_code == 201
    for body in (
        {"role": "shop_owner", "organisation_id": str(here.bakery.id)},
        {"role": "coordinator", "organisation_id": str(here.bakery.id)},
        {"role": "shop_staff", "organisation_id": str(bikes.id)},
        {"role": "shop_staff"},
        {"role": "issuer"},
        {"role": "member"},
    ):
        answer = send(here.owner.client, "POST", links_path(here), body)
        assert (answer.status_code, answer.json["code"]) == (403, "forbidden"), body


def test_nobody_else_invites_and_an_issuer_only_fresh(here: Here) -> None:
    body = {"role": "member", "organisation_id": None}
    for role in ("member", "treasurer", "shop_staff", "coordinator"):
        answer = send(here.anybody(role).client, "POST", links_path(here), body)
        assert answer.json["code"] == "forbidden", role
    stale = here.anybody("issuer", fresh=False)
    answer = send(stale.client, "POST", links_path(here), body)
    assert answer.json["code"] == "fresh_login_required"


def test_a_role_and_its_place_have_to_fit(here: Here) -> None:
    centre = make_organisation(here.community.id, "association", "Buurthuis")
    for body in (
        {"role": "shop_owner", "organisation_id": str(centre.id)},
        {"role": "shop_owner"},
        {"role": "issuer", "organisation_id": str(centre.id)},
    ):
        answer = send(here.issuer.client, "POST", links_path(here), body)
        assert (answer.status_code, answer.json["code"]) == (422, "role_not_here"), body


def test_nobody_is_invited_to_an_organisation_of_another_neighbourhood(here: Here) -> None:
    foreign = make_organisation(make_community("Elders").id)
    body = {"role": "shop_staff", "organisation_id": str(foreign.id)}
    answer = send(here.issuer.client, "POST", links_path(here), body)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_accepting_gives_the_role_and_membership_at_once(here: Here) -> None:
    stranger = make_person("Emre")
    client = signed_in_client(here.app, stranger)
    link = enrolment.invite("shop_staff", here.bakery.place, by=here.owner.person_id)
    accepted = send(client, "POST", "/enrolment-links/accept", {"token": link.token})
    assert accepted.status_code == 200
    held = {
        (one["role"], (one["organisation"] or {}).get("name"))
        for one in accepted.json["memberships"]
    }
    assert held == {("shop_staff", "Bakkerij"), ("member", None)}
    path = f"/communities/{here.community.id}/organisations"
    assert send(client, "GET", path).status_code == 200


def test_a_member_of_another_neighbourhood_may_join_this_one_by_a_link(here: Here) -> None:
    elsewhere = make_community("Elders")
    person_id = make_member(elsewhere.id)
    link = enrolment.invite("member", here.place, by=None)
    enrolment.accept(link.token, person_id)
    assert set(queries.grants_of(person_id)) == {
        Grant("member", Place(elsewhere.id)),
        Grant("member", here.place),
    }


def test_a_link_works_once(here: Here) -> None:
    link = enrolment.invite("treasurer", here.place, by=None)
    body = {"token": link.token}
    assert send(here.member.client, "POST", "/enrolment-links/accept", body).status_code == 200
    again = send(here.owner.client, "POST", "/enrolment-links/accept", body)
    assert (again.status_code, again.json["code"]) == (409, "link_used")
    look = send(here.app.test_client(), "POST", "/enrolment-links/look", body)
    assert look.json["code"] == "link_used"
    begin = {"display_name": "Emre", "enrolment_token": link.token}
    assert (
        send(here.app.test_client(), "POST", "/sign-up/options", begin).json["code"] == "link_used"
    )


def test_of_two_people_who_accept_at_once_one_gets_the_role(here: Here) -> None:
    people = [make_person(f"Persoon {number}") for number in range(6)]
    link = enrolment.invite("issuer", here.place, by=None)

    def accept(person_id: uuid.UUID) -> str:
        with here.app.app_context():
            try:
                enrolment.accept(link.token, person_id)
            except LinkUsed:
                return "link_used"
            return "accepted"

    with ThreadPoolExecutor(len(people)) as pool:
        outcomes = list(pool.map(accept, people))
    assert sorted(outcomes) == ["accepted"] + ["link_used"] * 5
    db.session.rollback()
    issuers = {holder.person_id for holder in queries.holders("issuer", here.place)}
    assert len(issuers & set(people)) == 1


def test_an_expired_link_gives_nothing(here: Here) -> None:
    link = enrolment.invite("treasurer", here.place, by=None)
    later = clock.now() + timedelta(days=7)
    clock.use_source(lambda: later)
    client = signed_in_client(here.app, here.member.person_id)
    for method, body in (
        ("look", {"token": link.token}),
        ("accept", {"token": link.token}),
    ):
        answer = send(client, "POST", f"/enrolment-links/{method}", body)
        assert (answer.status_code, answer.json["code"]) == (409, "link_expired")
    assert queries.holders("treasurer", here.place) == []


@pytest.mark.parametrize("method", ["look", "accept"])
def test_an_unknown_token_is_not_found_and_a_malformed_one_invalid(here: Here, method: str) -> None:
    path = f"/enrolment-links/{method}"
    unknown = send(here.member.client, "POST", path, {"token": UNKNOWN_TOKEN})
    assert (unknown.status_code, unknown.json["code"]) == (404, "link_unknown")
    for token in ("", "short", "a" * 200, "' OR 1=1 --" * 3, 7, None):
        answer = send(here.member.client, "POST", path, {"token": token})
        assert (answer.status_code, answer.json["code"]) == (422, "invalid_request"), token


def test_looking_at_links_is_limited(here: Here) -> None:
    client = here.app.test_client()
    codes = {
        send(client, "POST", "/enrolment-links/look", {"token": UNKNOWN_TOKEN}).status_code
        for _ in range(62)
    }
    assert codes == {404, 429}


def test_the_token_of_a_link_is_in_no_representation(here: Here) -> None:
    link: NewLink = enrolment.invite("member", here.place, by=None)
    assert link.token not in repr(link)
