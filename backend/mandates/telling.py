"""Notices of standing orders: before a day comes, and when something could not be taken."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, not_, select, true

from backend.communities import queries as communities
from backend.communities import service as settings
from backend.db import db
from backend.jobs.job import MOST_IN_A_BATCH, Due, Step
from backend.mandates import bulk
from backend.mandates.models import Mandate, Plan
from backend.mandates.rules import Next
from backend.notices import service as notices
from backend.notices.service import News, Plain
from backend.web.caller import Place

_SETTING = "dues"


@dataclass(frozen=True, slots=True)
class Failure:
    """A mandate (its row) whose payer was short, how it goes on, and how the period stands."""

    row: Any
    plan_id: uuid.UUID
    plan: str
    kind: str
    organisation_id: uuid.UUID | None
    step: Next
    status: str


def tell_coming(due: Due, cursor: str | None) -> Step:
    """Tell payers what will be taken within the days that the community wants notice of."""
    days = settings.due_rules(communities.community(due.community_id), on=due.day).notice_days
    if not days:
        return Step()
    rows = db.session.execute(
        select(
            *(Mandate.id, Mandate.plan_id, Mandate.person_id, Mandate.organisation_id),
            *(Mandate.amount, Mandate.euro_cents, Mandate.due_on, Mandate.try_on),
        )
        .where(
            Mandate.community_id == due.community_id,
            not_(Mandate.told),
            Mandate.try_on <= due.day + timedelta(days=days),
            Mandate.try_on >= date.fromisoformat(cursor) if cursor else true(),
        )
        .order_by(Mandate.try_on, Mandate.id)
        .limit(MOST_IN_A_BATCH)
    ).all()
    names = plan_names(row.plan_id for row in rows)
    said: dict[tuple[object, ...], dict[str, Plain]] = {}
    news = []
    for row in rows:
        what = (row.plan_id, row.amount, row.euro_cents, row.due_on)
        if what not in said:
            said[what] = _coming(names[row.plan_id], *what)
        news += [News(person, "due_coming", said[what]) for person in people_of(row)]
    notices.tell_each(due.community_id, news)
    bulk.mark_told([row.id for row in rows])
    more = len(rows) == MOST_IN_A_BATCH
    return Step(rows[-1].try_on.isoformat() if more else None, len(rows))


def _coming(
    plan: str, plan_id: uuid.UUID, amount: int, euro_cents: int, day: date
) -> dict[str, Plain]:
    return {
        "plan": plan,
        "amount": amount,
        "euro_cents": euro_cents,
        "day": day.isoformat(),
        "plan_id": plan_id,
    }


def first_to_tell(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first day from ``first`` to ``last`` on which a payer may have to be told something."""
    earliest = db.session.scalar(
        select(func.min(Mandate.try_on)).where(
            Mandate.community_id == community_id, not_(Mandate.told)
        )
    )
    if earliest is None:
        return None
    facts = communities.community(community_id)
    days = settings.due_rules(facts, on=first).notice_days
    changes = [row.valid_from for row in facts.settings if row.key == _SETTING]
    day = min(
        [earliest - timedelta(days=days) if days else last + timedelta(days=1)]
        + [change for change in changes if first < change <= last]
    )
    return max(first, day) if day <= last else None


def tell_failures(community_id: uuid.UUID, today: date, failures: Sequence[Failure]) -> None:
    """Tell who was short, and who waits for the coin."""
    news: list[News] = []
    for failure in failures:
        if failure.kind == "grant":
            news += _news_of_grant(community_id, failure)
        elif kind := _kind_for_payer(failure):
            params = _params(failure, today)
            news += [News(person, kind, params) for person in people_of(failure.row)]
    lost = Counter(
        (failure.organisation_id, failure.plan_id, failure.plan)
        for failure in failures
        if failure.kind != "grant" and failure.status == "skipped"
    )
    for (organisation_id, plan_id, plan), count in lost.items():
        params = {
            "plan": plan, "count": count, "day": today.isoformat(), "plan_id": plan_id,
            "organisation_id": organisation_id,
        }  # fmt: skip
        managers = managers_of(community_id, organisation_id)
        news += [News(person, "due_short", params) for person in managers]
    notices.tell_each(community_id, news)


def people_of(row: Any) -> list[uuid.UUID]:
    """Who is told on behalf of a mandate's party: the person, or who runs the organisation."""
    if row.person_id is not None:
        return [row.person_id]
    return _staff(row.organisation_id)


def managers_of(community_id: uuid.UUID, organisation_id: uuid.UUID | None) -> list[uuid.UUID]:
    """Who looks after a plan: the organisation's coordinators, or for the fund the issuers."""
    role = "coordinator" if organisation_id else "issuer"
    holders = communities.holders(role, Place(community_id, organisation_id))
    return [holder.person_id for holder in holders]


def plan_names(plan_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of these plans."""
    rows = db.session.execute(select(Plan.id, Plan.name).where(Plan.id.in_(set(plan_ids))))
    return {row.id: row.name for row in rows}


def _staff(organisation_id: uuid.UUID) -> list[uuid.UUID]:
    staff = communities.staff(organisation_id)
    return list(dict.fromkeys(one.person_id for one in staff if one.role != "shop_staff"))


def _kind_for_payer(failure: Failure) -> str | None:
    if failure.step.end_reason is not None:
        return "due_ended"
    if failure.status == "skipped":
        return "due_skipped"
    return "due_failed" if failure.row.tries == 0 else None


def _news_of_grant(community_id: uuid.UUID, failure: Failure) -> list[News]:
    if failure.row.tries and failure.status == "short":
        return []
    params = {**_params(failure, failure.row.due_on), "organisation_id": failure.organisation_id}
    managers = managers_of(community_id, failure.organisation_id)
    return [News(person, "grant_failed", params) for person in managers]


def _params(failure: Failure, today: date) -> dict[str, Any]:
    again = failure.step.try_on if failure.status == "short" else None
    return {
        "plan": failure.plan,
        "plan_id": failure.plan_id,
        "amount": failure.row.amount,
        "day": (again or today).isoformat(),
    }
