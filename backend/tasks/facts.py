"""What deciding a claim needs to know, kept in memory with the stamps that vouch for it."""

import uuid
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from backend.circulation import queries as circulation
from backend.codes import task as codes
from backend.codes.errors import (
    CodeKeyRevoked,
    CodeKeyUnknown,
    CodeUnreadable,
    CodeVersionUnknown,
    CodeWrongCommunity,
)
from backend.codes.keys import load_public_key
from backend.codes.recognise import recognise
from backend.codes.task import TaskCodeKind
from backend.codes.window import check_window
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import FactCache, Stamp, db, read_stamps
from backend.errors import DomainError, NotFound
from backend.identity import queries as identity
from backend.programmes import queries as programmes
from backend.tasks import live, rules
from backend.tasks.errors import CodeIsNote, CodeLiveOnly, CodeUnregistered
from backend.tasks.kinds import HUNG_UP, SINGLE_USE
from backend.tasks.models import Task, TaskCodeRow
from backend.tasks.rules import Counter, Limits, Reward, Window
from backend.tasks.spots import Spot
from backend.web.caller import Caller, Place
from backend.web.sealed import seal

_SIGNED = frozenset({"task_code", "task_link"})


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task as rules and answers need it."""

    id: uuid.UUID
    title: str
    picture: str
    budget_id: uuid.UUID
    reward: Reward
    window: Window
    limits: Limits
    needs_approval: bool
    withdrawn: bool
    measured: bool
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A verified and registered code with its task; ``stamps`` vouch for what may change of both.

    ``not_before`` and ``expires_at`` are Unix seconds; ``budget_account`` pays the reward.
    """

    id: str
    kind: TaskCodeKind
    not_before: int
    expires_at: int
    withdrawn: bool
    task: TaskFacts
    budget_account: uuid.UUID
    community: CommunityFacts
    organisation: OrganisationFacts
    stamps: tuple[Stamp, ...]

    def require_kind(self, served: Collection[TaskCodeKind]) -> None:
        """Raise CodeVersionUnknown unless it is of a kind that the caller serves."""
        if self.kind not in served:
            raise CodeVersionUnknown

    def counters(self, person_id: uuid.UUID, now: datetime) -> tuple[Counter, ...]:
        """What a claim by ``person_id`` uses up: of the code when it pays once, and of the task."""
        of_task = rules.counters(self.task.limits, person_id, self.community.day(now))
        if self.kind in SINGLE_USE:
            return (rules.counter_of_code(seal(self.id)), *of_task)
        if self.kind is TaskCodeKind.LIVE and not self.task.measured:
            return (rules.counter_of_live(self.id, person_id), *of_task)
        return of_task

    @property
    def spot(self) -> Spot | None:
        """Where it has to be scanned: only what hangs somewhere says nothing of who is there."""
        return self.task.spot if self.kind in HUNG_UP else None

    @property
    def vouchers(self) -> tuple[Stamp, ...]:
        """The stamps that a claim has to expect: its rules and its days are the community's.

        Its organisation has to be open still.
        """
        return self.stamps + self.community.stamps + self.organisation.stamps


def jws_of(text: str) -> str:
    """The JWS in what was scanned, or the one that a typed text code names.

    One of a live code, which is only scanned, raises CodeLiveOnly.
    A text code that was never registered raises CodeUnregistered, one of a note CodeIsNote, other
    text CodeUnreadable.
    """
    found = recognise(text)
    if found.kind in _SIGNED:
        return found.value
    if found.kind != "text_code":
        raise CodeUnreadable
    row = db.session.execute(
        select(TaskCodeRow.jws, TaskCodeRow.kind).where(TaskCodeRow.id == found.value)
    ).one_or_none()
    if row and row.kind == TaskCodeKind.LIVE:
        raise CodeLiveOnly
    jws: str | None = row.jws if row else None
    if jws is None:
        raise CodeIsNote if circulation.is_note(found.value) else CodeUnregistered
    return jws


def is_typed(text: str) -> bool:
    """Whether somebody may be guessing: a text code, not a signed one."""
    return recognise(text).kind == "text_code"


def code_facts(jws: str, caller: Caller, now: datetime) -> CodeFacts:
    """The code as remembered; its stamps have to be expected. Raises as ``load`` does."""
    facts = _memory().get(jws, lambda: load(jws, caller, now))
    check_window(facts.not_before, facts.expires_at, now)
    require_member(caller, facts.community.id)
    return facts


