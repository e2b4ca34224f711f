"""The audit of issuing: every issue has its transfer into its budget's account, and the reverse."""

CHECKS: dict[str, str] = {
    "issue_without_transfer": """
        SELECT i.id AS id, 'issued ' || i.amount || ', booked ' || coalesce(t.amount, 0) AS what
        FROM issues i JOIN budgets b ON b.id = i.budget_id
        LEFT JOIN transfers t ON t.id = i.id AND t.kind = 'issue'
          AND t.credit_account = b.account_id
        WHERE t.id IS NULL OR t.amount <> i.amount""",
    "transfer_without_issue": """
        SELECT t.id AS id, 'coin made without an issuer: ' || t.amount AS what
        FROM transfers t LEFT JOIN issues i ON i.id = t.id
        WHERE t.kind = 'issue' AND i.id IS NULL""",
}
