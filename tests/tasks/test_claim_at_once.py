"""Claims on the express lane: the same answer; what is not simply booked leaves the lane."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, request_started
from sqlalchemy import func, select

from backend.db import db
from backend.ids import new_id
from backend.tasks.presence_models import ClaimPhone
from tests.factories.communities import Somebody
from tests.factories.tasks import Desk, claim, expect, refusal, wallet_of


@pytest.fixture
def ordinary(app: Flask) -> Iterator[list[object]]:
    """The requests that took the ordinary way."""
    seen: list[object] = []

    def note(sender: object, **_: Any) -> None:
        seen.append(sender)

    request_started.connect(note, app)
    yield seen
    request_started.disconnect(note, app)


def test_a_known_phone_claims_on_the_lane_and_a_retry_gets_the_same_answer(
    desk: Desk, resident: Somebody, ordinary: list[object]
) -> None:
    (first, code), (_, other) = desk.poster_of(title="Stoep vegen"), desk.poster_of()
    ordinary.clear()
    expect(200, claim(resident.client, other["jws"]))
    assert len(ordinary) == 1  # the phone had no mark yet
    claim_id = new_id()
    answer = claim(resident.client, code["jws"], claim_id=claim_id)
    made = expect(200, answer)
    assert len(ordinary) == 1
    assert (made["status"], made["task"]["id"]) == ("booked", first["id"])
    again = claim(resident.client, code["jws"], claim_id=claim_id)
    assert (again.status_code, again.json) == (200, answer.json)
    assert len(ordinary) == 2
    assert db.session.execute(select(func.count()).select_from(ClaimPhone)).scalar_one() == 2
    assert (
        wallet_of(desk.community, resident.person_id) == made["amount"] + first["reward"]["amount"]
    )


def test_what_is_refused_leaves_the_lane_and_books_nothing(
    desk: Desk, resident: Somebody, ordinary: list[object]
) -> None:
    _, code = desk.poster_of(limits={"per_person": 1})
    expect(200, claim(resident.client, code["jws"]))
    held = wallet_of(desk.community, resident.person_id)
    ordinary.clear()
    assert refusal(claim(resident.client, code["jws"])) == "claim_limit_person"
    assert len(ordinary) == 1
    assert wallet_of(desk.community, resident.person_id) == held
