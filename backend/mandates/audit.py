"""The audit of standing orders: each period that was taken has its transfer, and the reverse."""

CHECKS: dict[str, str] = {
    "collection_without_transfer": """
        SELECT c.id AS id, 'took ' || c.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM collections c JOIN mandates m ON m.id = c.mandate_id
        LEFT JOIN transfers t ON t.id = c.id AND t.kind IN ('due', 'grant')
          AND t.debit_account = m.payer_account AND t.credit_account = m.payee_account
          AND t.about_id = m.id
        WHERE c.status IN ('paid', 'returned') AND (t.id IS NULL OR t.amount <> c.amount)""",
    "transfer_without_collection": """
        SELECT t.id AS id, 'taken from a payer without a period: ' || t.amount AS what
        FROM transfers t LEFT JOIN collections c ON c.id = t.id
          AND c.status IN ('paid', 'returned')
        WHERE (t.kind = 'due' OR (t.kind = 'grant' AND t.about_kind = 'mandate'))
          AND c.id IS NULL""",
    "collected_twice": """
        SELECT t.about_id AS id, 'taken ' || count(*) || ' times in '
          || (SELECT count(*) FROM collections c WHERE c.mandate_id = t.about_id
            AND c.status IN ('paid', 'returned')) || ' periods' AS what
        FROM transfers t WHERE t.kind IN ('due', 'grant') AND t.about_kind = 'mandate'
        GROUP BY t.about_id
        HAVING count(*) <> (SELECT count(*) FROM collections c WHERE c.mandate_id = t.about_id
          AND c.status IN ('paid', 'returned'))""",
    "return_of_a_due_without_record": """
        SELECT t.id AS id, 'given back without a record: ' || t.amount AS what
        FROM transfers t LEFT JOIN collections c ON c.id = t.reverses AND c.status = 'returned'
        WHERE t.kind = 'due_return' AND c.id IS NULL""",
    "returned_due_without_transfer": """
        SELECT c.id AS id, 'said to be given back: ' || c.amount AS what
        FROM collections c LEFT JOIN transfers t ON t.reverses = c.id AND t.kind = 'due_return'
        WHERE c.status = 'returned' AND t.id IS NULL""",
    "collection_of_another_plan": """
        SELECT c.id AS id, 'its mandate is of another plan' AS what
        FROM collections c JOIN mandates m ON m.id = c.mandate_id WHERE c.plan_id <> m.plan_id""",
    "mandate_out_of_step": """
        SELECT m.id AS id, 'next is period ' || m.nth || ', of which ' || count(c.id)
          || ' are behind' AS what
        FROM mandates m LEFT JOIN collections c ON c.mandate_id = m.id AND c.due_on < m.due_on
        GROUP BY m.id, m.nth HAVING count(c.id) <> m.nth""",
}
