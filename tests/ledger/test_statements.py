"""Statements: every transfer once, newest first, page after page."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from backend.db import db
from backend.errors import NotFound
from backend.ledger import queries, service
from tests.factories.ledger import WHEN, funded_wallet, transfer


@pytest.fixture
def busy_wallet(community: uuid.UUID) -> uuid.UUID:
    """A wallet with a reward, then twenty payments and refunds, several at the same instant."""
    wallet, till = funded_wallet(community, 500), service.till(community, uuid.uuid4())
    for number in range(20):
        at = WHEN + timedelta(minutes=1 + number // 4)
        pair = (wallet, till) if number % 3 else (till, wallet)
        kind = "payment" if number % 3 else "refund"
        if number:
            service.book(transfer(kind, *pair, 1 + number % 2, at=at))
    return wallet


def test_pages_hold_every_line_once_and_newest_first(busy_wallet: uuid.UUID) -> None:
    seen: list[queries.Line] = []
    before = None
    while page := queries.statement(busy_wallet, before, 6):
        seen += page
        before = page[-1].id
    assert len(seen) == 20
    assert len({line.id for line in seen}) == 20
    assert seen == sorted(seen, key=lambda line: (line.at, line.id), reverse=True)
    assert sum(line.amount if line.incoming else -line.amount for line in seen) == (
        queries.balance(busy_wallet)
    )


def test_a_page_before_nothing_known_is_not_found(busy_wallet: uuid.UUID) -> None:
    with pytest.raises(NotFound):
        queries.statement(busy_wallet, uuid.uuid4(), 5)


def test_a_statement_reads_two_index_branches_and_sorts_no_history(
    busy_wallet: uuid.UUID,
) -> None:
    statements: list[tuple[str, Any]] = []
    event.listen(
        db.engine,
        "before_cursor_execute",
        lambda c, cursor, sql, values, *_: statements.append((sql, values)),
    )
    queries.statement(busy_wallet, None, 5)
    sql, values = statements[-1]
    explain = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
    if db.engine.dialect.name == "postgresql":
        db.session.connection().exec_driver_sql("SET enable_seqscan = off")
    plan = str(db.session.connection().exec_driver_sql(explain + sql, values).all())
    assert "ix_transfers_debit_account_at_id" in plan
    assert "ix_transfers_credit_account_at_id" in plan
    assert "OR " not in sql
