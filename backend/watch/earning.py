"""Unusual ways to earn: one phone for many, posters at night or in a burst, one-sided approvals."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from backend import clock
from backend.watch.pattern import ID, INSTANT, MOST_FOUND, Pattern, Span, Suspicion, ask
from backend.web.sealed import unseal

PEOPLE_ON_ONE_PHONE = 4
"""A family shares a phone; four people who claim from one in a week are worth a look."""

NIGHT_HOURS = 5
"""The night is from midnight until five, where the neighbourhood is."""

CLAIMS_AT_NIGHT = 3
NIGHT_WORK_PERCENT = 25
"""A task that was claimed so much at night before has its work there: a night bus, a watch."""

BURST = timedelta(minutes=10)
CLAIMS_IN_A_BURST = 6
CLAIMS_IN_A_FIRST_BURST = 12
TIMES_THE_USUAL = 3
"""A burst is that many claims, and so many times the busiest one of the month before."""

A_DAY_OUT = timedelta(hours=36)
"""A task with a window this short is an event: everybody scans at its end."""

MONTH_BEFORE = timedelta(days=30)
MOST_READ = 500

APPROVALS = 8
ONE_SIDED_PERCENT = 80


def one_phone(span: Span) -> list[Suspicion]:
    """One phone on which many people claimed."""
    found = ask(
        """
        SELECT p.phone, count(DISTINCT p.person_id) AS people, count(*) AS claims,
          min(p.at) AS first_at, max(p.at) AS last_at
        FROM claim_phones p
        WHERE p.community_id = :community AND p.at >= :since AND p.at < :until
        GROUP BY p.phone HAVING count(DISTINCT p.person_id) >= :least
        ORDER BY people DESC LIMIT :most""",
        {"first_at": INSTANT, "last_at": INSTANT},
        span,
        least=PEOPLE_ON_ONE_PHONE,
        most=MOST_FOUND,
    )
    return [
        Suspicion(
            subject=bytes(row.phone).hex(),
            numbers={"people": row.people, "claims": row.claims},
            people=_people_on(span, row.phone),
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in found
    ]


def _people_on(span: Span, phone: bytes) -> list[Any]:
    rows = ask(
        """
        SELECT p.person_id, count(*) AS claims FROM claim_phones p
        WHERE p.community_id = :community AND p.at >= :since AND p.at < :until
          AND p.phone = :phone
        GROUP BY p.person_id ORDER BY claims DESC LIMIT 10""",
        {"person_id": ID},
        span,
        phone=phone,
    )
    return [row.person_id for row in rows]


def at_night(span: Span) -> list[Suspicion]:
    """A poster that was scanned in the dead of night, though its work is by day."""
    return [one for night in _nights(span) for one in _in_one_night(night)]


def _in_one_night(night: Span) -> Iterator[Suspicion]:
    for row in _by_code(night, CLAIMS_AT_NIGHT):
        earlier = _earlier(night, row.task_id)
        nightly = sum(
            one.astimezone(ZoneInfo(night.timezone)).hour < NIGHT_HOURS for one in earlier
        )
        if _is_event(row) or (earlier and nightly * 100 >= NIGHT_WORK_PERCENT * len(earlier)):
            continue
        yield _about_code(row, {"claims": row.claims, "earlier": len(earlier), "nightly": nightly})


def in_a_burst(span: Span) -> list[Suspicion]:
    """A poster scanned by many within minutes, which is not how its task is done otherwise."""
    found = []
    for row in _by_code(span, CLAIMS_IN_A_BURST):
        now = busiest(_instants(span, row.task_id, row.code_id))
        earlier = _earlier(span, row.task_id)
        usual = busiest(earlier)
        least = (
            max(CLAIMS_IN_A_BURST, TIMES_THE_USUAL * usual) if earlier else CLAIMS_IN_A_FIRST_BURST
        )
        if now >= least and not _is_event(row):
            minutes = BURST // timedelta(minutes=1)
            found.append(_about_code(row, {"claims": now, "minutes": minutes, "usual": usual}))
    return found


def busiest(instants: list[datetime]) -> int:
    """How many of ``instants`` (in order) lie within one burst at most."""
    most = first = 0
    for last, instant in enumerate(instants):
        while instant - instants[first] > BURST:
            first += 1
        most = max(most, last - first + 1)
    return most


def one_sided(span: Span) -> list[Suspicion]:
    """A coordinator whose approvals nearly all go to the same person."""
    found = ask(
        """
        WITH pairs AS (
          SELECT c.decided_by, c.person_id, count(*) AS approvals, sum(c.amount) AS amount,
            min(c.decided_at) AS first_at, max(c.decided_at) AS last_at
          FROM claims c
          WHERE c.organisation_id IN OURS AND c.at >= :since AND c.at < :until
            AND c.status = 'booked' AND c.decided_by IS NOT NULL
          GROUP BY c.decided_by, c.person_id),
        totals AS (
          SELECT decided_by, sum(approvals) AS all_of_them FROM pairs
          GROUP BY decided_by HAVING sum(approvals) >= :least)
        SELECT p.decided_by, p.person_id, p.approvals, t.all_of_them, p.amount, p.first_at,
          p.last_at
        FROM totals t JOIN pairs p ON p.decided_by = t.decided_by
        WHERE p.approvals * 100 >= :percent * t.all_of_them LIMIT :most""",
        {"decided_by": ID, "person_id": ID, "first_at": INSTANT, "last_at": INSTANT},
        span,
        least=APPROVALS,
        percent=ONE_SIDED_PERCENT,
        most=MOST_FOUND,
    )
    return [
        Suspicion(
            subject=f"{row.decided_by} {row.person_id}",
            numbers={
                "approvals": int(row.approvals),
                "of": int(row.all_of_them),
                "amount": int(row.amount),
            },
            people=[row.decided_by, row.person_id],
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in found
    ]


def _nights(span: Span) -> Iterator[Span]:
    day = span.since.astimezone(ZoneInfo(span.timezone)).date()
    while (starts := clock.midnight(day, span.timezone)) < span.until:
        over = starts + timedelta(hours=NIGHT_HOURS)
        if span.since <= starts and over <= span.until:
            yield Span(span.community_id, starts, over, span.timezone)
        day += timedelta(days=1)


def _by_code(span: Span, least: int) -> Any:
    """Posters with at least so many claims in the span, and their tasks' windows."""
    return ask(
        """
        SELECT c.code_id, c.task_id, c.organisation_id, t.starts_at, t.ends_at,
          count(*) AS claims, min(c.at) AS first_at, max(c.at) AS last_at
        FROM claims c
        JOIN tasks t ON t.id = c.task_id
        JOIN task_codes k ON k.id = c.code_id AND k.kind IN ('poster', 'check-out')
        WHERE c.organisation_id IN OURS AND c.at >= :since AND c.at < :until
          AND c.status <> 'declined'
        GROUP BY c.code_id, c.task_id, c.organisation_id, t.starts_at, t.ends_at
        HAVING count(*) >= :least ORDER BY claims DESC LIMIT :most""",
        {
            **dict.fromkeys(("task_id", "organisation_id"), ID),
            **dict.fromkeys(("starts_at", "ends_at", "first_at", "last_at"), INSTANT),
        },
        span,
        least=least,
        most=MOST_FOUND,
    )


