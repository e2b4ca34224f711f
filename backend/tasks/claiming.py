"""The use case that everybody is in a hurry for: scan a code, have the coins.

The way that usually succeeds reads nothing but memory and writes one batch, which the stamps in
it vouch for. Whatever refuses it, memory, a counter or the ledger, is settled without memory:
an id that was used before has its first result, else the first refusal that holds now is named.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from backend import clock
from backend.codes.task import TaskCodeKind
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db import Batch, DuplicateRow, StaleFacts, commit, read_stamps
from backend.errors import DomainError, IdConflict, NotFound, Unavailable
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.payments.errors import CodeUsed
from backend.tasks import (
    ceilings,
    describe,
    facts,
    funds,
    guards,
    meter,
    phones,
    queries,
    rules,
    schemas,
    stays,
)
from backend.tasks.errors import BudgetEmpty, CodeChecksIn, MinutesInvalid, NotCheckedIn
from backend.tasks.facts import CodeFacts
from backend.tasks.kinds import CHECKS_IN, CLAIMED
from backend.tasks.models import BOOKED, WAITING, Claim
from backend.tasks.presence_models import Stay
from backend.tasks.spots import Position
from backend.web.caller import Caller, Place
from backend.web.sealed import seal
from backend.web.throttle import limit

TRIES = 6
TYPED_CODES = "10 per 10 minutes"

_INSERT_CLAIM = (
    "INSERT INTO claims (id, community_id, organisation_id, task_id, code_id, person_id, amount,"
    " minutes, status, at, day, needs_second) VALUES (:id, :community_id, :organisation_id,"
    " :task_id, :code_id, :person_id, :amount, :minutes, :status, :at, :day, :needs_second)"
)
_COUNT = (
    "INSERT INTO task_usage (task_id, scope, used, cap) VALUES (:task_id, :scope, 1, :cap)"
    " ON CONFLICT (task_id, scope) DO UPDATE SET used = task_usage.used + 1, cap = excluded.cap"
)


@dataclass(frozen=True, slots=True)
class Command:
    """What the client sends: its id for the claim, what was scanned or typed, and the minutes.

    ``position`` and ``phone`` (the mark of the phone) are no part of what the claim says: they
    are looked at when it is made, and a retry may come without them.
    """

    id: uuid.UUID
    code: str
    minutes: int | None
    position: Position | None = None
    phone: bytes | None = None


def claim(caller: Caller, command: Command) -> schemas.Claim:
    """Claim a task's reward: booked at once, or waiting when the task needs approval.

    The same command again returns its first result, whatever happened since. Raises IdConflict,
    Throttled for too many typed codes, the refusals of ``facts.load`` and ``rules.decide``, and
    ``StaleFacts`` when something remembered has changed: the request is then to be served anew.
    """
    if facts.is_typed(command.code):
        limit("claim typed task code", str(caller.person_id), TYPED_CODES)
    try:
        for _ in range(TRIES):
            try:
                return _attempt(caller, command)
            except (DomainError, DuplicateRow) as refusal:
                earlier = _settle(caller, command, refusal)
                if earlier is not None:
                    return earlier
    except StaleFacts:
        facts.forget(command.code)
        raise
    raise Unavailable(retry_after=1)


def read(caller: Caller, code: str) -> schemas.CodeReading:
    """What a code is, and how often ``caller`` may still claim it; nothing is changed.

    Raises Throttled for too many typed codes, the refusals of ``facts.load``, CodeWithdrawn,
    TaskWithdrawn, OrganisationClosed, CodeUsed, and BudgetEmpty: so that nobody works for nothing.
    """
    if facts.is_typed(code):
        limit("read typed task code", str(caller.person_id), TYPED_CODES)
    now = clock.now()
    found = facts.load(facts.jws_of(code), caller, now)
    found.require_kind(CLAIMED | CHECKS_IN)
    rules.require_open(
        code_withdrawn=found.withdrawn,
        task_withdrawn=found.task.withdrawn,
        organisation_open=found.organisation.is_open,
    )
    funds.require_funds(found.task)
    does, stay = stays.does(found, caller.person_id)
    if does == "check_out" and stay is None:
        raise NotCheckedIn
    limited = found.counters(caller.person_id, now)
    used = queries.used([found.task.id], [counter.scope for counter in limited])
    if used[found.task.id].get(rules.scope_of_code(seal(found.id))):
        raise CodeUsed
    return schemas.CodeReading(
        task=describe.task(queries.task(found.task.id), caller),
        code_id=found.id,
        kind=found.kind.value,
        does=does,
        since=stay.since if stay else None,
        signed_by_organisation=found.organisation.name,
        claims_left=rules.claims_left(limited, used[found.task.id]),
        meter=meter.before_claim(found.community, caller.person_id),
    )


def _attempt(caller: Caller, command: Command) -> schemas.Claim:
    """Decide from memory and write; the database refuses what memory does not know."""
    now = clock.now()
    return book(facts.code_facts(facts.jws_of(command.code), caller, now), caller, command, now)


def book(found: CodeFacts, caller: Caller, command: Command, now: datetime) -> schemas.Claim:
    """Write the claim by what is known; the database refuses what that does not know."""
    situation, stay = situation_of(found, caller, command, now)
    amount = rules.decide(situation, now)
    second = rules.needs_second(amount, situation.second_look_from)
    row = Claim(
        id=command.id,
        community_id=found.community.id,
        organisation_id=found.organisation.id,
        task_id=found.task.id,
        code_id=found.id,
        person_id=caller.person_id,
        amount=amount,
        minutes=situation.minutes,
        status=WAITING if found.task.needs_approval or second else BOOKED,
        at=now,
        day=found.community.day(now).isoformat(),
        needs_second=second,
    )
    batch = _batch(row, found, situation, caller)
    if command.phone:
        phones.add_to(batch, row, command.phone)
    _write(batch, found.community, row, stay)
    task = describe.task_brief(
        found.task.id,
        found.task.title,
        found.task.picture,
        communities.organisation_brief(found.organisation),
    )
    return describe.claim_of(row, task)


def _write(batch: Batch, community: CommunityFacts, row: Claim, stay: Stay | None) -> None:
    """At once where nothing but the database's own counters can refuse; else under the ceiling."""
    try:
        if stay:
            stays.end_with(batch, community, row, stay.id)
        elif ceilings.are_set(community, row.at):
            ceilings.write(batch, community, row)
        else:
            commit(batch)
    except NotEnoughCoins:
        raise BudgetEmpty from None


