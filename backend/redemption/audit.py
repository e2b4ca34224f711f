"""The audit of redeeming: what was asked, paid out and returned is what the ledger booked."""

_BOOKED = """
    SELECT l.id, l.amount, l.fee, l.fee_kept, l.euro_cents, l.paid_at, l.returned_at,
      {sums}
    FROM settlement_lines l LEFT JOIN transfers t
      ON t.about_id = l.id AND t.about_kind = 'payout'
    GROUP BY l.id, l.amount, l.fee, l.fee_kept, l.euro_cents, l.paid_at, l.returned_at"""
_KINDS = {"retire", "payout", "payout_return", "retire_reversal", "fee_reversal"}
_SUMS = ", ".join(
    f"coalesce(sum(CASE WHEN t.kind = '{kind}' THEN t.amount END), 0) AS {name}"
    for name, kind in {**{kind: kind for kind in sorted(_KINDS)}, "fee_booked": "fee"}.items()
)
_COUNTS = ", ".join(
    f"count(CASE WHEN t.kind = '{kind}' THEN 1 END) AS {kind}" for kind in ("retire", "payout")
)

CHECKS: dict[str, str] = {
    "redemption_balance_differs": """
        SELECT community_id AS id, 'waiting less requested is ' || sum(amount) AS what FROM (
          SELECT a.community_id, b.amount FROM balances b
            JOIN ledger_accounts a ON a.id = b.account_id AND a.purpose = 'redemption'
          UNION ALL SELECT community_id, -amount FROM redemptions
            WHERE status IN ('open', 'gathered', 'released')) AS both_ways
        GROUP BY community_id HAVING sum(amount) <> 0""",
    "request_without_its_coin": """
        SELECT r.id AS id, 'took ' || r.attempt || ' times, booked ' || count(t.id) AS what
        FROM redemptions r LEFT JOIN transfers t
          ON t.about_id = r.id AND t.kind = 'redeem' AND t.about_kind = 'redemption'
        GROUP BY r.id, r.attempt HAVING count(t.id) <> r.attempt""",
    "paid_out_differs": f"""
        SELECT id, 'retired ' || retire || ', fee ' || fee_booked || ', paid out ' || payout
          AS what FROM ({_BOOKED.format(sums=_SUMS)}) AS l
        WHERE (paid_at IS NOT NULL
            AND (retire <> amount - fee OR fee_booked <> fee OR payout <> euro_cents))
          OR (paid_at IS NULL AND (retire <> 0 OR fee_booked <> 0 OR payout <> 0))""",  # noqa: S608
    "paid_out_twice": f"""
        SELECT id, 'retired ' || retire || ' times, paid out ' || payout || ' times' AS what
        FROM ({_BOOKED.format(sums=_COUNTS)}) AS l WHERE retire > 1 OR payout > 1""",  # noqa: S608
    "returned_differs": f"""
        SELECT id, 'came back ' || payout_return || ', coin ' || retire_reversal AS what
        FROM ({_BOOKED.format(sums=_SUMS)}) AS l
        WHERE (returned_at IS NOT NULL AND (payout_return <> euro_cents
            OR retire_reversal <> amount - fee OR fee_reversal <> fee - fee_kept))
          OR (returned_at IS NULL
            AND (payout_return <> 0 OR retire_reversal <> 0 OR fee_reversal <> 0))""",  # noqa: S608
    "status_differs": """
        SELECT r.id AS id, 'is ' || r.status AS what FROM redemptions r
        LEFT JOIN settlement_lines l ON l.redemption_id = r.id AND l.attempt = r.attempt
          AND l.taken_out_at IS NULL
        LEFT JOIN settlements s ON s.id = l.settlement_id
        WHERE r.status <> CASE
          WHEN l.id IS NULL THEN CASE WHEN r.status = 'cancelled' THEN 'cancelled' ELSE 'open' END
          WHEN l.returned_at IS NOT NULL THEN 'returned'
          WHEN l.paid_at IS NOT NULL THEN 'paid' ELSE s.status END""",
    "released_by_its_maker": """
        SELECT id, 'released by who gathered it, or by nobody' AS what FROM settlements
        WHERE status = 'released' AND (gathered_by IS NULL OR released_by IS NULL
          OR released_by = gathered_by OR file IS NULL)""",
    "payout_without_line": """
        SELECT t.id AS id, t.kind || ' of ' || t.amount || ' without a payout' AS what
        FROM transfers t LEFT JOIN settlement_lines l ON l.id = t.about_id
        WHERE t.about_kind = 'payout' AND l.id IS NULL""",
}
