"""The independent audit: every balance summed again from nothing, every rule proved again.

It trusts no trigger and no kept balance, and reads nothing but the tables, so that it also finds
what was done to the database behind the application's back.
"""

from dataclasses import dataclass

from sqlalchemy import text

from backend.db import db

CHECKS: dict[str, str] = {
    "balance_differs": """
        SELECT account_id AS id, 'kept less summed is ' || sum(amount) AS what FROM (
          SELECT account_id, amount FROM balances
          UNION ALL SELECT credit_account, -amount FROM transfers
          UNION ALL SELECT debit_account, amount FROM transfers) AS both_ways
        GROUP BY account_id HAVING sum(amount) <> 0""",
    "below_floor": """
        SELECT account_id AS id, 'slot ' || slot || ' holds ' || amount AS what FROM balances
        WHERE amount < floor""",
    "floor_missing": """
        SELECT b.account_id AS id, 'a ' || a.purpose || ' without a floor' AS what
        FROM balances b JOIN ledger_accounts a ON a.id = b.account_id
        WHERE (b.floor IS NULL) <> (a.purpose IN ('issuance', 'bank'))""",
    "slots_missing": """
        SELECT a.id AS id, 'has ' || count(b.slot) || ' of ' || a.slots AS what
        FROM ledger_accounts a LEFT JOIN balances b ON b.account_id = a.id
        GROUP BY a.id, a.slots HAVING count(b.slot) <> a.slots""",
    "sum_not_zero": """
        SELECT a.currency_id AS id, 'the currency sums to ' || sum(b.amount) AS what
        FROM balances b JOIN ledger_accounts a ON a.id = b.account_id
        GROUP BY a.currency_id HAVING sum(b.amount) <> 0""",
    "transfer_not_allowed": """
        SELECT t.id AS id, t.kind || ' from ' || coalesce(d.purpose, 'no account') || ' to '
          || coalesce(c.purpose, 'no account') AS what
        FROM transfers t
        LEFT JOIN ledger_accounts d ON d.id = t.debit_account
        LEFT JOIN ledger_accounts c ON c.id = t.credit_account
        LEFT JOIN transfer_rules r ON r.kind = t.kind
          AND r.debit_purpose = d.purpose AND r.credit_purpose = c.purpose
        WHERE r.kind IS NULL OR d.currency_id <> c.currency_id""",
    "amount_not_positive": "SELECT id, 'moves ' || amount AS what FROM transfers WHERE amount <= 0",
    "reversal_without_original": """
        SELECT r.id AS id, 'reverses what is not there' AS what FROM transfers r
        LEFT JOIN transfers t ON t.id = r.reverses
        WHERE r.reverses IS NOT NULL AND (t.id IS NULL
          OR t.debit_account <> r.credit_account OR t.credit_account <> r.debit_account)""",
    "reversed_too_much": """
        SELECT t.id AS id, 'of ' || t.amount || ' reversed ' || sum(r.amount) AS what
        FROM transfers r JOIN transfers t ON t.id = r.reverses
        GROUP BY t.id, t.amount HAVING sum(r.amount) > t.amount""",
}


@dataclass(frozen=True)
class Finding:
    """Something that is wrong: which check found it, on what, and what it saw."""

    check: str
    id: str
    what: str


def run() -> list[Finding]:
    """Every check over the whole ledger, as of one instant; an empty list means it is sound."""
    return check_all(CHECKS)


def check_all(checks: dict[str, str]) -> list[Finding]:
    """Run ``checks`` (a statement each, giving ``id`` and ``what``) in one snapshot."""
    db.session.rollback()
    connection = db.session.connection(execution_options=_snapshot())
    findings = [
        Finding(name, _readable(row.id), row.what)
        for name, statement in checks.items()
        for row in connection.execute(text(statement))
    ]
    db.session.rollback()
    return findings


def _snapshot() -> dict[str, str]:
    return {"isolation_level": "REPEATABLE READ"} if db.engine.name == "postgresql" else {}


def _readable(identifier: object) -> str:
    return identifier.hex() if isinstance(identifier, bytes) else str(identifier)
