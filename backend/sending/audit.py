"""The audit of sending: what was promised and what the ledger booked are the same."""

CHECKS: dict[str, str] = {
    "send_without_transfer": """
        SELECT s.id AS id, 'sent ' || s.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM sends s LEFT JOIN transfers t ON t.id = s.id AND t.kind = 'send'
        WHERE t.id IS NULL OR t.amount <> s.amount""",
    "transfer_without_send": """
        SELECT t.id AS id, 'booked ' || t.amount || ' that nobody sent' AS what
        FROM transfers t LEFT JOIN sends s ON s.id = t.id
        WHERE t.kind = 'send' AND s.id IS NULL""",
    "send_to_another": """
        SELECT s.id AS id, 'booked from or to a wallet of somebody else' AS what
        FROM sends s JOIN transfers t ON t.id = s.id
        JOIN ledger_accounts d ON d.id = t.debit_account
        JOIN ledger_accounts c ON c.id = t.credit_account
        WHERE d.owner_id <> s.payer_id OR c.owner_id <> s.payee_id
          OR d.community_id <> s.community_id OR c.community_id <> s.community_id""",
    "request_paid_twice": """
        SELECT r.id AS id, 'for one payment, paid ' || count(*) || ' times' AS what
        FROM payment_requests r JOIN request_payments p ON p.request_id = r.id
        WHERE NOT r.many GROUP BY r.id HAVING count(*) > 1""",
    "request_paid_with_another_amount": """
        SELECT p.id AS id, 'asked ' || r.amount || ', paid ' || p.amount AS what
        FROM request_payments p JOIN payment_requests r ON r.id = p.request_id
        WHERE r.amount > 0 AND r.amount <> p.amount""",
    "request_payment_not_booked": """
        SELECT p.id AS id, 'said to be paid: ' || p.amount AS what
        FROM request_payments p JOIN payment_requests r ON r.id = p.request_id
        LEFT JOIN sends s ON s.id = p.id AND s.payee_id = r.person_id
          AND s.payer_id = p.payer_id AND s.amount = p.amount AND s.request_id = r.id
        LEFT JOIN payments b ON b.id = p.id AND b.shop_id = r.organisation_id
          AND b.payer_id = p.payer_id AND b.amount = p.amount AND b.means = 'request'
          AND b.status = 'paid'
        WHERE s.id IS NULL AND b.id IS NULL""",
    "payment_by_no_request": """
        SELECT b.id AS id, 'paid by a request that nobody made: ' || b.amount AS what
        FROM payments b LEFT JOIN request_payments p ON p.id = b.id
        WHERE b.means = 'request' AND b.status = 'paid' AND p.id IS NULL""",
}
