"""Climbing: a role, a wallet or a session that was never given, or was taken away again.

Beside these: tests/communities/test_enrolment.py (who may invite whom),
tests/contract/test_roles.py (every operation with every wrong role), tests/rescue/test_recovery.py
(each way that one person alone might try to take an account over) and tests/cards/test_phone.py
(the wallets of those who have only a card).
"""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from backend.codes import base64url, keys
from backend.communities import enrolment
from backend.communities import service as communities
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.identity import passkeys, recovery
from backend.identity import queries as identity
from backend.web.caller import Place
from tests.conftest import ORIGIN
from tests.factories.authenticator import Authenticator
from tests.factories.communities import (
    Somebody,
    make_community,
    make_member,
    make_organisation,
    somebody,
)
from tests.factories.identity import give_passkey, send, sign_in
from tests.factories.payments import make_counter, make_payer, revoke_key
from tests.identity import ceremonies
from tests.identity.ceremonies import answered, options, refusal
from tests.support.each import each

VOID = (409, "link_void")


@dataclass
class Town:
    """A neighbourhood with an issuer, and a shop with its owner."""

    app: Flask
    community: CommunityFacts
    shop: OrganisationFacts
    issuer: Somebody
    owner: Somebody

    def invite(self, by: Somebody, role: str, at: OrganisationFacts | None = None) -> Any:
        body = {"role": role, "organisation_id": str(at.id) if at else None}
        return send(by.client, "POST", f"/communities/{self.community.id}/enrolment-links", body)

    def token(self, by: Somebody, role: str, at: OrganisationFacts | None = None) -> str:
        answer = self.invite(by, role, at)
        assert answer.status_code == 201, answer.text
        return str(answer.json["url"].partition("#")[2])

    def accept(self, token: str, **more: object) -> Any:
        joining = somebody(self.app, "member", Place(self.community.id))
        return send(joining.client, "POST", "/enrolment-links/accept", {"token": token, **more})


@pytest.fixture
def town(target: Flask) -> Town:
    community = make_community()
    shop = make_organisation(community.id)
    issuer = somebody(target, "issuer", Place(community.id), fresh=True)
    owner = somebody(target, "shop_owner", shop.place, fresh=True)
    return Town(target, community, shop, issuer, owner)


def test_a_dismissed_issuer_leaves_no_doors_open(town: Town) -> None:
    """Prints links to every role before being dismissed, and uses them through friends."""
    dismissed = somebody(town.app, "issuer", Place(town.community.id), fresh=True)
    tokens = [
        town.token(dismissed, "issuer"),
        town.token(dismissed, "treasurer"),
        town.token(dismissed, "shop_staff", town.shop),
    ]
    good = town.token(town.issuer, "treasurer")
    communities.revoke(
        dismissed.person_id, "issuer", Place(town.community.id), by=town.issuer.person_id
    )
    for token in tokens:
        assert refusal(town.accept(token)) == VOID
        look = send(town.app.test_client(), "POST", "/enrolment-links/look", {"token": token})
        assert refusal(look) == VOID
        begun = send(
            town.app.test_client(),
            "POST",
            "/sign-up/options",
            {"display_name": "Vriend", "enrolment_token": token},
        )
        assert refusal(begun) == VOID
    assert town.accept(good).status_code == 200


def test_a_sign_up_that_was_begun_before_the_dismissal_ends_with_it(town: Town) -> None:
    """Begins with the link while it is good, and finishes when its maker is gone."""
    dismissed = somebody(town.app, "issuer", Place(town.community.id), fresh=True)
    wanted = {
        "display_name": "Vriend",
        "enrolment_token": town.token(dismissed, "issuer"),
    }
    browser, key = town.app.test_client(), Authenticator(ORIGIN)
    given = options(browser, "/sign-up/options", wanted)
    made = key.create(given["public_key"])
    communities.revoke(
        dismissed.person_id, "issuer", Place(town.community.id), by=town.issuer.person_id
    )
    answer = send(
        browser, "POST", "/sign-up", answered(given, made, device_name="a", language="nl")
    )
    assert refusal(answer) == VOID
    assert "Set-Cookie" not in answer.headers
    assert refusal(ceremonies.sign_in(browser, key)) == (422, "passkey_unknown")


def test_a_former_owner_hires_nobody(town: Town) -> None:
    """Sold the shop, and kept a link to its counter."""
    other = somebody(town.app, "shop_owner", town.shop.place, fresh=True)
    token = town.token(other, "shop_staff", town.shop)
    communities.revoke(other.person_id, "shop_owner", town.shop.place, by=town.issuer.person_id)
    assert refusal(town.accept(token)) == VOID


@each("role", ["issuer", "treasurer", "member", "shop_owner", "coordinator"])
def test_an_owner_gives_no_role_above_their_staff(town: Town, role: str) -> None:
    """Owns a shop, and wants a friend, or themselves, to be more than that."""
    for at in (town.shop, None):
        answer = town.invite(town.owner, role, at)
        assert answer.status_code in {403, 404, 422}


