"""Checks of disputes: histories are whole, and what was given back is in the ledger."""

CHECKS = {
    "dispute_history": """
        SELECT d.id AS id, 'has ' || count(s.id) || ' steps of ' || d.steps AS what
        FROM disputes d LEFT JOIN dispute_steps s ON s.dispute_id = d.id
        GROUP BY d.id, d.steps
        HAVING count(s.id) <> d.steps OR max(s.number) <> d.steps""",
    "dispute_refunded": """
        SELECT d.id AS id, 'gave ' || d.refunded || ' back, its steps '
          || coalesce(sum(t.amount), 0) AS what
        FROM disputes d
          LEFT JOIN dispute_steps s ON s.dispute_id = d.id AND s.refund_id IS NOT NULL
          LEFT JOIN transfers t ON t.id = s.refund_id AND t.reverses = d.payment_id
            AND t.amount = s.amount
        GROUP BY d.id, d.refunded HAVING coalesce(sum(t.amount), 0) <> d.refunded""",
    "dispute_by_a_party": """
        SELECT s.id AS id, 'was decided by its payer' AS what
        FROM dispute_steps s JOIN disputes d ON d.id = s.dispute_id
        WHERE s.kind = 'decided' AND s.person_id = d.person_id""",
}
