"""Use cases of being there: check in, be paid for the time at check-out, end what was forgotten."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select

from backend import clock
from backend.codes.task import TaskCodeKind
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db import (
    Batch,
    DuplicateRow,
    StaleFacts,
    again_on,
    db,
    read_stamps,
    run_in_session,
    unit_of_work,
)
from backend.errors import IdConflict, NotFound
from backend.tasks import ceilings
from backend.tasks.errors import NotCheckedIn, StayForgotten
from backend.tasks.facts import CodeFacts
from backend.tasks.models import Claim
from backend.tasks.presence_models import Stay

FORGOTTEN_AFTER = timedelta(hours=16)
"""Nobody works that long: whoever is still checked in has forgotten to check out."""

MOST_LISTED = 200


@again_on(DuplicateRow)
@unit_of_work
def begin(stay_id: uuid.UUID, found: CodeFacts, person_id: uuid.UUID) -> Stay:
    """Write a check-in down. Somebody who is checked in stays so: a second one changes nothing.

    Raises IdConflict, and StayForgotten when the open stay is one whose check-out was forgotten.
    """
    earlier = db.session.get(Stay, stay_id, populate_existing=True)
    if earlier is not None:
        if (earlier.person_id, earlier.task_id) != (person_id, found.task.id):
            raise IdConflict
        return earlier
    here = open_one(found.task.id, person_id)
    if here is not None:
        require_fresh(here, clock.now())
        return here
    row = Stay(
        id=stay_id,
        community_id=found.community.id,
        organisation_id=found.organisation.id,
        task_id=found.task.id,
        person_id=person_id,
        code_id=found.id,
        since=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def being_ended(found: CodeFacts, person_id: uuid.UUID, now: datetime) -> Stay | None:
    """The stay that scanning this code ends; None for a code that pays without one.

    Raises NotCheckedIn, StayForgotten.
    """
    if not found.task.measured:
        return None
    row = open_one(found.task.id, person_id)
    if row is None:
        raise NotCheckedIn
    require_fresh(row, now)
    return row


def minutes_of(row: Stay, until: datetime) -> int:
    """Whole minutes between check-in and ``until``."""
    return (until - row.since) // timedelta(minutes=1)


@unit_of_work
def end_with(batch: Batch, community: CommunityFacts, claim: Claim, stay_id: uuid.UUID) -> None:
    """Write the batch of a claim that ends a stay. Raises NotCheckedIn when it has ended already.

    Also raises what ``ceilings.write`` raises.
    """
    row = locked(stay_id)
    if row.until is not None:
        raise NotCheckedIn
    if ceilings.are_set(community, claim.at):
        ceilings.write(batch, community, claim)
    else:
        if read_stamps([stamp.scope for stamp in batch.stamps]) != tuple(batch.stamps):
            raise StaleFacts
        run_in_session(batch)
    row.until, row.claim_id = max(claim.at, row.since), claim.id


def locked(stay_id: uuid.UUID) -> Stay:
    """The stay, which nobody else ends until this unit of work is over. Raises NotFound."""
    stay(stay_id)
    return db.session.get_one(Stay, stay_id, populate_existing=True, with_for_update=True)


def stay(stay_id: uuid.UUID) -> Stay:
    """The stay as it is now. Raises NotFound."""
    row = db.session.get(Stay, stay_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def open_one(task_id: uuid.UUID, person_id: uuid.UUID) -> Stay | None:
    """Where somebody is checked in at a task, if so."""
    wanted = select(Stay).where(
        Stay.person_id == person_id, Stay.task_id == task_id, Stay.until.is_(None)
    )
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def open_of(person_id: uuid.UUID, community_id: uuid.UUID) -> Sequence[Stay]:
    """Where somebody is checked in."""
    wanted = select(Stay).where(Stay.person_id == person_id, Stay.until.is_(None))
    return db.session.scalars(wanted.where(Stay.community_id == community_id)).all()


def at_organisation(organisation_id: uuid.UUID, *, only_open: bool) -> Sequence[Stay]:
    """Who is checked in at an organisation, longest first; or its latest stays."""
    wanted = select(Stay).where(Stay.organisation_id == organisation_id)
    if only_open:
        wanted = wanted.where(Stay.until.is_(None)).order_by(Stay.since, Stay.id)
    else:
        wanted = wanted.order_by(Stay.since.desc(), Stay.id)
    return db.session.scalars(wanted.limit(MOST_LISTED)).all()


def pays(claim_id: uuid.UUID) -> bool:
    """Whether a claim paid for a stay, so that its minutes were measured and not said."""
    return db.session.scalar(select(Stay.id).where(Stay.claim_id == claim_id)) is not None


def is_forgotten(row: Stay, now: datetime) -> bool:
    """Whether only a coordinator can end this stay."""
    return row.until is None and now - row.since > FORGOTTEN_AFTER


def require_fresh(row: Stay, now: datetime) -> None:
    """Raise StayForgotten for a stay that only a coordinator can end."""
    if is_forgotten(row, now):
        raise StayForgotten(since=row.since.isoformat().replace("+00:00", "Z"))


Does = Literal["claim", "check_in", "check_out"]


def does(found: CodeFacts, person_id: uuid.UUID) -> tuple[Does, Stay | None]:
    """What scanning the code would do, and the stay that is open."""
    if not found.task.measured:
        return "claim", None
    row = open_one(found.task.id, person_id)
    if found.kind is TaskCodeKind.LIVE:
        return ("check_out" if row else "check_in"), row
    return ("check_in" if found.kind is TaskCodeKind.CHECK_IN else "check_out"), row


def community_of(row: Stay) -> CommunityFacts:
    """The neighbourhood of a stay."""
    return communities.community(row.community_id)