def test_a_link_gives_what_was_written_into_it(town: Town) -> None:
    """Has a link to a counter, and asks for more while using it."""
    token = town.token(town.owner, "shop_staff", town.shop)
    for more in (
        {"role": "issuer"},
        {"organisation_id": None},
        {"community_id": str(uuid.uuid4())},
    ):
        assert refusal(town.accept(token, **more)) == (422, "invalid_request")
    body = {"display_name": "A", "enrolment_token": token, "role": "issuer"}
    answer = send(town.app.test_client(), "POST", "/sign-up/options", body)
    assert refusal(answer) == (422, "invalid_request")
    me = town.accept(token).json
    roles = {one["role"] for one in me["memberships"]}
    assert roles == {"member", "shop_staff"}


def test_an_invitation_is_not_finished_as_another_ones(town: Town) -> None:
    """Begins to join an open neighbourhood, and finishes what a link began."""
    key, browser = Authenticator(ORIGIN), town.app.test_client()
    wanted = {"display_name": "A", "community_id": str(town.community.id)}
    plain = options(browser, "/sign-up/options", wanted)
    token = town.token(town.issuer, "issuer")
    invited = options(browser, "/sign-up/options", {"display_name": "A", "enrolment_token": token})
    made = key.create(plain["public_key"])
    crossed = answered(invited, made, device_name="a", language="nl")
    assert refusal(send(browser, "POST", "/sign-up", crossed)) == (422, "passkey_refused")
    both = {**wanted, "enrolment_token": token}
    assert refusal(send(browser, "POST", "/sign-up/options", both)) == (422, "invalid_request")


def test_nobody_makes_themselves_an_issuer_by_their_own_profile(town: Town) -> None:
    """Sends more than a name when changing the name."""
    member = somebody(town.app, "member", Place(town.community.id))
    for more in (
        {"role": "issuer"},
        {"memberships": [{"role": "issuer"}]},
        {"person": {"id": str(town.issuer.person_id)}},
        {"fresh_until": "2099-01-01T00:00:00Z"},
    ):
        answer = send(member.client, "PATCH", "/me", {"display_name": "A", **more})
        assert refusal(answer) == (422, "invalid_request")


def test_a_recovery_code_is_not_a_passkey(town: Town) -> None:
    """Found somebody's list of recovery codes: wants their role at once, and for ever."""
    person_id = make_member(town.community.id)
    communities.grant(person_id, "issuer", Place(town.community.id), by=None)
    give_passkey(person_id)
    code = recovery.replace(person_id)[0]
    thief = town.app.test_client()
    body = {"code": code, "device_name": "a"}
    assert send(thief, "POST", "/sign-in/recovery", body).status_code == 200
    fresh_only = (
        ("POST", f"/communities/{town.community.id}/enrolment-links",
         {"role": "issuer", "organisation_id": None}),
        ("POST", f"/communities/{town.community.id}/settings",
         {"key": "max_payment", "value": 1, "valid_from": "2099-01-01", "why": "diefstal"}),
        ("POST", "/me/recovery-codes", None),
        ("DELETE", f"/me/passkeys/{identity.passkeys_of(person_id)[0].id}", None),
    )  # fmt: skip
    for method, path, sent in fresh_only:
        assert refusal(send(thief, method, path, sent)) == (403, "fresh_login_required")


def test_what_was_revoked_opens_nothing(target: Flask) -> None:
    """Kept everything that a person once had, and tries it after each was taken away."""
    community = make_community()
    counter, payer = make_counter(target, community), make_payer(target, community)
    me = payer.person_id
    key = give_passkey(me, "tweede")
    given = give_passkey(me, "eerste")
    old_codes = recovery.replace(me)
    code = payer.code()

    revoke_key(payer)
    assert refusal(counter.scan(code)) == (409, "code_key_revoked")
    again = {"public_key": spki_of(payer.private_key), "name": "zelfde"}
    browser = target.test_client()
    tokens = sign_in(browser, me, fresh=True)
    assert refusal(send(browser, "POST", "/me/device-keys", again)) == (409, "device_key_taken")

    passkeys.remove(me, next(one.id for one in identity.passkeys_of(me) if one.name == "eerste"))
    assert refusal(ceremonies.sign_in(target.test_client(), given)) == (422, "passkey_unknown")
    assert ceremonies.sign_in(target.test_client(), key).status_code == 200

    recovery.replace(me)
    for old in old_codes[:2]:
        body = {"code": old, "device_name": "a"}
        answer = send(target.test_client(), "POST", "/sign-in/recovery", body)
        assert refusal(answer) == (422, "recovery_code_refused")

    assert send(browser, "DELETE", f"/me/sessions/{tokens.session_id}").status_code == 204
    for method, path in (("GET", "/me"), ("POST", "/session/refresh")):
        thief = target.test_client()
        thief.set_cookie("__Host-wm_access", tokens.access, domain="munt.test")
        thief.set_cookie(
            "__Secure-wm_refresh", tokens.refresh or "", domain="munt.test",
            path="/api/v1/session/refresh",
        )  # fmt: skip
        assert refusal(send(thief, method, path)) == (401, "session_revoked")


def spki_of(private_key: Any) -> str:
    return base64url.encode(keys.public_key_spki(private_key.public_key()))


def test_a_link_of_the_command_line_needs_no_giver(town: Town) -> None:
    """The control: links that the operator made, and those of people who are still in office."""
    made = enrolment.invite("treasurer", Place(town.community.id), by=None)
    assert town.accept(made.token).status_code == 200
    assert town.accept(town.token(town.owner, "shop_staff", town.shop)).status_code == 200
