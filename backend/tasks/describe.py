"""Tasks, codes and claims as the API shows them."""

import uuid
from collections.abc import Sequence
from typing import TypeVar

from flask import current_app

from backend.codes import text_code
from backend.codes.links import build_link
from backend.communities import queries as communities
from backend.communities.queries import OrganisationBrief
from backend.identity import queries as identity
from backend.tasks import funds, models, queries, schemas
from backend.tasks.facts import task_facts
from backend.tasks.pictograms import Pictogram
from backend.tasks.presence_schemas import Spot as Shown
from backend.tasks.spots import MILLIONTHS, Spot
from backend.web.caller import Caller, Place

COORDINATOR = frozenset({"coordinator"})
_R = TypeVar("_R", models.Task, models.Claim)


def cut(found: Sequence[_R], limit: int) -> tuple[Sequence[_R], uuid.UUID | None]:
    """``limit`` of the rows, which are one more when there is more, and where the rest begins."""
    shown = found[:limit]
    return shown, shown[-1].id if len(found) > limit else None


def task(row: models.Task, caller: Caller) -> schemas.Task:
    """A task, with what only its coordinators see when ``caller`` is one."""
    return tasks([row], caller)[0]


def tasks(rows: Sequence[models.Task], caller: Caller) -> list[schemas.Task]:
    """Tasks as ``caller`` may see them."""
    briefs = communities.organisation_names({row.organisation_id for row in rows})
    own = {
        row.organisation_id
        for row in rows
        if caller.holds(COORDINATOR, Place(row.community_id, row.organisation_id))
    }
    waiting = {organisation_id: queries.waiting_claims(organisation_id) for organisation_id in own}
    empty = funds.without_funds(rows)
    return [
        _task(row, briefs, waiting.get(row.organisation_id), empty=row.id in empty) for row in rows
    ]


def _task(
    row: models.Task,
    briefs: dict[uuid.UUID, OrganisationBrief],
    waiting: dict[uuid.UUID, int] | None,
    *,
    empty: bool,
) -> schemas.Task:
    """``waiting`` counts claims by task for a coordinator; None for anybody else."""
    facts = task_facts(row)
    return schemas.Task(
        id=row.id,
        organisation=briefs[row.organisation_id],
        budget_id=None if waiting is None else row.budget_id,
        title=row.title,
        description=row.description,
        place=row.place,
        picture=Pictogram(row.picture),
        reward=schemas.Reward.model_validate(facts.reward),
        act=row.act,
        act_minutes=row.act_minutes,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        limits=schemas.Limits.model_validate(facts.limits),
        needs_approval=row.needs_approval,
        measured=row.measured,
        spot=spot(facts.spot),
        status="withdrawn" if facts.withdrawn else "open",
        budget_empty=empty,
        created_at=row.created_at,
        waiting_claims=None if waiting is None else waiting.get(row.id, 0),
    )


def spot(found: Spot | None) -> Shown | None:
    """Where a task's codes count, in degrees."""
    if found is None:
        return None
    return Shown(
        latitude=found.latitude / MILLIONTHS,
        longitude=found.longitude / MILLIONTHS,
        radius=found.radius,
    )


def offered(shown: schemas.Task, claims_left: int | None) -> schemas.OfferedTask:
    """A task in a member's list, with how often that member may still claim it."""
    members = {name: getattr(shown, name) for name in schemas.Task.model_fields}
    return schemas.OfferedTask(**members, mine=schemas.Mine(claims_left=claims_left))


def codes(rows: Sequence[models.TaskCodeRow]) -> list[schemas.TaskCode]:
    """Registered codes with the names of those who signed them."""
    names = identity.display_names({row.person_id for row in rows})
    return [_code(row, names.get(row.person_id, "")) for row in rows]


def code(row: models.TaskCodeRow) -> schemas.TaskCode:
    """A registered code."""
    return codes([row])[0]


def link(row: models.TaskCodeRow) -> str:
    """What the QR of a registered code holds."""
    return build_link(current_app.config["WIJKMUNT"].origin, row.jws or "")


def _code(row: models.TaskCodeRow, signed_by: str) -> schemas.TaskCode:
    return schemas.TaskCode.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "text": text_code.show(row.id),
            "link": link(row),
            "status": "good" if row.withdrawn_at is None else "withdrawn",
            "signed_by": signed_by,
            "created_at": row.registered_at or row.prepared_at,
            "expires_at": row.expires_at,
        }
    )


def claim(row: models.Claim, *, decider: uuid.UUID | None = None) -> schemas.Claim:
    """A claim; for a ``decider`` it says whose it is, and who looked first."""
    return claims([row], decider=decider)[0]


def claims(
    rows: Sequence[models.Claim], *, decider: uuid.UUID | None = None
) -> list[schemas.Claim]:
    """Claims with their tasks; for a ``decider`` they say whose they are, and who looked first."""
    briefs = communities.organisation_names({row.organisation_id for row in rows})
    of_tasks = queries.tasks_by_id({row.task_id for row in rows})
    people = {one for row in rows for one in (row.person_id, row.first_by) if one}
    names = identity.display_names(people) if decider else {}
    return [
        claim_of(
            row,
            task_brief(
                of_tasks[row.task_id].id,
                of_tasks[row.task_id].title,
                of_tasks[row.task_id].picture,
                briefs[row.organisation_id],
            ),
            names.get(row.person_id, "") if decider else None,
            _first_look(row, names, decider) if decider else None,
        )
        for row in rows
    ]


def _first_look(
    row: models.Claim, names: dict[uuid.UUID, str], decider: uuid.UUID
) -> schemas.FirstLook | None:
    if row.first_by is None or row.first_at is None:
        return None
    name = names.get(row.first_by, "")
    return schemas.FirstLook(by_name=name, at=row.first_at, own=row.first_by == decider)


def claim_of(
    row: models.Claim,
    task: schemas.TaskBrief,
    person_name: str | None = None,
    first_look: schemas.FirstLook | None = None,
) -> schemas.Claim:
    """A claim whose task is known already."""
    return schemas.Claim.model_validate(
        {
            "id": row.id,
            "task": task,
            "status": row.status,
            "amount": row.amount,
            "minutes": row.minutes,
            "at": row.at,
            "reason": row.reason,
            "person_name": person_name,
            "decided_at": row.decided_at,
            "needs_second": row.needs_second,
            "first_look": first_look,
        }
    )


def task_brief(
    task_id: uuid.UUID, title: str, picture: str, organisation: OrganisationBrief
) -> schemas.TaskBrief:
    """The task of a claim."""
    return schemas.TaskBrief(
        id=task_id, title=title, picture=Pictogram(picture), organisation=organisation
    )