def names(text: str, code_id: str) -> bool:
    """Whether what was scanned or typed is the registered code ``code_id``, whatever its state."""
    found = recognise(text)
    if found.kind == "text_code":
        return found.value == code_id
    row = db.session.get(TaskCodeRow, code_id)
    if row is None or found.kind not in _SIGNED:
        return False
    # Of a live code each signature is another text; the session is what was scanned.
    if row.kind == TaskCodeKind.LIVE:
        return codes.read_code_id_unverified(found.value) == code_id
    return found.value == row.jws


def forget(text: str) -> None:
    """Drop what is remembered of a code that was scanned or typed.

    Its organisation and community need no dropping: each load checks them.
    """
    with suppress(DomainError):
        _memory().drop(jws_of(text))


def load(jws: str, caller: Caller, now: datetime) -> CodeFacts:
    """Verify a code and read what belongs to it.

    Raises, in this order, CodeUnreadable, CodeVersionUnknown, CodeKeyUnknown, CodeIsNote,
    CodeKeyRevoked, CodeSignatureBad, CodeExpired, CodeFromFuture, CodeWrongCommunity,
    CodeUnregistered.
    """
    key = identity.device_key(codes.read_header_unverified(jws))
    if key is None:
        raise CodeKeyUnknown
    registered = db.session.execute(
        select(TaskCodeRow.task_id, TaskCodeRow.registered_at).where(TaskCodeRow.jws == jws)
    ).one_or_none()
    if registered is None and circulation.is_signed_note(jws):
        raise CodeIsNote
    # What was printed while the key was good stays good: revoking a lost phone spoils no poster.
    if key.revoked_at and (registered is None or registered.registered_at > key.revoked_at):
        raise CodeKeyRevoked
    code = codes.verify(jws, load_public_key(key.public_key_spki), now=now)
    community = _community(code.community)
    require_member(caller, community.id)
    if code.kind is TaskCodeKind.LIVE:
        session = live.session_of(code, now)
        # A revoked key signs no more, so the phone's owner is watched as well.
        return _load(session.id, (session.task_id, key.person_id), community, code)
    if registered is None:
        raise CodeUnregistered
    return _load(code.code_id, (registered.task_id,), community, code)


def require_member(caller: Caller, community_id: uuid.UUID) -> None:
    """Raise CodeWrongCommunity unless ``caller`` is a member there."""
    if not caller.holds({"member"}, Place(community_id)):
        raise CodeWrongCommunity


def task_facts(row: Task) -> TaskFacts:
    """The facts in a row."""
    return TaskFacts(
        id=row.id,
        title=row.title,
        picture=row.picture,
        budget_id=row.budget_id,
        reward=Reward(row.reward_kind, row.reward_amount, row.max_minutes, row.minute_step),
        window=Window(row.starts_at, row.ends_at),
        limits=Limits(row.per_person, row.per_day, row.total),
        needs_approval=row.needs_approval,
        withdrawn=row.withdrawn_at is not None,
        measured=row.measured,
        spot=_spot(row),
    )


def _spot(row: Task) -> Spot | None:
    if row.spot_latitude is None or row.spot_longitude is None or row.spot_radius is None:
        return None
    return Spot(row.spot_latitude, row.spot_longitude, row.spot_radius)


def _load(
    code_id: str, scopes: Sequence[uuid.UUID], community: CommunityFacts, signed: codes.TaskCode
) -> CodeFacts:
    # The stamps come first: what changes after them is noticed when the claim is written.
    stamps = read_stamps(scopes)
    found = db.session.execute(
        select(TaskCodeRow, Task)
        .join(Task, Task.id == TaskCodeRow.task_id)
        .where(TaskCodeRow.id == code_id)
        .execution_options(populate_existing=True)
    ).one()
    code, task = found
    return CodeFacts(
        id=code.id,
        kind=TaskCodeKind(code.kind),
        not_before=signed.not_before,
        expires_at=signed.expires_at,
        withdrawn=code.withdrawn_at is not None,
        task=task_facts(task),
        budget_account=programmes.budget(task.budget_id).account_id,
        community=community,
        organisation=communities.organisation(task.organisation_id),
        stamps=stamps,
    )


def _community(number: int) -> CommunityFacts:
    try:
        return communities.community_by_number(number)
    except NotFound:
        raise CodeWrongCommunity from None


def _memory() -> FactCache[str, CodeFacts]:
    # Each application has its own, as if it ran on a machine of its own.
    kept: FactCache[str, CodeFacts] | None = current_app.extensions.get("task_codes")
    return kept or current_app.extensions.setdefault("task_codes", FactCache())
