"""Crowds at the same instant under the strictest isolation: refused transactions run again.

The tests are those of the features themselves. ``make serializable`` runs the whole suite so.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from backend.db import Batch, commit, db, unit_of_work
from backend.db.stamps import StampRow
from tests.payments.conftest import counter, payer, stranger
from tests.payments.test_at_once import (
    test_many_codes_of_one_wallet_never_overdraw_it,
    test_the_same_command_twenty_times_at_once_pays_once,
    test_two_shops_that_scan_one_code_at_the_same_instant,
)
from tests.payments.test_refunds import paid, test_refunds_at_once_never_exceed_the_payment
from tests.redemption.test_nothing_twice import (
    here,
    test_at_the_same_instant_each_thing_happens_once,
)
from tests.scale.strict import STRICTEST, app
from tests.tasks.conftest import community, desk, resident
from tests.tasks.test_concurrency import (
    test_a_crowd_gets_exactly_what_the_budget_holds,
    test_all_limits_hold_together,
    test_the_same_id_sent_twenty_times_at_once_books_once,
)

__all__ = [
    "app",
    "community",
    "counter",
    "desk",
    "here",
    "paid",
    "payer",
    "resident",
    "stranger",
    "test_a_crowd_gets_exactly_what_the_budget_holds",
    "test_all_limits_hold_together",
    "test_at_the_same_instant_each_thing_happens_once",
    "test_many_codes_of_one_wallet_never_overdraw_it",
    "test_refunds_at_once_never_exceed_the_payment",
    "test_the_same_command_twenty_times_at_once_pays_once",
    "test_the_same_id_sent_twenty_times_at_once_books_once",
    "test_two_shops_that_scan_one_code_at_the_same_instant",
]

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def count() -> int:
    return db.session.execute(select(func.count()).select_from(StampRow)).scalar_one()


@unit_of_work
def add_what_is_counted(tries: list[int], meanwhile: list[Flask]) -> None:
    """Reads what another one writes, and the other way round: only one of them can be first."""
    seen = count()
    tries.append(seen)
    if meanwhile:
        other = meanwhile.pop()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(in_its_own_context, other).result()
    db.session.add(StampRow(scope=uuid.uuid4(), version=seen + 1))


def in_its_own_context(app: Flask) -> None:
    with app.app_context():
        add_what_is_counted([], [])


def test_everything_is_as_strict_as_it_says(app: Flask) -> None:
    assert db.session.scalar(text("SHOW transaction_isolation")) == STRICTEST.lower()
    batch = Batch()
    batch.add(
        "INSERT INTO stamps (scope, version) SELECT :scope,"
        " CASE current_setting('transaction_isolation') WHEN 'serializable' THEN 1 ELSE 0 END",
        scope=uuid.uuid4(),
    )
    commit(batch)
    assert db.session.scalar(select(StampRow.version)) == 1


def test_a_refused_transaction_runs_again_and_sees_what_came_first(app: Flask) -> None:
    tries: list[int] = []
    add_what_is_counted(tries, [app])
    assert tries == [0, 1]
    assert sorted(db.session.scalars(select(StampRow.version))) == [1, 2]
