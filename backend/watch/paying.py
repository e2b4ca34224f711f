"""Unusual ways to pay: shops that refund in circles or at once, codes shown at many counters."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from backend.watch.pattern import ID, INSTANT, MOST_FOUND, Pattern, Span, Suspicion, ask

REFUNDS_TO_ONE = 4
GIVEN_BACK_PERCENT = 80
"""Between one shop and one customer: so many refunds, of so much of what was paid."""

REFUNDS_ROUND = 5
SHOPS_ROUND = 3
"""One customer, refunded everything at so many shops within a week: coin that goes in circles."""

AT_ONCE = timedelta(minutes=10)
REFUNDS_AT_ONCE = 5
AT_ONCE_PERCENT = 20
"""So many payments of a shop given back within minutes, and so much of all it received."""

SHOPS_OF_ONE_CODE = 3

_SPAN = {"first_at": INSTANT, "last_at": INSTANT}


def to_one_customer(span: Span) -> list[Suspicion]:
    """A shop that gives nearly everything back to the same customer, again and again."""
    found = ask(
        """
        WITH pairs AS (
          SELECT r.shop_id, p.payer_id, count(*) AS refunds, sum(r.amount) AS amount,
            min(r.at) AS first_at, max(r.at) AS last_at
          FROM refunds r JOIN payments p ON p.id = r.payment_id
          WHERE r.shop_id IN OURS AND r.at >= :since AND r.at < :until
          GROUP BY r.shop_id, p.payer_id HAVING count(*) >= :least
          ORDER BY refunds DESC LIMIT :most)
        SELECT q.*, (SELECT sum(b.amount) FROM payments b WHERE b.shop_id = q.shop_id
          AND b.at >= :since AND b.at < :until AND b.payer_id = q.payer_id
          AND b.status = 'paid') AS paid
        FROM pairs q""",
        {"shop_id": ID, "payer_id": ID, **_SPAN},
        span,
        least=REFUNDS_TO_ONE,
        most=MOST_FOUND,
    )
    return [
        Suspicion(
            subject=f"{row.shop_id} {row.payer_id}",
            numbers={
                "refunds": row.refunds,
                "amount": int(row.amount),
                "paid": int(row.paid or row.amount),
            },
            people=[row.payer_id],
            organisations=[row.shop_id],
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in found
        if row.amount * 100 >= GIVEN_BACK_PERCENT * (row.paid or 0)
    ]


def in_circles(span: Span) -> list[Suspicion]:
    """One customer who gets whole payments back at many shops."""
    found = ask(
        """
        SELECT p.payer_id, count(*) AS refunds, count(DISTINCT r.shop_id) AS shops,
          sum(r.amount) AS amount, min(r.at) AS first_at, max(r.at) AS last_at
        FROM refunds r JOIN payments p ON p.id = r.payment_id
        WHERE r.shop_id IN OURS AND r.at >= :since AND r.at < :until AND p.refunded = p.amount
        GROUP BY p.payer_id
        HAVING count(*) >= :least AND count(DISTINCT r.shop_id) >= :shops
        ORDER BY refunds DESC LIMIT :most""",
        {"payer_id": ID, **_SPAN},
        span,
        least=REFUNDS_ROUND,
        shops=SHOPS_ROUND,
        most=MOST_FOUND,
    )
    return [
        Suspicion(
            subject=str(row.payer_id),
            numbers={"refunds": row.refunds, "shops": row.shops, "amount": int(row.amount)},
            people=[row.payer_id],
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in found
    ]


def at_once(span: Span) -> list[Suspicion]:
    """A shop that keeps giving back what was paid a moment ago."""
    found = ask(
        """
        WITH soon AS (
          SELECT r.shop_id, count(*) AS refunds, sum(r.amount) AS amount,
            min(r.at) AS first_at, max(r.at) AS last_at
          FROM refunds r JOIN payments p ON p.id = r.payment_id
          WHERE r.shop_id IN OURS AND r.at >= :since AND r.at < :until AND r.at - p.at <= :moment
          GROUP BY r.shop_id HAVING count(*) >= :least
          ORDER BY refunds DESC LIMIT :most)
        SELECT s.*, (SELECT count(*) FROM payments b WHERE b.shop_id = s.shop_id
          AND b.at >= :since AND b.at < :until AND b.status = 'paid') AS payments
        FROM soon s""",
        {"shop_id": ID, **_SPAN},
        span,
        moment=AT_ONCE // timedelta(milliseconds=1),
        least=REFUNDS_AT_ONCE,
        most=MOST_FOUND,
    )
    return [
        Suspicion(
            subject=str(row.shop_id),
            numbers={
                "refunds": row.refunds,
                "minutes": AT_ONCE // timedelta(minutes=1),
                "payments": row.payments,
                "amount": int(row.amount),
            },
            organisations=[row.shop_id],
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in found
        if row.refunds * 100 >= AT_ONCE_PERCENT * row.payments
    ]


def replayed(span: Span) -> list[Suspicion]:
    """A payment code that was shown again at many shops, though a code pays once."""
    found = ask(
        """
        SELECT b.code_hash, count(DISTINCT b.shop_id) AS shops, count(*) AS times,
          min(b.at) AS first_at, max(b.at) AS last_at
        FROM payments b
        WHERE b.shop_id IN OURS AND b.at >= :since AND b.at < :until
          AND (b.status = 'paid' OR b.reason = 'code_used')
        GROUP BY b.code_hash HAVING count(DISTINCT b.shop_id) >= :shops
        ORDER BY shops DESC LIMIT :most""",
        _SPAN,
        span,
        shops=SHOPS_OF_ONE_CODE,
        most=MOST_FOUND,
    )
    suspicions = []
    for row in found:
        shown = _shown_at(span, row.code_hash)
        suspicions.append(
            Suspicion(
                subject=bytes(row.code_hash).hex(),
                numbers={"shops": row.shops, "times": row.times},
                people=list({one.payer_id for one in shown if one.payer_id}),
                organisations=sorted({one.shop_id for one in shown}),
                first_at=row.first_at,
                last_at=row.last_at,
            )
        )
    return suspicions


def _shown_at(span: Span, code: bytes) -> Sequence[Any]:
    """At which shops a code was shown, and who had really paid with it there."""
    return ask(
        """
        SELECT DISTINCT b.shop_id, b.payer_id FROM payments b
        WHERE b.shop_id IN OURS AND b.at >= :since AND b.at < :until AND b.code_hash = :code
        LIMIT 20""",
        {"shop_id": ID, "payer_id": ID},
        span,
        code=code,
    )


PATTERNS = (
    Pattern("to_one_customer", timedelta(days=30), to_one_customer),
    Pattern("in_circles", timedelta(days=7), in_circles),
    Pattern("at_once", timedelta(days=7), at_once),
    Pattern("replayed", timedelta(days=7), replayed),
)
