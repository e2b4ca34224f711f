"""Who may do what with a card: its holder, coordinators, a named helper, and nobody else."""

import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.cards import service as cards
from backend.communities.queries import CommunityFacts
from backend.ids import new_id
from backend.web.caller import Place
from tests.factories.cards import PIN, Holder, enrol, enrolment, pay
from tests.factories.communities import Somebody, make_community, somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import findings
from tests.factories.payments import Counter
from tests.factories.rescue import name_helper
from tests.factories.tasks import Desk, colleague, expect, make_desk, refusal


@pytest.fixture
def member(app: Flask, community: CommunityFacts) -> Somebody:
    """Somebody with a phone, who confirmed a passkey just now."""
    return somebody(app, "member", Place(community.id), fresh=True, display_name="Samira")


def test_enrolling_makes_a_member_with_a_card_that_strangers_never_see(
    app: Flask, desk: Desk, counter: Counter, member: Somebody
) -> None:
    path = f"/organisations/{desk.organisation.id}/card-holders/{new_id()}"
    body = enrolment("Oma", card_name="O. Jansen")
    made = expect(200, desk.send("PUT", path, body))
    assert (made["name"], made["status"], made["has_phone"]) == ("O. Jansen", "works", False)
    assert expect(200, desk.send("PUT", path, body)) == made
    for change in ({"pin": "9417"}, {"card_name": "Anders"}, {"card_id": str(new_id())}):
        assert refusal(desk.send("PUT", path, {**body, **change})) == "id_conflict"
    simple = desk.send("PUT", path, enrolment(pin="1234"))
    assert refusal(simple) == "pin_too_simple"
    listed = expect(200, desk.send("GET", f"/organisations/{desk.organisation.id}/cards"))
    assert [card["name"] for card in listed["cards"]] == ["O. Jansen"]
    look = f"/organisations/{desk.organisation.id}/cards/look"
    page = expect(200, desk.send("POST", look, {"card": made["number"].lower()}))
    assert (page["card"]["id"], page["seen_as"], page["opened"]) == (
        made["id"],
        "coordinator",
        False,
    )

    holder = enrol(desk)
    elsewhere = make_desk(app, make_community("Lombok"))
    for client in (member.client, counter.cashier.client, elsewhere.client):
        for method, path, body in deeds(holder.card_id):
            assert send(client, method, path, body).status_code == 404, path
    expect(200, pay(counter, holder))


def test_a_member_makes_blocks_and_replaces_the_own_card(
    app: Flask, counter: Counter, community: CommunityFacts, member: Somebody, desk: Desk
) -> None:
    path = f"/communities/{community.id}/my-card"
    empty = expect(200, send(member.client, "GET", path))
    assert (empty["card"], empty["per_payment"], empty["per_day"]) == (None, 1_500, 3_000)
    stale = signed_in_client(app, member.person_id)
    body = {"name": "Samira", "pin": PIN}
    asked = send(stale, "PUT", f"{path}/{new_id()}", body)
    assert refusal(asked) == "fresh_login_required"
    card = expect(200, send(member.client, "PUT", f"{path}/{new_id()}", body))
    assert refusal(send(member.client, "PUT", f"{path}/{new_id()}", body)) == "card_exists"

    # Whoever has a phone decides alone about the PIN.
    at_desk = signed_in_client(app, desk.person_id, fresh=True)
    chosen = send(at_desk, "POST", f"/cards/{card['id']}/pin", {"pin": "9417"})
    assert refusal(chosen) == "holder_has_phone"
    over = send(at_desk, "POST", f"/cards/{card['id']}/hand-over", {"keep_card": True})
    assert refusal(over) == "holder_has_phone"
    expect(200, send(member.client, "POST", f"/cards/{card['id']}/pin", {"pin": "9417"}))

    expect(200, send(member.client, "POST", f"/cards/{card['id']}/block", {}))
    mine = Holder(community.id, member.person_id, uuid.UUID(card["id"]), card["number"])
    assert refusal(pay(counter, mine, pin="9417")) == "card_blocked"
    replaced = replace(member.client, mine)
    assert refusal(pay(counter, mine, pin="9417")) == "card_replaced"
    assert refusal(pay(counter, replaced, pin="9417")) == "not_enough_coins"


def test_a_helper_blocks_and_replaces_and_does_no_more(
    app: Flask, counter: Counter, community: CommunityFacts, holder: Holder
) -> None:
    helper = somebody(app, "member", Place(community.id), fresh=True, display_name="Bram")
    name_helper(community.id, holder.person_id, helper.person_id)
    for _ in range(5):
        pay(counter, holder, pin="9417")
    listed = send(helper.client, "GET", f"/communities/{community.id}/helped-cards")
    assert [card["id"] for card in expect(200, listed)["cards"]] == [str(holder.card_id)]
    for what, body in (
        ("unlock", {}),
        ("pin", {"pin": "9417"}),
        ("hand-over", {"keep_card": True}),
    ):
        answer = send(helper.client, "POST", f"/cards/{holder.card_id}/{what}", body)
        assert refusal(answer) == "forbidden"
    new = replace(helper.client, holder)
    assert new.number != holder.number
    # A new number is no way to try more PINs.
    assert refusal(pay(counter, new)) == "card_locked"
    assert refusal(pay(counter, holder)) == "card_replaced"
    assert (new.balance, findings()) == (10_000, [])


def test_a_coordinator_unlocks_a_few_times_a_day_and_replaces_once(
    app: Flask, desk: Desk, holder: Holder, counter: Counter
) -> None:
    for _ in range(3):
        expect(200, desk.send("POST", f"/cards/{holder.card_id}/unlock", {}))
    other = colleague(app, desk)
    late = send(other.client, "POST", f"/cards/{holder.card_id}/unlock", {})
    assert refusal(late) == "too_many_attempts"

    new = replace(desk.client, holder)
    again = f"/cards/{holder.card_id}/replacements/{new.card_id}"
    assert expect(200, desk.send("PUT", again, {}))["number"] == new.number
    late = send(other.client, "PUT", f"/cards/{holder.card_id}/replacements/{new_id()}", {})
    assert refusal(late) == "card_replaced"
    page = expect(200, desk.send("GET", f"/cards/{holder.card_id}"))
    assert page["card"]["replaced_by"] == str(new.card_id)

    # Who loses everything has no card that works.
    lost = enrol(desk)
    assert cards.block_all_of(lost.person_id, None, "lost") == 1
    assert cards.block_all_of(lost.person_id, None, "lost") == 0
    assert refusal(pay(counter, lost)) == "card_blocked"


def replace(client: FlaskClient, holder: Holder) -> Holder:
    path = f"/cards/{holder.card_id}/replacements/{new_id()}"
    card = expect(200, send(client, "PUT", path, {}))
    return Holder(holder.community_id, holder.person_id, uuid.UUID(card["id"]), card["number"])


def deeds(card_id: uuid.UUID) -> list[tuple[str, str, Any]]:
    """Everything that can be done with a card."""
    path = f"/cards/{card_id}"
    return [
        ("GET", path, None),
        ("POST", f"{path}/block", {}),
        ("PUT", f"{path}/replacements/{new_id()}", {}),
        ("POST", f"{path}/unlock", {}),
        ("POST", f"{path}/pin", {"pin": "9417"}),
        ("POST", f"{path}/hand-over", {"keep_card": True}),
    ]
