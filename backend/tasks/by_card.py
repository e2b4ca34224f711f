"""Use case: a coordinator on the spot claims for somebody without a phone.

It stands for the holder's own scan: the same window, limits, ceilings, approval and second look.
Only a place is not asked for, because the coordinator stands there.
"""

import uuid
from dataclasses import replace

from backend import clock
from backend.codes.task import TaskCodeKind
from backend.communities import queries as communities
from backend.db import DuplicateRow, StaleFacts, read_stamps
from backend.errors import DomainError, IdConflict, NotFound, Unavailable
from backend.programmes import queries as programmes
from backend.tasks import claiming, describe, queries, schemas
from backend.tasks.claiming import TRIES, Command
from backend.tasks.facts import CodeFacts, require_member, task_facts
from backend.web.caller import Caller

CODE = "card"
"""What stands in a claim in place of a code."""


def claim_for(
    holder_id: uuid.UUID, task_id: uuid.UUID, claim_id: uuid.UUID, minutes: int | None
) -> schemas.Claim:
    """Claim ``task_id`` for the holder; the same again is the same claim.

    Raises NotFound, IdConflict, CodeWrongCommunity for somebody who is no member, and the refusals
    of ``rules.decide``, OwnTask for a holder who coordinates there.
    """
    command = Command(claim_id, CODE, minutes)
    for _ in range(TRIES):
        earlier = _first_result(holder_id, task_id, command)
        if earlier is not None:
            return earlier
        now = clock.now()
        holder, found = _caller(holder_id), _of_task(task_id)
        require_member(holder, found.community.id)
        try:
            return claiming.book(found, holder, command, now)
        except StaleFacts:
            communities.forget(found.community.id, found.organisation.id)
        except DuplicateRow:
            if _first_result(holder_id, task_id, command) is None:
                raise IdConflict from None
        except DomainError:
            claiming.refuse(found, holder, command, now)
    raise Unavailable(retry_after=1)


def _first_result(
    holder_id: uuid.UUID, task_id: uuid.UUID, command: Command
) -> schemas.Claim | None:
    try:
        row = queries.claim(command.id)
    except NotFound:
        return None
    said = (holder_id, task_id, CODE, command.minutes)
    if (row.person_id, row.task_id, row.code_id, row.minutes) != said:
        raise IdConflict
    return describe.claim(row)


def _caller(person_id: uuid.UUID) -> Caller:
    """The holder as if signed in: what they hold decides, as it would on a phone of theirs."""
    # The stamps come first: what changes after them is noticed when the claim is written.
    stamps = read_stamps([person_id])
    grants = communities.grants_of(person_id)
    return Caller(person_id, uuid.UUID(int=0), None, grants, stamps)


def _of_task(task_id: uuid.UUID) -> CodeFacts:
    """What a poster of this task would say, but for where it hangs. Raises NotFound."""
    stamps = read_stamps([task_id])
    row = queries.task(task_id)
    return CodeFacts(
        id=CODE,
        kind=TaskCodeKind.POSTER,
        not_before=0,
        expires_at=0xFFFF_FFFF,
        withdrawn=False,
        task=replace(task_facts(row), spot=None, measured=False),
        budget_account=programmes.budget(row.budget_id).account_id,
        community=communities.community(row.community_id),
        organisation=communities.organisation(row.organisation_id),
        stamps=stamps,
    )
