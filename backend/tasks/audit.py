"""The audit of claims: every reward has its claim, every booked claim its reward, limits hold."""

CHECKS: dict[str, str] = {
    "claim_without_transfer": """
        SELECT c.id AS id, 'earned ' || c.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM claims c LEFT JOIN transfers t ON t.id = c.id AND t.kind = 'reward'
        WHERE c.status = 'booked' AND (t.id IS NULL OR t.amount <> c.amount)""",
    "transfer_without_claim": """
        SELECT t.id AS id, 'booked ' || t.amount || ' for a claim that is not booked' AS what
        FROM transfers t LEFT JOIN claims c ON c.id = t.id AND c.status = 'booked'
        WHERE t.kind = 'reward' AND t.about_kind = 'task' AND c.id IS NULL""",
    "reward_to_another": """
        SELECT c.id AS id, 'booked to the wallet of somebody else' AS what
        FROM claims c JOIN transfers t ON t.id = c.id
        JOIN ledger_accounts a ON a.id = t.credit_account
        WHERE a.owner_id <> c.person_id""",
    "own_claim_approved": """
        SELECT id, 'approved by the one who earned it' AS what FROM claims
        WHERE status = 'booked' AND decided_by = person_id""",
    "second_look_missing": """
        SELECT id, 'booked without two other people' AS what FROM claims
        WHERE status = 'booked' AND needs_second
          AND (first_by IS NULL OR decided_by IS NULL OR first_by = decided_by
            OR person_id IN (first_by, decided_by))""",
    "stay_paid_wrong": """
        SELECT s.id AS id, 'paid by a claim of somebody or something else' AS what
        FROM stays s LEFT JOIN claims c ON c.id = s.claim_id
        WHERE s.claim_id IS NOT NULL
          AND (c.id IS NULL OR c.person_id <> s.person_id OR c.task_id <> s.task_id
            OR c.minutes IS NULL OR c.minutes * 60000 > s.until - s.since)""",
    "stay_of_own_task": """
        SELECT s.id AS id, 'closed by the one who was there' AS what FROM stays s
        WHERE s.closed_by = s.person_id""",
    "limit_passed": """
        SELECT task_id AS id, scope || ' used ' || used || ' of ' || cap AS what FROM task_usage
        WHERE used < 0 OR used > cap""",
}