def _instants(span: Span, task_id: object, code_id: str = "") -> list[datetime]:
    """When a task, or one code of it, was claimed in the span, in order."""
    rows = ask(
        """
        SELECT c.at FROM claims c
        WHERE c.organisation_id = (SELECT organisation_id FROM tasks WHERE id = :task)
          AND c.at >= :since AND c.at < :until AND c.status <> 'declined' AND c.task_id = :task
          AND (:code = '' OR c.code_id = :code)
        ORDER BY c.at LIMIT :most""",
        {"at": INSTANT},
        span,
        task=task_id,
        code=code_id,
        most=MOST_READ,
    )
    return [row.at for row in rows]


def _earlier(span: Span, task_id: object) -> list[datetime]:
    """When the task was claimed in the month before the span."""
    before = Span(span.community_id, span.since - MONTH_BEFORE, span.since, span.timezone)
    return _instants(before, task_id)


def _is_event(row: Any) -> bool:
    return bool(row.starts_at and row.ends_at and row.ends_at - row.starts_at <= A_DAY_OUT)


def _about_code(row: Any, numbers: dict[str, int]) -> Suspicion:
    return Suspicion(
        subject=unseal(row.code_id),
        numbers=numbers,
        organisations=[row.organisation_id],
        task=row.task_id,
        first_at=row.first_at,
        last_at=row.last_at,
    )


PATTERNS = (
    Pattern("one_phone", timedelta(days=7), one_phone),
    Pattern("at_night", timedelta(days=3), at_night),
    Pattern("in_a_burst", timedelta(days=3), in_a_burst),
    Pattern("one_sided", timedelta(days=90), one_sided),
)
