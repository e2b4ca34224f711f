"""From SQLite to PostgreSQL: every row arrives, and the ledger goes on where it stood."""

import pytest
from flask import Flask

from backend.keeping.digest import differences
from tests.conftest import sqlalchemy_url
from tests.factories.identity import send
from tests.keeping.conftest import Neighbourhood, Screen
from tests.keeping.test_copies import address, opened, tables
from tests.support.lending import Lending


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_everything_moves_to_postgresql(
    app: Flask,
    lively: Neighbourhood,
    lent_databases: Lending,
    screen: Screen,
) -> None:
    file = address(app).removeprefix("sqlite:///")
    name, there = lent_databases.lend()
    moved = sqlalchemy_url(there)
    assert "PostgreSQL" in screen.on(address(app)).refuses("move", "--from", file)
    assert "no database at" in screen.on(moved).refuses("move", "--from", f"{file}x")
    said = screen.run("move", "--from", file)
    assert said[1] == "The ledger is sound."
    assert differences(tables(moved), tables(address(app))) == []
    assert "has been used" in screen.refuses("move", "--from", file)
    payer, scan = lively.payer, lively.counter
    body = {"shop_id": str(scan.shop.id), "amount": 650, "code": payer.code()}
    with opened(moved) as server:
        browser = server.test_client()
        held = scan.cashier.client.get_cookie("__Host-wm_access", domain="munt.test")
        assert held is not None
        browser.set_cookie(held.key, held.value, domain="munt.test", secure=True)
        paid = send(browser, "PUT", "/payments/019a2b3c-0000-7000-8000-000000000001", body)
        assert paid.json["status"] == "paid"
    assert screen.run("audit") == ["The ledger is sound."]
    lent_databases.give_back(name)
