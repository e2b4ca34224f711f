"""The audit of payments: what the counter promised and what the ledger booked are the same."""

CHECKS: dict[str, str] = {
    "payment_without_transfer": """
        SELECT p.id AS id, 'paid ' || p.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM payments p LEFT JOIN transfers t ON t.id = p.id AND t.kind = 'payment'
        WHERE p.status = 'paid' AND (t.id IS NULL OR t.amount <> p.amount)""",
    "transfer_without_payment": """
        SELECT t.id AS id, 'booked ' || t.amount || ' for a payment that is not paid' AS what
        FROM transfers t LEFT JOIN payments p ON p.id = t.id AND p.status = 'paid'
        WHERE t.kind = 'payment' AND t.about_kind = 'payment' AND p.id IS NULL""",
    "payment_to_another": """
        SELECT p.id AS id, 'booked from or to an account of somebody else' AS what
        FROM payments p JOIN transfers t ON t.id = p.id
        JOIN ledger_accounts d ON d.id = t.debit_account
        JOIN ledger_accounts c ON c.id = t.credit_account
        WHERE d.owner_id <> p.payer_id OR c.owner_id <> p.shop_id""",
    "refunded_differs": """
        SELECT p.id AS id, 'says ' || p.refunded || ', refunds sum to '
          || coalesce(sum(r.amount), 0) AS what
        FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id
        GROUP BY p.id, p.refunded HAVING p.refunded <> coalesce(sum(r.amount), 0)""",
    "refund_without_transfer": """
        SELECT r.id AS id, 'refunded ' || r.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM refunds r LEFT JOIN transfers t
          ON t.id = r.id AND t.kind = 'refund' AND t.reverses = r.payment_id
        WHERE t.id IS NULL OR t.amount <> r.amount""",
    "transfer_without_refund": """
        SELECT t.id AS id, 'gave back ' || t.amount || ' without a refund' AS what
        FROM transfers t LEFT JOIN refunds r ON r.id = t.id
        WHERE t.kind = 'refund' AND t.about_kind = 'payment' AND r.id IS NULL""",
}
