"""Stays as the API shows them."""

from collections.abc import Sequence

from backend import clock
from backend.communities import queries as communities
from backend.identity import queries as identity
from backend.tasks import presence_models, queries
from backend.tasks import stays as at_work
from backend.tasks.pictograms import Pictogram
from backend.tasks.presence_schemas import Stay, StayOfTask


def stay(row: presence_models.Stay, *, named: bool = False) -> Stay:
    """A stay; with ``named``, for a coordinator, it says whose it is."""
    return stays([row], named=named)[0]


def stays(rows: Sequence[presence_models.Stay], *, named: bool = False) -> list[Stay]:
    """Stays with their tasks and what they were worth."""
    now = clock.now()
    tasks = queries.tasks_by_id({row.task_id for row in rows})
    briefs = communities.organisation_names({row.organisation_id for row in rows})
    names = identity.display_names({row.person_id for row in rows}) if named else {}
    amounts = queries.amounts({row.claim_id for row in rows if row.claim_id})
    return [
        Stay(
            id=row.id,
            task=StayOfTask(
                id=row.task_id,
                title=tasks[row.task_id].title,
                picture=Pictogram(tasks[row.task_id].picture),
                organisation=briefs[row.organisation_id],
            ),
            person_name=names.get(row.person_id, "") if named else None,
            since=row.since,
            until=row.until,
            claim_id=row.claim_id,
            amount=amounts.get(row.claim_id) if row.claim_id else None,
            forgotten=at_work.is_forgotten(row, now),
        )
        for row in rows
    ]
