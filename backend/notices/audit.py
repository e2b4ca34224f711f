"""The audit of notices: a phone is told what its own person was told, and nothing else."""

CHECKS: dict[str, str] = {
    "pushed_to_somebody_else": """
        SELECT m.notice_id AS id, 'pushed to a phone of another person' AS what
        FROM push_messages m JOIN push_subscriptions s ON s.id = m.subscription_id
        JOIN notices n ON n.id = m.notice_id WHERE n.person_id <> s.person_id""",
    "pushed_without_notice": """
        SELECT m.notice_id AS id, 'pushed without having been told' AS what
        FROM push_messages m LEFT JOIN notices n ON n.id = m.notice_id WHERE n.id IS NULL""",
    "phone_of_another_session": """
        SELECT s.id AS id, 'the phone is signed in as somebody else' AS what
        FROM push_subscriptions s JOIN sessions l ON l.id = s.session_id
        WHERE l.person_id <> s.person_id""",
}