def situation_of(
    found: CodeFacts, caller: Caller, command: Command, now: datetime
) -> tuple[rules.Situation, Stay | None]:
    """The claim as memory knows it, and the stay that it ends; the rest is the database's.

    Raises CodeVersionUnknown, CodeChecksIn, NotCheckedIn, StayForgotten, MinutesInvalid.
    """
    if found.kind is TaskCodeKind.CHECK_IN:
        raise CodeChecksIn
    found.require_kind(CLAIMED)
    stay = stays.being_ended(found, caller.person_id, now)
    if stay is None:
        return situation(found, caller, command, now), None
    if command.minutes is not None:
        raise MinutesInvalid
    measured = replace(command, minutes=stays.minutes_of(stay, now))
    return situation(found, caller, measured, now), stay


def situation(found: CodeFacts, caller: Caller, command: Command, now: datetime) -> rules.Situation:
    """A claim of these minutes as memory knows it: counters and budget are left to the database."""
    task = found.task
    place = Place(found.community.id, found.organisation.id)
    return rules.Situation(
        code_withdrawn=found.withdrawn,
        task_withdrawn=task.withdrawn,
        organisation_open=found.organisation.is_open,
        window=task.window,
        reward=task.reward,
        needs_approval=task.needs_approval,
        counters=found.counters(caller.person_id, now),
        coordinates=caller.holds(describe.COORDINATOR, place),
        minutes=command.minutes,
        spot=found.spot,
        position=command.position,
        second_look_from=guards.second_look_from(found.community, now),
        measured=task.measured,
    )


def _batch(row: Claim, found: CodeFacts, situation: rules.Situation, caller: Caller) -> Batch:
    """The claim first, so that an id used before is noticed before a limit; then what it takes."""
    wallet = ledger.wallet(row.community_id, row.person_id)
    batch = Batch()
    batch.expect(*caller.stamps, *found.vouchers)
    batch.add(
        _INSERT_CLAIM,
        id=row.id,
        community_id=row.community_id,
        organisation_id=row.organisation_id,
        task_id=row.task_id,
        code_id=seal(row.code_id),
        person_id=row.person_id,
        amount=row.amount,
        minutes=row.minutes,
        status=row.status,
        at=clock.millis(row.at),
        day=row.day,
        needs_second=row.needs_second,
    )
    for counter in situation.counters:
        add_count(batch, row.task_id, counter)
    if row.status == BOOKED:
        ledger.add_to(batch, reward(row, found.budget_account, wallet, row.at))
    return batch


def add_count(batch: Batch, task_id: uuid.UUID, counter: rules.Counter) -> None:
    """Take one place of a limit, in the batch that writes what takes it."""
    batch.add(_COUNT, task_id=task_id, scope=counter.scope, cap=counter.cap)


def reward(
    row: Claim, budget_account: uuid.UUID, wallet: uuid.UUID, at: datetime
) -> ledger.Transfer:
    """The transfer that pays a claim; it has the claim's id."""
    return ledger.Transfer(
        id=row.id,
        kind="reward",
        debit_account=budget_account,
        credit_account=wallet,
        amount=row.amount,
        at=at,
        about_kind="task",
        about_id=row.task_id,
    )


def _settle(
    caller: Caller, command: Command, refusal: DomainError | DuplicateRow
) -> schemas.Claim | None:
    """The first result of a repeated command, else the refusal that holds now is raised.

    None when memory was wrong and nothing refuses the claim any more.
    """
    if read_stamps([stamp.scope for stamp in caller.stamps]) != caller.stamps:
        raise StaleFacts
    earlier = _first_result(caller, command)
    if earlier is None and isinstance(refusal, DuplicateRow):
        raise IdConflict from refusal
    if earlier is None:
        facts.forget(command.code)
        _refuse(caller, command)
    return earlier


def _refuse(caller: Caller, command: Command) -> None:
    """Raise the first refusal that holds now; return when none does any more."""
    now = clock.now()
    refuse(facts.code_facts(facts.jws_of(command.code), caller, now), caller, command, now)


def refuse(found: CodeFacts, caller: Caller, command: Command, now: datetime) -> None:
    """Raise the first refusal that holds, counters, budget and ceilings looked at as well."""
    known, _ = situation_of(found, caller, command, now)
    used = queries.used([found.task.id], [counter.scope for counter in known.counters])
    complete = replace(
        known,
        used=used[found.task.id],
        budget=ledger_queries.balance(found.budget_account),
        rooms=ceilings.rooms(found.community, caller.person_id, now),
    )
    rules.decide(complete, now)


def _first_result(caller: Caller, command: Command) -> schemas.Claim | None:
    """What this command did before; None when its id is new, IdConflict for other content."""
    try:
        row = queries.claim(command.id)
    except NotFound:
        return None
    said = None if stays.pays(row.id) else row.minutes
    same = row.person_id == caller.person_id and said == command.minutes
    if not (same and facts.names(command.code, row.code_id)):
        raise IdConflict
    return describe.claim(row)
