"""The audit of cards: what they paid is what the days say, within each card's own numbers."""

CHECKS: dict[str, str] = {
    "card_payment_without_card": """
        SELECT p.id AS id, 'paid by a card that is not the payer''s' AS what
        FROM payments p LEFT JOIN wallet_cards c ON c.instrument = p.key_id
          AND c.person_id = p.payer_id AND c.community_id = p.community_id
        WHERE p.means = 'card' AND c.id IS NULL""",
    "card_number_not_used": """
        SELECT c.id AS id, 'used ' || c.used || ' times, paid ' || count(p.id) AS what
        FROM wallet_cards c LEFT JOIN payments p ON p.key_id = c.instrument AND p.means = 'card'
        GROUP BY c.id, c.used HAVING count(p.id) <> c.used""",
    "card_day_wrong": """
        SELECT d.person_id AS id, 'days say ' || d.spent || ', payments '
          || coalesce(p.paid, 0) AS what
        FROM (SELECT person_id, community_id, sum(spent) AS spent FROM card_days
          GROUP BY person_id, community_id) d
        LEFT JOIN (SELECT payer_id, community_id, sum(amount) AS paid FROM payments
          WHERE means = 'card' AND status = 'paid' GROUP BY payer_id, community_id) p
        ON p.payer_id = d.person_id AND p.community_id = d.community_id
        WHERE coalesce(p.paid, 0) <> d.spent""",
    "card_tried_too_often": """
        SELECT id, 'tried ' || tries || ' times' AS what FROM wallet_cards WHERE tries > 5""",
    "card_replaced_by_stranger": """
        SELECT n.id AS id, 'replaces the card of somebody else, or one that works' AS what
        FROM wallet_cards n JOIN wallet_cards o ON o.id = n.replaces
        WHERE o.person_id <> n.person_id OR o.community_id <> n.community_id
          OR o.ended_as IS NULL OR o.ended_as <> 'replaced'""",
}
