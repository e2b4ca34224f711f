"""Direct SQL that would pay twice or change what was promised is refused by both databases."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.db import db
from tests.factories.ledger import findings
from tests.factories.redemption import OWN_IBAN, make_treasury
from tests.factories.tasks import expect
from tests.support import bank

UNDOING = [
    "DELETE FROM bank_details",
    "DELETE FROM redemptions",
    "DELETE FROM settlements",
    "DELETE FROM settlement_lines",
    "DELETE FROM bank_statements",
    "UPDATE settlement_lines SET euro_cents = euro_cents + 1",
    "UPDATE settlement_lines SET end_to_end_id = 'X' || end_to_end_id",
    "UPDATE settlement_lines SET paid_at = NULL WHERE paid_at IS NOT NULL",
    "UPDATE settlements SET status = 'gathered' WHERE status = 'released'",
    "UPDATE settlements SET released_by = gathered_by WHERE status = 'released'",
    "UPDATE settlements SET status = 'released', released_by = gathered_by, file = 'x'"
    " WHERE status = 'gathered'",
    "INSERT INTO settlement_lines SELECT * FROM settlement_lines",
]


def test_what_was_promised_stays(app: Flask) -> None:
    here = make_treasury(app)
    shop = here.shop(20_000)
    shop.asked(5_000)
    payouts = bank.handed_in(here.file(here.released()))
    here.uploaded(bank.statement(OWN_IBAN, payouts))
    shop.asked(5_000)
    expect(200, here.gather())
    for statement in UNDOING:
        with pytest.raises(DBAPIError):
            db.session.execute(text(statement))
        db.session.rollback()
    assert findings() == []


def test_the_audit_names_a_payout_without_its_coin(app: Flask) -> None:
    here = make_treasury(app)
    here.shop(20_000).asked(5_000)
    here.released()
    db.session.execute(text("UPDATE settlement_lines SET paid_at = 1"))
    db.session.execute(text("UPDATE redemptions SET status = 'paid'"))
    db.session.commit()
    found = {one.check for one in findings()}
    assert found == {"redemption_balance_differs", "paid_out_differs"}
