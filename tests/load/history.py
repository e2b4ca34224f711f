"""Years of payments written at once: what the ledger holds when a neighbourhood is old.

Nine in ten transfers are payments at a counter, with their receipts; the others are rewards out of
one budget. The rows and balances are those that the services would have left behind, which
``backend.ledger.audit`` proves. Triggers stand aside meanwhile; large histories get their indexes
afterwards. Needs an app context.
"""

import random
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, bindparam, text

from backend import clock
from backend.db import db

AMOUNT, REWARD = 100, 1_000
"""Minor units. Everybody is paid in turn, and pays nine times before the next reward."""

YEARS = timedelta(days=730)
INDEXED_AFTERWARDS = 2_000_000
AT_ONCE = 500_000
_FILLED = ("transfers", "payments")

_TRANSFERS = """
    INSERT INTO transfers (id, kind, debit_account, credit_account, amount, at, about_kind,
      about_id, memo)
    SELECT id, 'reward', :budget, wallet, :reward, at, 'task', :budget, '' FROM filling WHERE earns
    UNION ALL
    SELECT id, 'payment', wallet, till, :amount, at, 'payment', id, '' FROM filling
      WHERE NOT earns ORDER BY 1"""
_PAYMENTS = """
    INSERT INTO payments (id, community_id, shop_id, cashier_id, payer_id, key_id, counter,
      amount, code_hash, status, at)
    SELECT id, :community, shop, cashier, person, key_id, n + :beyond, :amount, hash, 'paid', at
    FROM filling WHERE NOT earns"""
_SQLITE_BATCH = """
    INSERT INTO filling WITH RECURSIVE numbers(n) AS (
      SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)
    SELECT n, (n / :people) % 10 = 0, uuid_at(:start + n * :step), :start + n * :step,
      random_bytes(32), person, wallet, key_id, shop, till, cashier
    FROM numbers JOIN some_people ON some_people.place = n * 7919 % :people
    JOIN some_shops ON some_shops.place = (n * 31 + n / 97) % :shops"""
_POSTGRESQL_BATCH = """
    INSERT INTO filling
    SELECT n, (n / :people) % 10 = 0, uuidv7(make_interval(secs => (:start + n * :step) / 1000.0)
        - (clock_timestamp() - to_timestamp(0))), :start + n * :step, sha256(n::text::bytea),
      person, wallet, key_id, shop, till, cashier
    FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
    JOIN some_people ON some_people.place = n * 7919 % :people
    JOIN some_shops ON some_shops.place = (n * 31 + n / 97) % :shops
    ORDER BY n"""
_SUMS = """
    CREATE TEMPORARY TABLE sums AS SELECT account, sum(change) AS total FROM (
      SELECT credit_account AS account, amount AS change FROM transfers
      UNION ALL SELECT debit_account, -amount FROM transfers) AS both_sides GROUP BY account"""
_BALANCES = """
    UPDATE balances SET amount = (
      SELECT CAST(total AS bigint) / slots
        + CASE WHEN slot < CAST(total AS bigint) % slots THEN 1 ELSE 0 END
      FROM sums JOIN ledger_accounts ON ledger_accounts.id = account
      WHERE account = account_id)
    WHERE account_id IN (SELECT account FROM sums)"""

_DEFINITIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master"
    " WHERE type = :kind AND tbl_name IN :tables AND sql IS NOT NULL",
    "postgresql": "SELECT indexname AS name, indexdef AS sql FROM pg_indexes"
    " WHERE :kind = 'index' AND tablename IN :tables AND starts_with(indexname, 'ix_')",
}


@dataclass(frozen=True)
class Somebody:
    """A member: the wallet, and the key that signed the codes."""

    person: uuid.UUID
    wallet: uuid.UUID
    key_id: bytes


@dataclass(frozen=True)
class SomeShop:
    """A shop: its till, and who stood behind it."""

    shop: uuid.UUID
    till: uuid.UUID
    cashier: uuid.UUID


@dataclass(frozen=True)
class Cast:
    """Whose history it is. ``budget`` is the account that rewards come from."""

    community: uuid.UUID
    budget: uuid.UUID
    people: Sequence[Somebody]
    shops: Sequence[SomeShop]


def fill(cast: Cast, transfers: int) -> None:
    """Write ``transfers`` more of them, evenly over the last two years."""
    db.session.remove()
    with db.engine.connect() as connection, _triggers_aside(connection):
        _say_who(connection, cast)
        with _indexes_afterwards(connection, transfers):
            for first in range(1, transfers + 1, AT_ONCE):
                _write(connection, cast, first, min(first + AT_ONCE - 1, transfers), transfers)
        _bring_balances_up(connection)
    _tidy()


