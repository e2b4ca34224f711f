"""Bank details: who sees them, sealed where they lie, and told when they change."""

import logging
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text, update

from backend.db import db
from backend.jobs.service import Outcome, run_due
from backend.redemption import bank_details, service
from backend.redemption.errors import BankDetailsUnreadable
from backend.redemption.jobs import JOBS
from backend.redemption.models import BankDetails
from tests.conftest import SECRET
from tests.factories.communities import somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.redemption import IBANS, OWN_IBAN, Shop, Treasury, make_treasury
from tests.factories.tasks import expect, refusal
from tests.support import bank

OTHER = "another-secret-of-the-installation-2026!"


def path_of(shop: Shop) -> str:
    return f"/organisations/{shop.facts.id}/bank-details"


def run_all(here: Treasury) -> list[Outcome]:
    """Everything that the calendar does in this room today."""
    return run_due([here.facts()], JOBS, strict=True)


def everything_kept() -> str:
    """Every value of every row of the database, as text, with bytes in hex and as they are."""
    found: list[str] = []
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(text(f"SELECT * FROM {table.name}")):  # noqa: S608
            for value in row:
                found.append(value.decode("latin-1") if isinstance(value, bytes) else str(value))
    return "\n".join(found)


def test_only_those_who_answer_for_the_money_see_the_number(app: Flask) -> None:
    here = make_treasury(app)
    shop = here.shop(0, iban=None)
    staff = somebody(app, "shop_staff", shop.facts.place)
    assert expect(200, send(shop.owner.client, "GET", path_of(shop)))["iban"] is None
    body = {"iban": "NL39 RABO 0300 0652 64", "holder": "Çelik & Zoon"}

    stale = signed_in_client(app, shop.owner.person_id)
    assert refusal(send(stale, "PUT", path_of(shop), body)) == "fresh_login_required"
    assert refusal(send(here.treasurer.client, "PUT", path_of(shop), body)) == "forbidden"
    for wrong in ({"iban": "NL39RABO0300065265"}, {"holder": "?\u0627"}):
        assert refusal(send(shop.owner.client, "PUT", path_of(shop), {**body, **wrong})) in {
            "iban_invalid", "holder_invalid",
        }  # fmt: skip
    made = expect(200, send(shop.owner.client, "PUT", path_of(shop), body))
    assert (made["iban"], made["holder"], made["last4"]) == (IBANS[0], "Celik + Zoon", "5264")
    expect(200, send(shop.owner.client, "PUT", path_of(shop), body))

    for browser in (shop.owner.client, here.treasurer.client):
        seen = expect(200, send(browser, "GET", path_of(shop)))
        assert (seen["iban"], len(seen["history"])) == (IBANS[0], 1)
    seen = expect(200, send(staff.client, "GET", path_of(shop)))
    assert (seen["last4"], seen["iban"], seen["holder"], seen["history"]) == (
        "5264",
        None,
        None,
        [],
    )
    for who in (shop.owner, here.treasurer, here.second):
        notices = expect(200, send(who.client, "GET", "/me/notices"))["notices"]
        changed = [one for one in notices if one["kind"] == "bank_details_changed"]
        assert changed[0]["params"]["last4"] == "5264"
        assert IBANS[0] not in str(notices)


def test_the_number_is_nowhere_in_the_database_or_the_logs(
    app: Flask, caplog: pytest.LogCaptureFixture, database_url: str
) -> None:
    caplog.set_level(logging.DEBUG)
    here = make_treasury(app)
    shop = here.shop(10_000)
    shop.asked()
    file = here.file(here.released())
    said = [bank.Booked("X", 100, incoming=True, remark=f"Storting van {IBANS[1]}")]
    here.uploaded(bank.statement(OWN_IBAN, [*bank.handed_in(file), *said]))
    kept = everything_kept()
    if database_url.startswith("sqlite"):
        path = Path(database_url.removeprefix("sqlite:///"))
        files = [path, path.with_name(f"{path.name}-wal")]
        kept += "".join(one.read_bytes().decode("latin-1") for one in files if one.exists())
    for number in (OWN_IBAN, IBANS[0], IBANS[1]):
        for form in (number, number.encode().hex(), number[4:]):
            assert form not in kept
            assert form not in caplog.text
    assert "Bakker + Zoon" not in kept + caplog.text


def test_new_details_are_not_for_what_was_gathered_before(app: Flask) -> None:
    here = make_treasury(app)
    shop = here.shop(10_000)
    shop.asked(5_000)
    gathered = expect(200, here.gather())
    body = {"iban": IBANS[1], "holder": "Bakker"}
    expect(200, send(shop.owner.client, "PUT", path_of(shop), body))
    shop.asked(5_000)
    expect(200, here.send("POST", f"/settlements/{gathered['id']}/release", by=here.second))
    before, after = here.file(gathered), here.file(here.released())
    assert (IBANS[0].encode() in before, IBANS[1].encode() in before) == (True, False)
    assert (IBANS[0].encode() in after, IBANS[1].encode() in after) == (False, True)
    history = expect(200, send(shop.owner.client, "GET", path_of(shop)))["history"]
    assert [one["last4"] for one in history] == [IBANS[1][-4:], IBANS[0][-4:]]


def test_secrets_can_be_replaced_and_rows_cannot_be_moved(make_app: Callable[..., Flask]) -> None:
    def read(app: Flask, owner_id: uuid.UUID) -> Any:
        with app.app_context():
            now = bank_details.current(owner_id)
            assert now is not None
            return bank_details.opened([now.id])[now.id].iban

    old = make_app()
    with old.app_context():
        here = make_treasury(old)
        one, two = here.shop(9_000), here.shop(0, iban=IBANS[1])
        one.asked()
        settlement_id = uuid.UUID(here.released()["id"])
        ids = one.facts.id, two.facts.id
        db.session.remove()
    both, new = make_app(secrets=(OTHER, SECRET)), make_app(secrets=(OTHER,))
    assert read(both, ids[0]) == IBANS[0]
    with pytest.raises(BankDetailsUnreadable):
        read(new, ids[0])
    with both.app_context():
        service.set_for_organisation(ids[0], IBANS[2], "Bakker", here.treasurer.person_id)
        assert read(new, ids[0]) == IBANS[2]
        with pytest.raises(BankDetailsUnreadable):
            read(new, ids[1])
        (resealed, *_) = [one for one in run_all(here) if one.job == "redemption.reseal"]
        assert resealed.done >= 4
        db.session.remove()
    assert read(new, ids[1]) == IBANS[1]
    with new.app_context():
        assert IBANS[0].encode() in service.file_of(settlement_id)[1]
        db.session.remove()

    with old.app_context():
        stolen = db.session.query(BankDetails.sealed).filter_by(owner_id=ids[1]).scalar()
        change = update(BankDetails).where(BankDetails.owner_id == ids[0]).values(sealed=stolen)
        db.session.execute(change)
        db.session.commit()
    with pytest.raises(BankDetailsUnreadable):
        read(both, ids[0])
