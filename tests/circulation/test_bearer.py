"""Notes with a code: funded when printed, whoever scans first has the coin, lost ones come back."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from backend import clock
from backend.circulation import bearer
from backend.communities.queries import OrganisationFacts
from backend.db import db
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.web.caller import Place
from tests.factories.communities import (
    Somebody,
    give_role,
    make_community,
    make_holder,
    make_organisation,
    somebody,
)
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import findings
from tests.factories.rules import set_rule
from tests.factories.sheets import on_sheet, sign_next
from tests.factories.tasks import Desk, claim, expect, make_desk, refusal, revoke_key, wallet_of
from tests.tasks.test_concurrency import at_once

BASE = "/note-sheets"
FIVE = 500


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An association with 100 coins that may print notes of 1 and 5, freshly signed in."""
    community = make_community()
    set_rule(community.id, "notes", {"denominations": [100, FIVE]})
    made = make_desk(app, community, coins=10_000)
    return replace(made, client=signed_in_client(app, made.person_id, fresh=True))


@pytest.fixture
def resident(app: Flask, desk: Desk) -> Somebody:
    """A member."""
    return somebody(app, "member", Place(desk.community.id))


@pytest.fixture
def shop(desk: Desk) -> OrganisationFacts:
    """A shop."""
    return make_organisation(desk.community.id)


def put_sheet(desk: Desk, count: int, sheet_id: uuid.UUID | None = None, **changes: Any) -> Any:
    body = {
        "organisation_id": str(desk.organisation.id),
        "budget_id": str(desk.budget.id),
        "amount": FIVE,
        "count": count,
        "key_id": desk.key_id.hex(),
        **changes,
    }
    return desk.send("PUT", f"{BASE}/{sheet_id or new_id()}", body)