def _write(connection: Connection, cast: Cast, first: int, last: int, transfers: int) -> None:
    step = int(YEARS.total_seconds() * 1000) // transfers
    start = clock.millis(clock.now()) - step * (transfers + 1)
    on_sqlite = connection.dialect.name == "sqlite"
    _run(connection, "DELETE FROM filling")
    batch = _SQLITE_BATCH if on_sqlite else _POSTGRESQL_BATCH
    places = {"people": len(cast.people), "shops": len(cast.shops)}
    _run(connection, batch, first=first, last=last, start=start, step=step, **places)
    _run(connection, _TRANSFERS, budget=cast.budget, reward=REWARD, amount=AMOUNT)
    # Counters of codes that nobody has made since: those of the measurement begin at 1.
    _run(connection, _PAYMENTS, community=cast.community, amount=AMOUNT, beyond=10**9)
    connection.commit()


def _say_who(connection: Connection, cast: Cast) -> None:
    kind = "blob" if connection.dialect.name == "sqlite" else "uuid"
    raw = "blob" if connection.dialect.name == "sqlite" else "bytea"
    person = f"person {kind}, wallet {kind}, key_id {raw}"
    shop = f"shop {kind}, till {kind}, cashier {kind}"
    for table in (
        f"some_people (place integer PRIMARY KEY, {person})",
        f"some_shops (place integer PRIMARY KEY, {shop})",
        f"filling (n bigint, earns boolean, id {kind}, at bigint, hash {raw}, {person}, {shop})",
    ):
        _run(connection, f"CREATE TEMPORARY TABLE {table}")
    people = "INSERT INTO some_people VALUES (:place, :person, :wallet, :key_id)"
    for place, one in enumerate(cast.people):
        _run(connection, people, place=place, **vars(one))
    shops = "INSERT INTO some_shops VALUES (:place, :shop, :till, :cashier)"
    for place, other in enumerate(cast.shops):
        _run(connection, shops, place=place, **vars(other))
    connection.commit()


def _bring_balances_up(connection: Connection) -> None:
    _run(connection, _SUMS)
    _run(connection, _BALANCES)
    for table in ("sums", "filling", "some_people", "some_shops"):
        _run(connection, f"DROP TABLE {table}")
    connection.commit()


@contextmanager
def _triggers_aside(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        _run(connection, "SET session_replication_role = replica")
        connection.commit()
        yield
        _run(connection, "SET session_replication_role = origin")
        connection.commit()
        return
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    chance = random.Random(1)  # noqa: S311
    driver.create_function("random_bytes", 1, chance.randbytes)
    driver.create_function("uuid_at", 1, lambda at: at.to_bytes(6) + b"\x70" + chance.randbytes(9))
    # What is filled in need not survive a crash; what is measured afterwards has to.
    driver.execute("PRAGMA synchronous = OFF")
    with _dropped(
        connection, "TRIGGER", _definitions(connection, "trigger", (*_FILLED, "balances"))
    ):
        yield
    driver.execute("PRAGMA synchronous = FULL")


@contextmanager
def _indexes_afterwards(connection: Connection, transfers: int) -> Iterator[None]:
    if transfers < INDEXED_AFTERWARDS:
        yield
        return
    with _dropped(connection, "INDEX", _definitions(connection, "index", _FILLED)):
        yield


@contextmanager
def _dropped(connection: Connection, what: str, kept: dict[str, str]) -> Iterator[None]:
    for name in kept:
        _run(connection, f"DROP {what} {name}")
    connection.commit()
    yield
    for definition in kept.values():
        connection.exec_driver_sql(definition)
    connection.commit()


def _definitions(connection: Connection, kind: str, tables: Sequence[str]) -> dict[str, str]:
    """Name and definition of each index or trigger of ``tables``, but those of constraints."""
    question = text(_DEFINITIONS[connection.dialect.name])
    rows = connection.execute(
        question.bindparams(bindparam("tables", expanding=True)), {"tables": tables, "kind": kind}
    )
    return {row.name: row.sql for row in rows}


def _run(connection: Connection, statement: str, **values: object) -> None:
    if connection.dialect.name == "sqlite":
        values = {k: v.bytes if isinstance(v, uuid.UUID) else v for k, v in values.items()}
    connection.execute(text(statement), values)


def _tidy() -> None:
    """What a database does by itself in the years that were skipped."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM (ANALYZE) transfers, payments, balances")
            connection.exec_driver_sql("CHECKPOINT")
