"""Use cases: look for what is unusual, and dismiss a finding with a note."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from backend import clock
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.ids import new_id
from backend.notices import service as notices
from backend.tasks import service as tasks
from backend.watch import earning, paying, queries
from backend.watch.errors import FindingDismissed
from backend.watch.models import Finding
from backend.watch.pattern import Pattern, Span, Suspicion
from backend.web.caller import Place

PATTERNS: tuple[Pattern, ...] = (*earning.PATTERNS, *paying.PATTERNS)


@again_on(DuplicateRow)
@unit_of_work
def look(community_id: uuid.UUID, until: datetime | None = None) -> int:
    """Look at every pattern up to ``until`` (now); how many findings are new.

    What was dismissed is not counted again: the subject has to be unusual since then. Issuers are
    told once that there is something new. Nothing is refused to anybody.
    """
    community = communities.community(community_id)
    until = until or clock.now()
    found = [
        (pattern.name, suspicion)
        for pattern in PATTERNS
        for suspicion in _unusual(pattern, community, until)
    ]
    earlier = queries.open_by_subject(community_id)
    new = [one for one in found if (one[0], one[1].subject) not in earlier]
    for name, suspicion in found:
        row = earlier.get((name, suspicion.subject))
        if row is None:
            db.session.add(_finding(community_id, name, suspicion))
        else:
            row.facts = _facts(suspicion)
            row.first_at = min(row.first_at, suspicion.first_at)
            row.last_at = max(row.last_at, suspicion.last_at)
    db.session.flush()
    if new:
        _tell(community_id, len(new))
    return len(new)


@unit_of_work
def look_on(community_id: uuid.UUID, day: date) -> int:
    """Look as the daily job does, at what happened before ``day``; forget old marks of phones."""
    community = communities.community(community_id)
    until = min(clock.midnight(day, community.timezone), clock.now())
    tasks.forget_phones(community_id, until)
    return look(community_id, until)


@unit_of_work
def dismiss(finding_id: uuid.UUID, note: str, by: uuid.UUID) -> Finding:
    """Take a finding off the list, and keep why. The same again changes nothing.

    Raises NotFound, and FindingDismissed when another note stands there.
    """
    queries.finding(finding_id)
    row = db.session.get_one(Finding, finding_id, populate_existing=True, with_for_update=True)
    if row.dismissed_at is None:
        row.dismissed_at, row.dismissed_by, row.note = clock.now(), by, note
        db.session.flush()
    elif (row.dismissed_by, row.note) != (by, note):
        raise FindingDismissed
    return row


def _unusual(pattern: Pattern, community: CommunityFacts, until: datetime) -> list[Suspicion]:
    """What the pattern finds; a subject that was dismissed in the span is looked at from then."""
    since = until - pattern.back
    found = pattern.find(Span(community.id, since, until, community.timezone))
    dismissed = queries.dismissed_since(community.id, pattern.name, since)
    return [one for one in found if one.subject not in dismissed] + [
        one
        for subject, at in dismissed.items()
        if any(seen.subject == subject for seen in found)
        for one in pattern.find(Span(community.id, at, until, community.timezone))
        if one.subject == subject
    ]


def _finding(community_id: uuid.UUID, name: str, suspicion: Suspicion) -> Finding:
    return Finding(
        id=new_id(),
        community_id=community_id,
        pattern=name,
        subject=suspicion.subject,
        facts=_facts(suspicion),
        first_at=suspicion.first_at,
        last_at=suspicion.last_at,
        found_at=clock.now(),
        dismissed_by=None,
        dismissed_at=None,
        note=None,
    )


def _facts(suspicion: Suspicion) -> dict[str, object]:
    return {
        "numbers": dict(suspicion.numbers),
        "people": _plain(suspicion.people),
        "organisations": _plain(suspicion.organisations),
        "task": str(suspicion.task) if suspicion.task else None,
    }


def _plain(ids: Sequence[uuid.UUID]) -> list[str]:
    return [str(one) for one in ids]


def _tell(community_id: uuid.UUID, count: int) -> None:
    issuers = communities.holders("issuer", Place(community_id))
    told = [holder.person_id for holder in issuers]
    notices.tell(told, community_id, "unusual_found", count=count)
