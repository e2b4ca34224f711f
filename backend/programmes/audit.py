"""The audit of programmes: every decision has its transfer, every transfer its decision.

Coin is made by two issuers and by nobody else, and no line gives more than it is for.
"""


def _booked_as(table: str, kinds: str, *, chosen: str = "TRUE", amount: str = "amount") -> str:
    """Rows whose transfer is missing, or says something else."""
    return f"""
        SELECT r.id AS id, '{table}: ' || r.{amount} || ', booked ' || coalesce(t.amount, 0)
          AS what
        FROM {table} r LEFT JOIN transfers t ON t.id = r.id AND t.kind IN ({kinds})
        WHERE ({chosen}) AND (t.id IS NULL OR t.amount <> r.{amount})"""  # noqa: S608


def _decided_by(table: str, kinds: str, *, chosen: str, about: str = "TRUE") -> str:
    """Transfers that nobody decided about."""
    return f"""
        SELECT t.id AS id, t.kind || ' of ' || t.amount || ' that nobody decided' AS what
        FROM transfers t LEFT JOIN {table} r ON r.id = t.id AND ({chosen})
        WHERE t.kind IN ({kinds}) AND ({about}) AND r.id IS NULL"""  # noqa: S608


_BOOKED = "r.status = 'booked'"
_BOTH = "'allocate', 'return_allocation'"

CHECKS: dict[str, str] = {
    "issue_without_transfer": _booked_as("issues", "'issue'", chosen=_BOOKED),
    "transfer_without_issue": _decided_by("issues", "'issue'", chosen=_BOOKED),
    "issue_into_other_account": """
        SELECT i.id AS id, 'went into another account' AS what FROM issues i
        JOIN transfers t ON t.id = i.id LEFT JOIN budgets b ON b.id = i.budget_id
        LEFT JOIN programmes p ON p.id = i.programme_id
        WHERE t.credit_account <> coalesce(p.account_id, b.account_id)""",
    "issue_by_one_person": """
        SELECT id, 'asked for and agreed to by one person' AS what FROM issues
        WHERE programme_id IS NOT NULL AND status = 'booked'
          AND (decided_by IS NULL OR decided_by = issued_by)""",
    "allocation_without_transfer": _booked_as("allocations", _BOTH),
    "transfer_without_allocation": _decided_by("allocations", _BOTH, chosen="r.kind = t.kind"),
    "allocation_elsewhere": """
        SELECT a.id AS id, 'moved between other accounts' AS what FROM allocations a
        JOIN transfers t ON t.id = a.id JOIN budgets b ON b.id = a.budget_id
        JOIN programmes p ON p.id = a.programme_id
        WHERE (a.kind = 'allocate'
            AND (t.debit_account <> p.account_id OR t.credit_account <> b.account_id))
          OR (a.kind = 'return_allocation'
            AND (t.debit_account <> b.account_id OR t.credit_account <> p.account_id))""",
    "line_exceeded": """
        SELECT l.id AS id, 'gives ' || sum(CASE a.kind WHEN 'allocate' THEN a.amount
          ELSE -a.amount END) || ' of ' || l.amount AS what
        FROM programme_lines l JOIN allocations a ON a.line_id = l.id GROUP BY l.id, l.amount
        HAVING sum(CASE a.kind WHEN 'allocate' THEN a.amount ELSE -a.amount END) > l.amount""",
    "issue_return_without_transfer": _booked_as("issue_returns", "'return_issue'"),
    "transfer_without_issue_return": _decided_by(
        "issue_returns", "'return_issue'", chosen="TRUE", about="t.about_kind = 'programme'"
    ),
    "deposit_without_transfer": _booked_as("deposits", "'deposit'", amount="cents"),
    "transfer_without_deposit": _decided_by(
        "deposits", "'deposit'", chosen="TRUE", about="t.about_kind = 'deposit'"
    ),
    "withdrawal_without_transfer": _booked_as(
        "withdrawals", "'withdrawal'", chosen=_BOOKED, amount="cents"
    ),
    "transfer_without_withdrawal": _decided_by("withdrawals", "'withdrawal'", chosen=_BOOKED),
    "withdrawal_by_one_person": """
        SELECT id, 'asked for and agreed to by one person' AS what FROM withdrawals
        WHERE status = 'booked' AND (decided_by IS NULL OR decided_by = made_by)""",
}