def printed(desk: Desk, count: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    sheet = expect(200, put_sheet(desk, count))
    while sign_next(desk, sheet, BASE):
        pass
    return sheet, on_sheet(desk, sheet, BASE)


def take(
    who: Somebody, code: str, shop: OrganisationFacts | None = None, made: uuid.UUID | None = None
) -> Any:
    body = {"code": code, "shop_id": str(shop.id) if shop else None}
    return send(who.client, "PUT", f"/note-takings/{made or new_id()}", body)


def out(desk: Desk) -> int:
    """Coin that is out as notes, minor units, as it is now and not when it was last read."""
    db.session.rollback()
    return ledger_queries.balance(ledger.notes(desk.community.id))


def withdraw(desk: Desk, sheet: dict[str, Any], first: int, last: int) -> Any:
    body = {"sheet_id": sheet["id"], "first": first, "last": last, "why": "Uit de tas gevallen."}
    return desk.send("PUT", f"/note-withdrawals/{new_id()}", body)


def test_a_sheet_is_funded_once_when_it_is_printed(app: Flask, desk: Desk) -> None:
    sheet_id = new_id()
    sheet = expect(200, put_sheet(desk, 12, sheet_id))
    assert expect(200, put_sheet(desk, 12, sheet_id)) == sheet
    assert refusal(put_sheet(desk, 11, sheet_id)) == "id_conflict"
    assert (out(desk), desk.left) == (6_000, 4_000)
    assert refusal(put_sheet(desk, 9)) == "not_enough_coins"
    assert refusal(put_sheet(desk, 1, amount=250)) == "denomination_unknown"
    assert refusal(put_sheet(desk, 1, budget_id=None)) == "not_enough_coins"
    other = make_desk(app, desk.community)
    assert refusal(put_sheet(desk, 1, budget_id=str(other.budget.id))) == "forbidden"
    stale = signed_in_client(app, desk.person_id)
    assert refusal(put_sheet(replace(desk, client=stale), 1)) == "fresh_login_required"
    assert (sign_next(desk, sheet, BASE), sign_next(desk, sheet, BASE)) == (12, 0)
    listed = expect(200, desk.send("GET", f"/organisations/{desk.organisation.id}/note-sheets"))
    assert listed["denominations"] == [100, FIVE]
    assert (listed["sheets"][0]["unused"], listed["sheets"][0]["unsigned"]) == (12, 0)
    assert findings() == []


def test_whoever_scans_a_note_first_has_its_coin(
    desk: Desk, resident: Somebody, app: Flask
) -> None:
    _, notes = printed(desk, 3)
    another = somebody(app, "member", Place(desk.community.id))
    read = expect(
        200, send(resident.client, "POST", "/bearer-notes/read", {"code": notes[0]["link"]})
    )
    assert (read["amount"], read["serial"], read["organisation"]["name"]) == (FIVE, 1, "Buurthuis")
    made = new_id()
    first = expect(200, take(resident, notes[0]["link"], made=made))
    assert expect(200, take(resident, notes[0]["link"], made=made)) == first
    assert refusal(take(resident, notes[1]["link"], made=made)) == "id_conflict"
    second = take(another, notes[0]["link"])
    assert (second.status_code, refusal(second)) == (409, "code_used")
    used = send(another.client, "POST", "/bearer-notes/read", {"code": notes[0]["text"]})
    assert refusal(used) == "code_used"
    revoke_key(desk)
    expect(200, take(another, notes[1]["text"].lower()))
    assert refusal(claim(resident.client, notes[2]["link"])) == "code_is_note"
    typed = send(resident.client, "POST", "/task-codes/read", {"code": notes[2]["text"]})
    assert refusal(typed) == "code_is_note"
    assert refusal(take(resident, "AAAA-AAAA")) == "note_unknown"
    assert wallet_of(desk.community, resident.person_id) == FIVE
    assert out(desk) == FIVE
    keys = expect(200, send(resident.client, "GET", f"/communities/{desk.community.id}/task-keys"))
    assert len(keys["keys"]) == 1
    assert findings() == []


def test_a_shop_takes_a_note_into_its_till(
    app: Flask, desk: Desk, resident: Somebody, shop: OrganisationFacts
) -> None:
    _, notes = printed(desk, 2)
    cashier = somebody(app, "shop_staff", shop.place)
    taken = expect(200, take(cashier, notes[0]["text"], shop))
    assert (taken["amount"], taken["shop_id"]) == (FIVE, str(shop.id))
    assert ledger_queries.balance(ledger.till(desk.community.id, shop.id)) == FIVE
    assert refusal(take(resident, notes[0]["link"])) == "code_used"
    assert refusal(take(resident, notes[1]["link"], shop)) == "not_found"
    send(
        signed_in_client(app, make_holder("issuer", Place(desk.community.id)), fresh=True),
        "PATCH",
        f"/organisations/{shop.id}",
        {"status": "closed"},
    )
    assert refusal(take(cashier, notes[1]["link"], shop)) == "shop_closed"
    assert findings() == []


def test_two_take_one_note_in_the_same_instant(
    app: Flask, desk: Desk, shop: OrganisationFacts
) -> None:
    _, notes = printed(desk, 1)
    people = [somebody(app, "member", Place(desk.community.id)) for _ in range(5)]
    cashier = somebody(app, "shop_staff", shop.place)

    def scan(one: Somebody) -> Callable[[], Any]:
        return lambda: take(one, notes[0]["link"])

    work = [*(scan(one) for one in people), lambda: take(cashier, notes[0]["link"], shop)]
    answers = at_once(work)
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert {refusal(one) for one in answers if one.status_code != 200} == {"code_used"}
    assert out(desk) == 0
    assert findings() == []


def test_nobody_takes_the_notes_that_they_printed(app: Flask, desk: Desk) -> None:
    _, notes = printed(desk, 1)
    give_role(desk.person_id, "member", Place(desk.community.id))
    printer = Somebody(desk.person_id, signed_in_client(app, desk.person_id))
    assert refusal(take(printer, notes[0]["link"])) == "own_note"
    assert out(desk) == FIVE


def test_lost_notes_are_withdrawn_by_serial_and_the_coin_goes_back(
    desk: Desk, resident: Somebody, stranger: Somebody
) -> None:
    sheet, notes = printed(desk, 6)
    expect(200, take(resident, notes[2]["link"]))
    made = expect(200, withdraw(desk, sheet, 2, 4))
    assert (made["count"], made["amount"]) == (2, 1_000)
    assert refusal(withdraw(desk, sheet, 2, 4)) == "nothing_to_withdraw"
    assert refusal(take(resident, notes[1]["link"])) == "note_withdrawn"
    assert refusal(take(stranger, notes[4]["link"])) == "code_wrong_community"
    assert [one["status"] for one in on_sheet(desk, sheet, BASE)] == [
        "unused", "withdrawn", "used", "withdrawn", "unused", "unused",
    ]  # fmt: skip
    assert (out(desk), desk.left) == (3 * FIVE, 10_000 - 4 * FIVE)
    now = clock.now()
    clock.use_source(lambda: now + bearer.LIFE + timedelta(days=1))
    late = signed_in_client(resident.client.application, resident.person_id)
    assert refusal(take(Somebody(resident.person_id, late), notes[0]["link"])) == "code_expired"
    coordinator = signed_in_client(late.application, desk.person_id, fresh=True)
    expect(200, withdraw(replace(desk, client=coordinator), sheet, 1, 6))
    assert (out(desk), desk.left) == (0, 10_000 - FIVE)
    assert findings() == []


@pytest.fixture
def stranger(app: Flask) -> Somebody:
    """A member of another neighbourhood."""
    return somebody(app, "member", Place(make_community("Lombok").id))
