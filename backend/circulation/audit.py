"""The audit of the coin's own rules: every record has its transfers, and every transfer its record.

Sums of minor units (``cents`` of euro cents), compared with the ledger's rows alone.
"""

_SUMS = """
    SELECT about_id,
      sum(CASE WHEN kind = 'sale' THEN amount ELSE 0 END) AS coin,
      sum(CASE WHEN kind = 'deposit' THEN amount ELSE 0 END) AS cents,
      sum(CASE WHEN kind = 'bonus' THEN amount ELSE 0 END) AS bonus,
      sum(CASE WHEN kind = 'gift' THEN amount ELSE 0 END) AS gift,
      sum(CASE WHEN kind = 'wage' THEN amount ELSE 0 END) AS wage,
      sum(CASE WHEN kind = 'line' THEN amount WHEN kind = 'line_cut' THEN -amount ELSE 0 END)
        AS line,
      sum(CASE WHEN kind IN ('loan', 'draw') THEN amount ELSE 0 END) AS lent,
      sum(CASE WHEN kind IN ('loan_return', 'repay') THEN amount ELSE 0 END) AS returned
    FROM transfers WHERE about_kind = '{about}' GROUP BY about_id"""
_UNDRAWN = """
    SELECT a.owner_id, a.community_id, sum(b.amount) AS amount
    FROM ledger_accounts a JOIN balances b ON b.account_id = a.id
    WHERE a.purpose = 'credit' GROUP BY a.owner_id, a.community_id"""


