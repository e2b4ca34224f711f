"""Enumeration: finding out who takes part, by answers that differ."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Flask

from backend import clock
from backend.communities import enrolment
from backend.identity import recovery
from backend.web.caller import Place
from tests.attacks.conftest import browser_at
from tests.attacks.watching import statements
from tests.factories.communities import make_community, make_member, make_organisation, somebody
from tests.factories.identity import make_person, seconds_later, send
from tests.identity.ceremonies import options, sign_in
from tests.identity.conftest import Holder
from tests.support.each import each


def told(answer: Any) -> tuple[int, object]:
    """What somebody sees of an answer, without what is random in it."""
    body = answer.get_json(silent=True) or {}
    return answer.status_code, {name: body[name] for name in body if name != "challenge_id"}


def shape(value: object) -> object:
    """The same without values: names, kinds and lengths."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value]
    return type(value).__name__, len(str(value))


def test_signing_in_asks_for_no_name_and_names_nobody(target: Flask, victim: Holder) -> None:
    """Asks to sign in as somebody, to see whether the page knows them."""
    with_people = options(target.test_client(), "/sign-in/options")["public_key"]
    assert with_people["allowCredentials"] == []
    body = {"display_name": "Samira"}
    assert send(target.test_client(), "POST", "/sign-in/options", body).status_code == 422


def test_signing_up_under_a_name_that_is_taken_looks_like_any_other(
    target: Flask, victim: Holder
) -> None:
    """Signs up as the victim, to see whether the name, or a passkey of theirs, is known."""
    community = str(make_community().id)
    bodies = [{"display_name": name, "community_id": community} for name in ("Samira", "Fatima")]
    asked = [options(target.test_client(), "/sign-up/options", body) for body in bodies]
    assert [one["public_key"]["excludeCredentials"] for one in asked] == [[], []]
    assert shape(asked[0]) == shape(asked[1])


def test_a_recovery_code_that_was_used_is_refused_like_one_that_never_was(target: Flask) -> None:
    """Found a list of codes in the waste paper, and wants to know whether it was anybody's."""
    codes = recovery.replace(make_person())
    assert recovery.use(codes[0]) is not None
    voided = recovery.replace(make_person())
    recovery.replace(make_person())
    answers: list[tuple[object, list[str]]] = []
    first = browser_at(target, "192.0.2.99")
    send(first, "POST", "/sign-in/recovery", {"code": "first", "device_name": "a"})
    for code in (codes[0], "AAAA-AAAA-AAAA-AAAA", "short", voided[0][:-1] + "I"):
        browser = browser_at(target, f"192.0.2.{len(answers)}")
        with statements() as seen:
            answer = send(browser, "POST", "/sign-in/recovery", {"code": code, "device_name": "a"})
        answers.append((told(answer), seen.texts))
    assert "422" in str(answers[0])
    assert all(one == answers[0] for one in answers)


@each("path", ["/recovery-links/look", "/hand-overs/look", "/enrolment-links/look"])
def test_a_link_that_is_over_says_no_more_than_one_that_never_was(target: Flask, path: str) -> None:
    """Tries links, to learn from the answer whose they were."""
    unknown = told(send(target.test_client(), "POST", path, {"token": "A" * 32}))
    assert unknown[0] in {404, 409}
    assert "Samira" not in str(unknown)
    community = make_community()
    link = enrolment.invite("treasurer", Place(community.id), by=None)
    start = clock.now()
    seconds_later(start, 8 * 24 * 3600)
    over = told(send(target.test_client(), "POST", path, {"token": link.token}))
    seconds_later(start, 0)
    assert "treasurer" not in str(over)
    assert community.name not in str(over)


def test_a_person_elsewhere_and_nobody_at_all_are_answered_alike(target: Flask) -> None:
    """Signed in, has a list of ids, and wants to know which of them are people here."""
    here, there = make_community(), make_community("Lombok")
    member = somebody(target, "member", Place(here.id))
    issuer = somebody(target, "issuer", Place(here.id), fresh=True)
    stranger = make_member(there.id, "Piet")
    asked: dict[str, Callable[[uuid.UUID], Any]] = {
        "send": lambda who: send(
            member.client,
            "PUT",
            f"/sends/{uuid.uuid4()}",
            {"amount": 1, "community_id": str(here.id), "contact_id": str(who)},
        ),
        "end a role": lambda who: send(
            issuer.client, "DELETE", f"/communities/{here.id}/people/{who}?role=treasurer"
        ),
        "hide": lambda who: send(
            member.client, "POST", f"/communities/{here.id}/contacts/{who}/hide"
        ),
    }
    for name, ask in asked.items():
        ask(uuid.uuid4())
        with statements() as of_stranger:
            first = told(ask(stranger))
        with statements() as of_nobody:
            second = told(ask(uuid.uuid4()))
        assert first == second, name
        if name != "hide":
            assert of_stranger.texts == of_nobody.texts, name


def test_who_may_look_for_a_name_is_decided_before_it_is_looked_for(target: Flask) -> None:
    """Is a member, not a coordinator, and asks the desk's question."""
    here = make_community()
    member = somebody(target, "member", Place(here.id), fresh=True)
    there = Place(make_community("Lombok").id)
    issuer_elsewhere = somebody(target, "issuer", there, fresh=True)
    desk = make_organisation(here.id, "association", "Buurthuis", "")
    path = f"/organisations/{desk.id}/people/find"
    for somebody_else in (member, issuer_elsewhere):
        known = told(send(somebody_else.client, "POST", path, {"name": "Samira"}))
        unknown = told(send(somebody_else.client, "POST", path, {"name": "Nobody"}))
        assert known == unknown
        assert known[0] in {403, 404}


def test_a_passkey_of_somebody_unknown_tells_nothing_about_people(
    target: Flask, victim: Holder
) -> None:
    """Sends a made-up credential with the victim's handle, to see whether the handle is known."""
    real = victim.authenticator.passkeys[0]
    handles = (victim.person_id.bytes, uuid.uuid4().bytes)
    answers = []
    for handle in handles:
        real.credential_id, real.user_handle = uuid.uuid4().bytes * 2, handle
        answers.append(told(sign_in(target.test_client(), victim.authenticator)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 422
