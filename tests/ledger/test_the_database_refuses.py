"""Whoever goes around the application, with SQL of their own, meets the same rules."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.db import db
from backend.ledger import audit, queries, service
from tests.factories.ledger import funded_wallet, transfer
from tests.support.each import each


@pytest.fixture
def paid(community: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """A wallet with 40 left and a till with 10, and so two accounts with history."""
    wallet, till = funded_wallet(community, 50), service.till(community, uuid.uuid4())
    service.book(transfer("payment", wallet, till, 10))
    return wallet, till


ATTACKS: dict[str, str] = {
    "edit a transfer": "UPDATE transfers SET amount = amount + 1",
    "move a transfer to another account": "UPDATE transfers SET credit_account = debit_account",
    "delete a transfer": "DELETE FROM transfers",
    "give oneself coin": "UPDATE balances SET amount = amount + 5 WHERE account_id = :wallet",
    "take coin away": "UPDATE balances SET amount = amount - 5 WHERE account_id = :wallet",
    "overdraw": "UPDATE balances SET amount = -1 WHERE account_id = :wallet",
    "lower a floor": "UPDATE balances SET floor = -500 WHERE account_id = :wallet",
    "remove a balance": "DELETE FROM balances",
    "add a full slot": (
        "INSERT INTO balances (account_id, slot, amount, floor) VALUES (:wallet, 60, 500, 0)"
    ),
    "permit a kind less": "DELETE FROM transfer_rules",
    "change a rule": "UPDATE transfer_rules SET kind = 'gift'",
    "turn a wallet into a till": ("UPDATE ledger_accounts SET purpose = 'till' WHERE id = :wallet"),
    "remove an account": "DELETE FROM ledger_accounts WHERE id = :wallet",
    "insert an overdraft": (
        "INSERT INTO transfers (id, kind, debit_account, credit_account, amount, at, memo)"
        " VALUES (:new, 'payment', :wallet, :till, 41, 0, '')"
    ),
    "insert a negative amount": (
        "INSERT INTO transfers (id, kind, debit_account, credit_account, amount, at, memo)"
        " VALUES (:new, 'payment', :wallet, :till, -5, 0, '')"
    ),
    "insert what no rule permits": (
        "INSERT INTO transfers (id, kind, debit_account, credit_account, amount, at, memo)"
        " VALUES (:new, 'payment', :till, :wallet, 5, 0, '')"
    ),
    "pay oneself": (
        "INSERT INTO transfers (id, kind, debit_account, credit_account, amount, at, memo)"
        " VALUES (:new, 'payment', :wallet, :wallet, 5, 0, '')"
    ),
    "book an id twice": (
        "INSERT INTO transfers (id, kind, debit_account, credit_account, amount, at, memo)"
        " SELECT id, kind, debit_account, credit_account, amount, at, memo FROM transfers"
        " WHERE kind = 'payment'"
    ),
}
OF_ONE_KIND = {
    "sqlite": {
        "replace a transfer": (
            "INSERT OR REPLACE INTO transfers SELECT id, kind, debit_account, credit_account,"
            " 1, at, about_kind, about_id, reverses, memo FROM transfers WHERE kind = 'payment'"
        ),
        "replace a balance": (
            "INSERT OR REPLACE INTO balances (account_id, slot, amount, floor)"
            " VALUES (:wallet, 0, 0, NULL)"
        ),
    },
    "postgresql": {
        "empty the transfers": "TRUNCATE transfers CASCADE",
        "empty the balances": "TRUNCATE balances",
    },
}


def attack(statement: str, wallet: uuid.UUID, till: uuid.UUID) -> None:
    on_sqlite = db.engine.dialect.name == "sqlite"
    values = {"wallet": wallet, "till": till, "new": uuid.uuid4()}
    used = {k: v.bytes if on_sqlite else v for k, v in values.items() if f":{k}" in statement}
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        if on_sqlite:
            connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
        connection.execute(text(statement), used)


@each("name", ATTACKS)
def test_direct_sql_is_refused(paid: tuple[uuid.UUID, uuid.UUID], name: str) -> None:
    with pytest.raises(DBAPIError):
        attack(ATTACKS[name], *paid)
    db.session.rollback()
    assert queries.balances(paid) == {paid[0]: 40, paid[1]: 10}
    assert audit.run() == []


def test_direct_sql_of_one_database_is_refused(paid: tuple[uuid.UUID, uuid.UUID]) -> None:
    for statement in OF_ONE_KIND[db.engine.dialect.name].values():
        with pytest.raises(DBAPIError):
            attack(statement, *paid)
    assert queries.balances(paid) == {paid[0]: 40, paid[1]: 10}
    assert audit.run() == []


def without_triggers(statement: str, wallet: uuid.UUID, till: uuid.UUID) -> None:
    """What somebody with all rights on the server can do after taking the guards away."""
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        if db.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        else:
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            )
            for (name,) in names.all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        values = {"wallet": wallet, "till": till}
        if db.engine.dialect.name == "sqlite":
            values = {key: value.bytes for key, value in values.items()}  # type: ignore[misc]
        connection.execute(
            text(statement), {k: v for k, v in values.items() if f":{k}" in statement}
        )
        if db.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = DEFAULT")


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE balances SET amount = amount + 5 WHERE account_id = :wallet", "balance_differs"),
        ("UPDATE transfers SET amount = 9 WHERE kind = 'payment'", "balance_differs"),
        ("DELETE FROM transfers WHERE kind = 'payment'", "balance_differs"),
        ("UPDATE balances SET floor = NULL WHERE account_id = :wallet", "floor_missing"),
        ("UPDATE transfers SET kind = 'gift' WHERE kind = 'payment'", "transfer_not_allowed"),
        (
            "UPDATE transfers SET reverses = id WHERE kind = 'payment'",
            "reversal_without_original",
        ),
    ],
)
def test_the_audit_names_what_was_done_behind_the_triggers(
    paid: tuple[uuid.UUID, uuid.UUID], statement: str, found: str
) -> None:
    without_triggers(statement, *paid)
    assert found in {finding.check for finding in audit.run()}


def test_a_sound_ledger_has_no_findings(
    paid: tuple[uuid.UUID, uuid.UUID], make_app: Callable[..., object]
) -> None:
    assert audit.run() == []
