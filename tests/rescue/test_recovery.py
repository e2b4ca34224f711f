"""Recovery in person: two people let somebody back in, and every way that one person might try."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend import clock
from backend.communities import service as communities
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.errors import NotFound
from backend.identity import recovery, sessions
from backend.identity.errors import AccountHeld
from backend.ids import new_id
from backend.rescue import errors, helpers, recovering
from backend.rescue.models import Recovery
from backend.web.caller import Place
from tests.factories.authenticator import Authenticator
from tests.factories.communities import make_community, make_member, make_organisation
from tests.factories.identity import (
    give_passkey,
    seconds_later,
    send,
    sign_in,
    signed_in_client,
)
from tests.factories.ledger import findings
from tests.factories.payments import Payer, make_counter, make_payer
from tests.factories.rescue import caller_of, name_helper

DAY = 24 * 3600.0
NOBODY = uuid.UUID(int=0)
NOW = datetime.fromisoformat("2026-11-23T10:00:00+00:00")


@dataclass
class Desk:
    """A neighbourhood whose roles were given three weeks ago, and a member who lost everything."""

    app: Flask
    community: CommunityFacts
    organisation: OrganisationFacts
    baker: uuid.UUID
    member: Payer
    issuer: uuid.UUID = NOBODY
    first: uuid.UUID = NOBODY
    second: uuid.UUID = NOBODY

    def role(self, role: str, by: uuid.UUID | None = None, days: float = 21) -> uuid.UUID:
        """Somebody who was given a role by ``by`` so many days ago."""
        person = make_member(self.community.id, role)
        place = self.organisation.place if role == "coordinator" else Place(self.community.id)
        seconds_later(NOW, -days * DAY)
        communities.grant(person, role, place, by=by)
        seconds_later(NOW, 0)
        return person

    def start(self, by: uuid.UUID | None = None, person: uuid.UUID | None = None) -> Recovery:
        """Begin the recovery of the member."""
        return recovering.start(
            new_id(),
            person or self.member.person_id,
            self.organisation.place,
            by or self.first,
            "Telefoon in de gracht, paspoort gezien",
        )


@pytest.fixture
def desk(app: Flask) -> Desk:
    seconds_later(NOW, -40 * DAY)
    community = make_community()
    organisation = make_organisation(community.id, "association", "Buurthuis", "")
    counter = make_counter(app, community)
    seconds_later(NOW, 0)
    member = make_payer(app, community, 2_000)
    made = Desk(app, community, organisation, counter.cashier.person_id, member)
    made.issuer = made.role("issuer")
    made.first = made.role("coordinator", by=made.issuer)
    made.second = made.role("coordinator", by=made.issuer)
    return made


def come_back(app: Flask, token: str) -> tuple[int, FlaskClient, dict[str, object]]:
    """What a new phone does with a link."""
    client = app.test_client()
    begun = send(client, "POST", "/recovery-links/options", {"token": token})
    if begun.status_code != 200:
        return begun.status_code, client, begun.json
    key = Authenticator(origin=app.config["WIJKMUNT"].origin)
    body = {
        "token": token,
        "challenge_id": begun.json["challenge_id"],
        "credential": key.create(begun.json["public_key"]),
        "device_name": "Nieuwe telefoon",
    }
    answer = send(client, "POST", "/recovery-links/accept", body)
    return answer.status_code, client, answer.json


def veto(app: Flask, key: Authenticator) -> tuple[int, FlaskClient]:
    client = app.test_client()
    begun = send(client, "POST", "/recovery-stops/options").json
    body = {
        "challenge_id": begun["challenge_id"],
        "credential": key.get(begun["public_key"]),
        "device_name": "telefoon",
    }
    return send(client, "POST", "/recovery-stops", body).status_code, client


def test_what_was_lost_stops_at_once_and_two_people_open_the_link(desk: Desk) -> None:
    give_passkey(desk.member.person_id)
    codes = recovery.replace(desk.member.person_id)
    code = desk.member.code(exact=100)
    row = desk.start()
    counter = make_counter(desk.app, desk.community, "Slager")
    assert counter.scan(code, 100).json["code"] == "code_key_revoked"
    assert send(desk.member.client, "GET", "/me").json["code"] == "session_revoked"
    with pytest.raises(AccountHeld):
        sessions.open_session(desk.member.person_id, "telefoon", clock.now())
    held = send(desk.app.test_client(), "POST", "/sign-in/recovery",
                {"code": codes[0], "device_name": "x"})  # fmt: skip
    assert (held.status_code, held.json["code"]) == (409, "account_held")
    assert recovery.unused(desk.member.person_id) == 10
    _, token = recovering.agree(row.id, desk.second)
    status, client, answer = come_back(desk.app, token)
    assert status == 201
    assert len(answer["recovery_codes"]) == 10  # type: ignore[arg-type]
    assert send(client, "GET", "/me").json["person"]["id"] == str(desk.member.person_id)
    assert len(send(client, "GET", "/me/passkeys").json["passkeys"]) == 1
    assert recovery.use(codes[1]) is None
    assert findings() == []


def test_nobody_does_it_alone(desk: Desk) -> None:
    with pytest.raises(errors.OwnRecovery):
        desk.start(by=desk.first, person=desk.first)
    with pytest.raises(errors.NotASecond):
        desk.start(by=desk.issuer)
    row = desk.start()
    for later in (0.0, 1.1 * DAY, 5 * DAY):
        seconds_later(NOW, later)
        with pytest.raises(errors.OwnRecovery):
            recovering.agree(row.id, desk.first)
        with pytest.raises(errors.OwnRecovery):
            recovering.agree(row.id, desk.member.person_id)
    seconds_later(NOW, 30 * DAY)
    with pytest.raises(errors.RecoveryEnded):
        recovering.agree(row.id, desk.second)
    sessions.open_session(desk.member.person_id, "telefoon", clock.now())
    assert findings() == []


def test_an_invented_second_coordinator_is_no_second(desk: Desk) -> None:
    rogue = desk.role("coordinator")
    communities.grant(rogue, "issuer", Place(desk.community.id), by=None)
    puppet = desk.role("coordinator", by=rogue)
    in_between = desk.role("issuer", by=rogue)
    grandchild = desk.role("coordinator", by=in_between)
    fresh = desk.role("coordinator", by=desk.issuer, days=1)
    row = desk.start(by=rogue)
    for later in (0.0, 2 * DAY):
        seconds_later(NOW, later)
        for invented in (puppet, grandchild):
            with pytest.raises(errors.AppointedByFirst):
                recovering.agree(row.id, invented)
        with pytest.raises(errors.RoleTooNew):
            recovering.agree(row.id, fresh)
        with pytest.raises(errors.NotASecond):
            recovering.agree(row.id, make_member(desk.community.id, "Vriend"))
    with pytest.raises(errors.RoleTooNew):
        desk.start(by=fresh, person=make_member(desk.community.id))
    elsewhere = make_community("Lombok")
    stranger = make_member(elsewhere.id)
    communities.grant(stranger, "issuer", Place(elsewhere.id), by=None)
    with pytest.raises(errors.NotASecond):
        recovering.agree(row.id, stranger)
    assert findings() == []


def test_who_is_no_coordinator_waits_and_so_does_a_helper(desk: Desk) -> None:
    friend = make_member(desk.community.id, "Bram")
    seconds_later(NOW, -10 * DAY)
    name_helper(desk.community.id, desk.member.person_id, friend)
    seconds_later(NOW, 0)
    late = make_member(desk.community.id, "Dief")
    name_helper(desk.community.id, desk.member.person_id, late)
    row = desk.start()
    for early in (0.0, DAY - 1):
        seconds_later(NOW, early)
        for second in (desk.baker, friend):
            with pytest.raises(errors.RecoveryWaits):
                recovering.agree(row.id, second)
    seconds_later(NOW, DAY + 1)
    with pytest.raises(errors.NotASecond):
        recovering.agree(row.id, late)
    recovering.agree(row.id, friend)
    _, token = recovering.agree(row.id, desk.baker)
    assert come_back(desk.app, token)[0] == 201
    assert findings() == []


def test_an_issuer_comes_back_after_the_wait_and_by_an_issuer_only(desk: Desk) -> None:
    other = desk.role("issuer", by=None)
    row = desk.start(person=desk.issuer)
    assert row.trusted
    for second in (desk.second, other):
        with pytest.raises((errors.NotASecond, errors.RecoveryWaits)):
            recovering.agree(row.id, second)
    seconds_later(NOW, DAY + 1)
    for second in (desk.second, desk.baker):
        with pytest.raises(errors.NotASecond):
            recovering.agree(row.id, second)
    assert recovering.agree(row.id, other)[0].agreed_by == other
    elsewhere = make_community("Lombok")
    communities.grant(desk.member.person_id, "treasurer", Place(elsewhere.id), by=None)
    with pytest.raises(errors.RecoveryElsewhere):
        desk.start()
    with pytest.raises(NotFound):
        desk.start(person=make_member(elsewhere.id))
    assert findings() == []


def test_a_link_works_once_for_an_hour_and_only_the_newest(desk: Desk) -> None:
    row = desk.start()
    _, older = recovering.agree(row.id, desk.second)
    _, newer = recovering.agree(row.id, desk.second)
    assert come_back(desk.app, older)[0] == 404
    seconds_later(NOW, 3601)
    assert come_back(desk.app, newer)[0] == 404
    _, newest = recovering.agree(row.id, desk.second)
    assert come_back(desk.app, newest)[0] == 201
    assert come_back(desk.app, newest)[0] == 404
    with pytest.raises(errors.RecoveryEnded):
        recovering.agree(row.id, desk.second)
    assert findings() == []


def test_a_challenge_of_one_recovery_is_worth_nothing_in_another(desk: Desk) -> None:
    mine, theirs = desk.start(), desk.start(person=make_member(desk.community.id, "Ander"))
    _, my_token = recovering.agree(mine.id, desk.second)
    _, their_token = recovering.agree(theirs.id, desk.second)
    client = desk.app.test_client()
    begun = send(client, "POST", "/recovery-links/options", {"token": my_token}).json
    key = Authenticator(origin=desk.app.config["WIJKMUNT"].origin)
    body = {
        "token": their_token,
        "challenge_id": begun["challenge_id"],
        "credential": key.create(begun["public_key"]),
        "device_name": "telefoon",
    }
    assert send(client, "POST", "/recovery-links/accept", body).status_code == 404


def test_a_member_who_never_asked_stops_it_with_what_they_have(desk: Desk) -> None:
    key = give_passkey(desk.member.person_id)
    codes = recovery.replace(desk.member.person_id)
    row = desk.start()
    _, token = recovering.agree(row.id, desk.second)
    status, client = veto(desk.app, key)
    assert status == 204
    assert send(client, "GET", "/me").status_code == 200
    assert come_back(desk.app, token)[0] == 404
    with pytest.raises(errors.RecoveryStoppedBefore):
        desk.start()
    assert veto(desk.app, key)[0] == 409
    desk.start(by=desk.second)
    client = desk.app.test_client()
    stopped = send(client, "POST", "/recovery-stops/code",
                   {"code": codes[0], "device_name": "x"})  # fmt: skip
    assert stopped.status_code == 204
    assert recovery.unused(desk.member.person_id) == 9
    again = send(desk.app.test_client(), "POST", "/recovery-stops/code",
                 {"code": codes[1], "device_name": "x"})  # fmt: skip
    assert again.json["code"] == "nothing_to_stop"
    assert recovery.unused(desk.member.person_id) == 9
    told = {one["kind"] for one in send(client, "GET", "/me/notices").json["notices"]}
    assert {"recovery_started"} <= told
    assert findings() == []


def test_at_the_desk_over_http(desk: Desk) -> None:
    at, place = f"/organisations/{desk.organisation.id}", f"/communities/{desk.community.id}"
    first = signed_in_client(desk.app, desk.first, fresh=True)
    second = signed_in_client(desk.app, desk.second, fresh=True)
    found = send(first, "POST", f"{at}/people/find", {"name": "  samira "}).json["people"]
    assert str(desk.member.person_id) in {one["person_id"] for one in found}
    body = {
        "organisation_id": str(desk.organisation.id),
        "person_id": str(desk.member.person_id),
        "reason": "Tas gestolen",
    }
    path = f"/recoveries/{new_id()}"
    begun = send(first, "PUT", path, body)
    assert begun.status_code == 200
    assert send(first, "PUT", path, body).json == begun.json
    assert send(first, "PUT", path, {**body, "reason": "x"}).json["code"] == "id_conflict"
    other = send(first, "PUT", f"/recoveries/{new_id()}", body)
    assert other.json["code"] == "recovery_under_way"
    slip = {"slip": begun.json["slip"].lower()}
    seen = send(second, "POST", f"{place}/recoveries/look", slip)
    assert (seen.json["person_name"], seen.json["slip"]) == ("Samira", None)
    assert send(first, "POST", f"{place}/recoveries/look", slip).json["code"] == "own_recovery"
    nosy = signed_in_client(desk.app, make_member(desk.community.id))
    assert send(nosy, "POST", f"{place}/recoveries/look", slip).status_code == 403
    wrong = send(second, "POST", f"{path}/agree", {"slip": "AAAA-AAAA"})
    assert wrong.json["code"] == "slip_unknown"
    opened = send(second, "POST", f"{path}/agree", slip).json
    stale = signed_in_client(desk.app, desk.second)
    assert send(stale, "POST", f"{path}/agree", slip).json["code"] == "fresh_login_required"
    look = send(desk.app.test_client(), "POST", "/recovery-links/look",
                {"token": opened["url"].partition("#")[2]})  # fmt: skip
    assert look.json["display_name"] == "Samira"
    listed = send(first, "GET", f"{at}/recoveries").json["recoveries"]
    assert [one["mine"] for one in listed] == [True]
    assert send(second, "POST", f"{path}/stop").json["ended_how"] == "desk"
    client = desk.app.test_client()
    sign_in(client, desk.member.person_id)
    assert send(client, "GET", "/me").status_code == 200
    db.session.rollback()
    assert helpers.of_member(desk.community.id, desk.member.person_id) == []
    assert caller_of(desk.member.person_id).grants
    assert timedelta(hours=24) == datetime.fromisoformat(
        begun.json["opens_at"]
    ) - datetime.fromisoformat(begun.json["started_at"])
