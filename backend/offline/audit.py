"""The audit of payments without a network: each acceptance is what the ledger booked for it."""

CHECKS: dict[str, str] = {
    "offline_received_differs": """
        SELECT o.id AS id, 'received ' || o.received || ', booked ' || coalesce(b.amount, 0) AS what
        FROM offline_payments o LEFT JOIN (
          SELECT t.about_id AS id, sum(t.amount) AS amount FROM transfers t
          JOIN ledger_accounts c ON c.id = t.credit_account AND c.purpose = 'till'
          WHERE (t.kind = 'payment' AND t.about_kind = 'payment')
            OR (t.kind = 'cover' AND t.about_kind = 'offline')
          GROUP BY t.about_id) AS b ON b.id = o.id
        WHERE o.received <> coalesce(b.amount, 0)""",
    "offline_cover_differs": """
        SELECT o.id AS id, 'covered ' || o.covered || ', booked ' || coalesce(t.amount, 0) AS what
        FROM offline_payments o LEFT JOIN (
          SELECT about_id, sum(amount) AS amount FROM transfers
          WHERE kind = 'cover' AND about_kind = 'offline' GROUP BY about_id) AS t
          ON t.about_id = o.id
        WHERE o.covered <> coalesce(t.amount, 0)""",
    "offline_payment_differs": """
        SELECT o.id AS id, 'its payment says ' || coalesce(p.means || ', ' || p.amount, 'nothing')
          AS what
        FROM offline_payments o LEFT JOIN payments p ON p.id = o.id AND p.status = 'paid'
        WHERE o.booked <> (p.id IS NOT NULL) OR (o.booked AND (p.means NOT IN ('offline', 'code')
          OR p.amount <> o.received OR p.shop_id <> o.shop_id OR p.payer_id <> o.payer_id))""",
    "payment_without_acceptance": """
        SELECT p.id AS id, 'paid offline ' || p.amount || ' without an acceptance' AS what
        FROM payments p LEFT JOIN offline_payments o ON o.id = p.id
        WHERE p.means = 'offline' AND o.id IS NULL""",
    "cover_without_acceptance": """
        SELECT t.id AS id, 'covered ' || t.amount || ' of nothing' AS what
        FROM transfers t LEFT JOIN offline_payments o ON o.id = t.about_id
        WHERE t.kind = 'cover' AND t.about_kind = 'offline' AND o.id IS NULL""",
    "code_booked_twice": """
        SELECT a.id AS id, 'its code was booked before' AS what
        FROM offline_payments a JOIN offline_payments b
          ON b.key_id = a.key_id AND b.counter = a.counter AND b.id < a.id
        WHERE a.booked AND b.booked""",
    "debt_differs": """
        SELECT d.id AS id, 'owes ' || d.to_guarantee || ', was covered ' || o.covered AS what
        FROM offline_debts d JOIN offline_payments o ON o.id = d.id
        WHERE d.to_guarantee <> o.covered OR d.person_id <> o.payer_id OR o.blameless
          OR d.to_shop <> o.amount - o.received""",
    "cover_nobody_owes": """
        SELECT o.id AS id, 'covered ' || o.covered AS what
        FROM offline_payments o LEFT JOIN offline_debts d ON d.id = o.id
        WHERE o.covered > 0 AND NOT o.blameless AND d.id IS NULL""",
    "repaid_differs": """
        SELECT d.id AS id, 'repaid ' || d.repaid_guarantee || ' and ' || d.repaid_shop
          || ', booked ' || coalesce(r.guarantee, 0) || ' and ' || coalesce(r.shop, 0) AS what
        FROM offline_debts d LEFT JOIN (
          SELECT t.about_id,
            sum(CASE WHEN c.purpose = 'guarantee' THEN t.amount ELSE 0 END) AS guarantee,
            sum(CASE WHEN c.purpose = 'till' THEN t.amount ELSE 0 END) AS shop,
            sum(CASE WHEN c.purpose = 'wallet' THEN t.amount ELSE 0 END) AS back
          FROM transfers t JOIN ledger_accounts c ON c.id = t.credit_account
          WHERE (t.kind = 'recover' AND t.about_kind = 'offline')
            OR (t.kind = 'cover' AND t.about_kind = 'offline_waiver')
          GROUP BY t.about_id) AS r ON r.about_id = d.id
        WHERE d.repaid_guarantee <> coalesce(r.guarantee, 0)
          OR d.repaid_shop <> coalesce(r.shop, 0) OR d.given_back <> coalesce(r.back, 0)""",
    "debt_closed_unpaid": """
        SELECT id, 'closed, and neither whole nor forgiven' AS what FROM offline_debts
        WHERE closed_at IS NOT NULL AND waived_at IS NULL
          AND (repaid_guarantee < to_guarantee OR repaid_shop < to_shop)""",
    "owing_differs": """
        SELECT a.id AS id, CASE WHEN a.owing THEN 'owes nothing' ELSE 'owes' END AS what
        FROM ledger_accounts a LEFT JOIN (
          SELECT DISTINCT person_id, community_id FROM offline_debts WHERE closed_at IS NULL) AS d
          ON d.person_id = a.owner_id AND d.community_id = a.community_id
        WHERE a.purpose = 'wallet' AND a.owing <> (d.person_id IS NOT NULL)""",
    "guarantee_beyond_allowance": """
        SELECT d.person_id AS id, 'covered ' || sum(d.to_guarantee - d.repaid_guarantee)
          || ' at once, largest allowance ' || max(c.allowance) AS what
        FROM offline_debts d JOIN (
          SELECT person_id, community_id, max(allowance) AS allowance FROM offline_certificates
          GROUP BY person_id, community_id) AS c
          ON c.person_id = d.person_id AND c.community_id = d.community_id
        WHERE d.closed_at IS NULL GROUP BY d.person_id, d.community_id
        HAVING sum(d.to_guarantee - d.repaid_guarantee) > max(c.allowance)""",
    "guarantee_move_differs": """
        SELECT g.id AS id, 'moved ' || g.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM guarantee_moves g LEFT JOIN transfers t
          ON t.id = g.id AND t.kind IN ('guarantee', 'guarantee_return')
        WHERE t.id IS NULL OR t.amount <> abs(g.amount)
          OR (g.amount > 0) <> (t.kind = 'guarantee')""",
    "guarantee_waived_by_payer": """
        SELECT id, 'forgiven by who owed it' AS what FROM offline_debts
        WHERE waived_by = person_id""",
}