_CHECKS: dict[str, str] = {
    "sale_differs": """
        SELECT s.id AS id, 'sold ' || s.amount || ', booked ' || coalesce(t.coin, 0) AS what
        FROM sales s LEFT JOIN (<sale>) t ON t.about_id = s.id
        WHERE t.about_id IS NULL OR t.coin <> s.amount OR t.cents <> s.cents
          OR t.bonus <> s.bonus
          OR t.gift <> CASE WHEN s.gift_paid_at IS NULL THEN 0 ELSE s.gift END""",
    "sale_without_record": """
        SELECT t.id AS id, 'coin sold without a record: ' || t.amount AS what
        FROM transfers t LEFT JOIN sales s ON s.id = t.id
        WHERE t.kind = 'sale' AND s.id IS NULL""",
    "trade_differs": """
        SELECT r.id AS id, 'traded ' || r.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM trades r LEFT JOIN transfers t ON t.id = r.id AND t.kind = 'trade'
        WHERE t.id IS NULL OR t.amount <> r.amount""",
    "trade_without_record": """
        SELECT t.id AS id, t.kind || ' of ' || t.amount || ' without a record' AS what
        FROM transfers t LEFT JOIN trades r ON r.id = t.about_id
        WHERE t.about_kind = 'trade' AND t.kind IN ('trade', 'trade_refund') AND r.id IS NULL""",
    "trade_refunds_differ": """
        SELECT r.id AS id, 'says ' || r.refunded || ', gave back ' || coalesce(sum(t.amount), 0)
          AS what
        FROM trades r LEFT JOIN transfers t ON t.reverses = r.id AND t.kind = 'trade_refund'
        GROUP BY r.id, r.refunded HAVING r.refunded <> coalesce(sum(t.amount), 0)""",
    "wage_differs": """
        SELECT w.id AS id, 'paid ' || w.amount || ', booked ' || coalesce(t.wage, 0) AS what
        FROM wages w LEFT JOIN (<wage>) t ON t.about_id = w.id
        WHERE t.about_id IS NULL OR t.wage <> w.amount OR t.bonus <> w.bonus""",
    "wage_without_record": """
        SELECT t.id AS id, t.kind || ' of ' || t.amount || ' without a record' AS what
        FROM transfers t LEFT JOIN wages r ON r.id = t.about_id
        WHERE t.about_kind = 'wage' AND t.kind IN ('wage', 'bonus') AND r.id IS NULL""",
    "notes_differ": """
        SELECT id, 'out as notes ' || sum(amount) || ' more than the account' AS what FROM (
          SELECT community_id AS id, amount * count AS amount FROM notes_out
          UNION ALL SELECT s.community_id, s.amount FROM bearer_notes n
            JOIN note_sheets s ON s.id = n.sheet_id
            LEFT JOIN note_takings k ON k.note_id = n.id
            WHERE n.withdrawn_at IS NULL AND k.id IS NULL
          UNION ALL SELECT a.community_id, -b.amount FROM ledger_accounts a
            JOIN balances b ON b.account_id = a.id WHERE a.purpose = 'notes') AS both_ways
        GROUP BY id HAVING sum(amount) <> 0""",
    "note_exchange_differs": """
        SELECT n.id AS id, 'exchanged ' || n.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM note_exchanges n LEFT JOIN transfers t ON t.id = n.id
          AND t.kind = CASE n.direction WHEN 'out' THEN 'note_out' ELSE 'note_in' END
        WHERE t.id IS NULL OR t.amount <> n.amount""",
    "note_sheet_differs": """
        SELECT s.id AS id, 'printed ' || s.count || ' of ' || s.amount || ', funded '
          || coalesce(t.amount, 0) || ', codes ' || coalesce(n.codes, 0) AS what
        FROM note_sheets s LEFT JOIN transfers t ON t.id = s.id AND t.kind = 'note_out'
        LEFT JOIN (SELECT sheet_id, count(*) AS codes FROM bearer_notes GROUP BY sheet_id) n
          ON n.sheet_id = s.id
        WHERE t.id IS NULL OR t.amount <> s.count * s.amount OR n.codes <> s.count
          OR n.codes IS NULL""",
    "note_taking_differs": """
        SELECT k.id AS id, 'note of ' || s.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM note_takings k JOIN note_sheets s ON s.id = k.sheet_id
        LEFT JOIN transfers t ON t.id = k.id AND t.kind = 'note_in'
        LEFT JOIN ledger_accounts a ON a.id = t.credit_account
        WHERE t.id IS NULL OR t.amount <> s.amount
          OR a.owner_id <> coalesce(k.shop_id, k.person_id)""",
    "note_withdrawal_differs": """
        SELECT w.id AS id, 'withdrew ' || w.count || ', booked ' || coalesce(t.amount, 0) AS what
        FROM note_withdrawals w JOIN note_sheets s ON s.id = w.sheet_id
        LEFT JOIN transfers t ON t.id = w.id AND t.kind = 'note_in'
        WHERE t.id IS NULL OR t.amount <> w.count * s.amount""",
    "note_taken_and_withdrawn": """
        SELECT k.id AS id, 'taken and withdrawn: ' || n.id AS what
        FROM note_takings k JOIN bearer_notes n ON n.id = k.note_id
        WHERE n.withdrawn_at IS NOT NULL OR n.jws IS NULL OR n.sheet_id <> k.sheet_id""",
    "note_transfer_without_record": """
        SELECT t.id AS id, t.kind || ' of ' || t.amount || ' without a record' AS what
        FROM transfers t LEFT JOIN note_sheets s ON s.id = t.id
        LEFT JOIN note_takings k ON k.id = t.id LEFT JOIN note_withdrawals w ON w.id = t.id
        WHERE t.about_kind = 'note_sheet' AND s.id IS NULL AND k.id IS NULL AND w.id IS NULL""",
    "line_differs": """
        SELECT l.id AS id, 'granted ' || l.granted || ', booked ' || coalesce(t.line, 0) AS what
        FROM credit_lines l LEFT JOIN (<credit_line>) t ON t.about_id = l.id
        WHERE l.granted <> coalesce(t.line, 0)""",
    "line_overpaid": """
        SELECT l.id AS id, 'of ' || l.granted || ' not drawn: ' || u.amount AS what
        FROM credit_lines l JOIN (<undrawn>) u
          ON u.owner_id = l.owner_id AND u.community_id = l.community_id
        WHERE u.amount > l.granted""",
    "debt_without_date": """
        SELECT l.id AS id, 'owes ' || (l.granted - u.amount) || ' since never' AS what
        FROM credit_lines l JOIN (<undrawn>) u
          ON u.owner_id = l.owner_id AND u.community_id = l.community_id
        WHERE u.amount < l.granted AND l.in_debt_since IS NULL""",
    "credit_without_line": """
        SELECT u.owner_id AS id, 'credit of nobody: ' || u.amount AS what
        FROM (<undrawn>) u
        LEFT JOIN credit_lines l ON l.owner_id = u.owner_id AND l.community_id = u.community_id
        LEFT JOIN loans o ON o.id = u.owner_id
        WHERE u.amount <> 0 AND l.id IS NULL AND o.id IS NULL""",
    "loan_differs": """
        SELECT l.id AS id, 'lent ' || l.amount || ', repaid ' || l.repaid || ', booked '
          || coalesce(t.lent, 0) || ' and ' || coalesce(t.returned, 0) AS what
        FROM loans l LEFT JOIN (<loan>) t ON t.about_id = l.id
        WHERE l.repaid <> coalesce(t.returned, 0) OR coalesce(t.lent, 0)
          <> CASE WHEN l.status IN ('running', 'repaid') THEN l.amount ELSE 0 END""",
    "loan_repayments_differ": """
        SELECT l.id AS id, 'says ' || l.repaid || ', repayments ' || coalesce(sum(r.amount), 0)
          AS what
        FROM loans l LEFT JOIN loan_repayments r ON r.loan_id = l.id
        GROUP BY l.id, l.repaid HAVING l.repaid <> coalesce(sum(r.amount), 0)""",
    "loan_by_one": """
        SELECT id, 'decided by who asked for it' AS what FROM loans WHERE decided_by = asked_by
        UNION ALL SELECT id, 'decided by who asked for it' FROM line_changes
        WHERE decided_by = asked_by""",
    "contribution_differs": """
        SELECT c.id AS id, 'gave ' || c.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM contributions c LEFT JOIN transfers t ON t.id = c.id AND t.kind = 'contribution'
        WHERE t.id IS NULL OR t.amount <> c.amount""",
    "charged_twice": """
        SELECT debit_account AS id, kind || ' charged ' || count(*) || ' times' AS what
        FROM transfers WHERE kind IN ('demurrage', 'expiry')
        GROUP BY debit_account, kind, about_id HAVING count(*) > 1""",
    "visit_without_record": """
        SELECT t.id AS id, 'paid in another community without a record: ' || t.amount AS what
        FROM transfers t
        JOIN ledger_accounts d ON d.id = t.debit_account
        JOIN ledger_accounts c ON c.id = t.credit_account
        LEFT JOIN visits v ON v.payment_id = t.id AND v.home_id = d.community_id
          AND v.community_id = c.community_id
        WHERE t.kind = 'payment' AND d.community_id <> c.community_id AND v.payment_id IS NULL""",
    "visit_totals_differ": """
        SELECT home_id AS id, 'visits and months differ by ' || sum(amount) AS what FROM (
          SELECT home_id, community_id, amount FROM visit_totals
          UNION ALL SELECT v.home_id, v.community_id, -p.amount
            FROM visits v JOIN payments p ON p.id = v.payment_id AND p.status = 'paid') AS both_ways
        GROUP BY home_id, community_id HAVING sum(amount) <> 0""",
    "netting_differs": """
        SELECT n.id AS id, 'settled ' || n.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM nettings n LEFT JOIN transfers t ON t.id = n.id AND t.kind = 'net'
        WHERE n.status = 'settled' AND (t.id IS NULL OR t.amount <> n.amount)""",
}


def _written_out(check: str) -> str:
    """``check`` with ``<undrawn>`` and the sums by record (``<sale>``, ``<loan>`` ...) in full."""
    for about in ("sale", "wage", "credit_line", "loan"):
        check = check.replace(f"<{about}>", _SUMS.format(about=about))
    return check.replace("<undrawn>", _UNDRAWN)


CHECKS = {name: _written_out(check) for name, check in _CHECKS.items()}
