"""The audit of findings: what was dismissed was dismissed by an issuer of that community."""

CHECKS: dict[str, str] = {
    "finding_dismissed_by_stranger": """
        SELECT f.id AS id, 'dismissed by somebody who was never an issuer here' AS what
        FROM findings f WHERE f.dismissed_by IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM memberships m WHERE m.person_id = f.dismissed_by
          AND m.community_id = f.community_id AND m.role = 'issuer')""",
}
