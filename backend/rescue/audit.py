"""Checks of helpers and recoveries: two people let each person back in, none of them that one."""

CHECKS = {
    "recovery_by_one": """
        SELECT id, 'was used without a second person' AS what FROM recoveries
        WHERE ended_how = 'used'
          AND (agreed_by IS NULL OR agreed_by = started_by OR agreed_by = person_id)""",
    "recovery_of_oneself": """
        SELECT id, 'was begun by the person themself' AS what FROM recoveries
        WHERE started_by = person_id""",
    "recovery_too_early": """
        SELECT id, 'of somebody whom others rely on was agreed to before the wait was over'
          AS what FROM recoveries
        WHERE trusted AND agreed_at < opens_at""",
    "hold_without_recovery": """
        SELECT h.person_id AS id, 'is held, and no recovery is under way' AS what
        FROM account_holds h LEFT JOIN recoveries r
          ON r.person_id = h.person_id AND r.ends_at = h.until
          AND (r.ended_at IS NULL OR r.ended_how = 'expired')
        WHERE r.id IS NULL""",
    "too_many_helpers": """
        SELECT member_id AS id, count(*) || ' trusted helpers in one community' AS what
        FROM trusted_helpers WHERE accepted_at IS NOT NULL AND ended_at IS NULL
        GROUP BY member_id, community_id HAVING count(*) > 5""",
}
