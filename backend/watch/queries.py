"""Reads of findings, and the place that guards ask for."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, literal, select, tuple_

from backend.db import Id, db
from backend.errors import NotFound
from backend.watch.models import Finding
from backend.watch.pattern import Span, ask
from backend.web.caller import Place

Which = Literal["open", "dismissed", "all"]


def finding(finding_id: uuid.UUID) -> Finding:
    """The finding as it is now. Raises NotFound."""
    row = db.session.get(Finding, finding_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def findings(
    community_id: uuid.UUID, which: Which, before: uuid.UUID | None, limit: int
) -> Sequence[Finding]:
    """A community's findings, newest first, from after ``before`` on."""
    wanted = select(Finding).where(Finding.community_id == community_id)
    if which != "all":
        is_open = Finding.dismissed_at.is_(None)
        wanted = wanted.where(is_open if which == "open" else ~is_open)
    if before is not None:
        at = select(Finding.found_at).where(Finding.id == before).scalar_subquery()
        wanted = wanted.where(
            tuple_(Finding.found_at, Finding.id) < tuple_(at, literal(before, Id()))
        )
    newest = wanted.order_by(Finding.found_at.desc(), Finding.id.desc())
    return db.session.scalars(newest.limit(limit)).all()


def count_open(community_id: uuid.UUID) -> int:
    """How many findings nobody has dismissed."""
    wanted = select(func.count()).where(
        Finding.community_id == community_id, Finding.dismissed_at.is_(None)
    )
    return db.session.scalar(wanted.select_from(Finding)) or 0


def open_by_subject(community_id: uuid.UUID) -> dict[tuple[str, str], Finding]:
    """The open findings by pattern and subject, for a unit of work that updates them."""
    rows = db.session.scalars(
        select(Finding)
        .where(Finding.community_id == community_id, Finding.dismissed_at.is_(None))
        .order_by(Finding.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {(row.pattern, row.subject): row for row in rows}


def dismissed_since(community_id: uuid.UUID, pattern: str, since: datetime) -> dict[str, datetime]:
    """When the subjects of a pattern were last dismissed, if that was after ``since``."""
    rows = db.session.execute(
        select(Finding.subject, func.max(Finding.dismissed_at).label("at"))
        .where(
            Finding.community_id == community_id,
            Finding.pattern == pattern,
            Finding.dismissed_at > since,
        )
        .group_by(Finding.subject)
    )
    return {row.subject: row.at for row in rows}


def something_happened(community_id: uuid.UUID, since: datetime, until: datetime) -> bool:
    """Whether anybody claimed, paid or gave back then: else a look finds nothing new."""
    rows = ask(
        """
        SELECT 1 FROM organisations o WHERE o.community_id = :community AND (
          EXISTS (SELECT 1 FROM claims c
            WHERE c.organisation_id = o.id AND c.at >= :since AND c.at < :until)
          OR EXISTS (SELECT 1 FROM payments b
            WHERE b.shop_id = o.id AND b.at >= :since AND b.at < :until)
          OR EXISTS (SELECT 1 FROM refunds r
            WHERE r.shop_id = o.id AND r.at >= :since AND r.at < :until))
        LIMIT 1""",
        {},
        Span(community_id, since, until, "UTC"),
    )
    return bool(rows)


def finding_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the finding named by the path argument ``finding_id``."""
    return Place(finding(touched["finding_id"]).community_id)
