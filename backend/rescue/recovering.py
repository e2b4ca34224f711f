"""Recovery in person: begun by a coordinator, agreed to by a second person, finished by a link.

Beginning it stops everything the person has: sessions, phones' keys and cards at once, and nobody
is let in with a passkey or recovery code either. Whoever holds one of those is asked instead
whether this is right, and stops it with it: a member who never asked loses no more than a moment.
"""

import secrets
import uuid
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select

from backend import clock
from backend.codes import text_code
from backend.codes.errors import CodeUnreadable
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.identity import service as identity
from backend.notices import service as notices
from backend.rescue import blocking, cards, helpers, rules
from backend.rescue.errors import (
    NothingToStop,
    RecoveryElsewhere,
    RecoveryEnded,
    RecoveryStoppedBefore,
    RecoveryUnderWay,
    RecoveryWaits,
    SlipUnknown,
)
from backend.rescue.models import Recovery
from backend.rescue.rules import Case, Held
from backend.web.caller import Grant, Place
from backend.web.throttle import limit

_START_RULE = "10 per day"
_SLIP_RULE = "30 per hour"
_VETOES = ("passkey", "recovery_code")


def start(
    recovery_id: uuid.UUID, person_id: uuid.UUID, at: Place, by: uuid.UUID, reason: str
) -> Recovery:
    """Begin to let somebody back in; ``at`` is the coordinator's organisation.

    The same again is the first one. Raises what ``rules.check_first`` does, NotFound (no member
    here), RecoveryElsewhere, RecoveryUnderWay, RecoveryStoppedBefore, IdConflict, Throttled.
    """
    if db.session.get(Recovery, recovery_id) is None:
        limit("recovery_start", str(by), _START_RULE)
    try:
        return _start(recovery_id, person_id, at, by, reason)
    except DuplicateRow:
        raise RecoveryUnderWay from None


@again_on(DuplicateRow)
@unit_of_work
def _start(
    recovery_id: uuid.UUID, person_id: uuid.UUID, at: Place, by: uuid.UUID, reason: str
) -> Recovery:
    earlier = db.session.get(Recovery, recovery_id, populate_existing=True)
    if earlier is not None:
        said = (earlier.person_id, earlier.organisation_id, earlier.started_by, earlier.reason)
        if said != (person_id, at.organisation_id, by, reason):
            raise IdConflict
        return earlier
    now = clock.now()
    rules.check_first(by, person_id, _held(at.community_id, by, None), now)
    trusted = _check_person(person_id, at.community_id)
    identity.lock_person(person_id)
    _check_none_under_way(person_id, by, now)
    community = communities.community(at.community_id)
    opens_at = now + timedelta(hours=settings.recovery_rules(community).wait_hours)
    row = Recovery(
        id=recovery_id,
        community_id=at.community_id,
        organisation_id=at.organisation_id,
        person_id=person_id,
        trusted=trusted,
        reason=reason,
        slip=text_code.new_text_code(),
        started_by=by,
        started_at=now,
        opens_at=opens_at,
        ends_at=opens_at + rules.OPEN_FOR,
    )
    db.session.add(row)
    db.session.flush()
    ended = identity.hold(person_id, row.ends_at)
    stopped = cards.block_all(person_id, by, "recovery")
    blocking.note(
        person_id, how="recovery", ended=ended, cards=stopped, by=by, where=at.community_id
    )
    _tell_beginning(row)
    return row


def find_by_slip(community_id: uuid.UUID, typed: str, by: uuid.UUID) -> Recovery:
    """The recovery that a slip belongs to. Raises SlipUnknown, Throttled."""
    limit("recovery_slip", str(by), _SLIP_RULE)
    try:
        slip = text_code.normalise(typed)
    except CodeUnreadable:
        raise SlipUnknown from None
    row = db.session.scalar(
        select(Recovery).where(Recovery.slip == slip, Recovery.community_id == community_id)
    )
    if row is None or not is_under_way(row, clock.now()):
        raise SlipUnknown
    return row


@unit_of_work
def agree(recovery_id: uuid.UUID, by: uuid.UUID) -> tuple[Recovery, str]:
    """A second person says who stands before them: the recovery with the secret of its link.

    Agreeing again, by the same person, makes a new link and voids the one before. Raises NotFound,
    RecoveryEnded, and what ``rules.check_second`` does.
    """
    row = locked(recovery_id)
    now = clock.now()
    check_agreeing(row, by, now)
    token = secrets.token_urlsafe(helpers.TOKEN_BYTES)
    first_time = row.agreed_by is None
    row.agreed_by, row.agreed_at = by, row.agreed_at or now
    row.link_hash = helpers.hash_of(token)
    row.link_ends_at = min(now + rules.LINK_FOR, row.ends_at)
    db.session.flush()
    if first_time:
        name = identity.person(row.person_id).display_name
        notices.tell([row.started_by], row.community_id, "recovery_agreed", name=name)
    return row, token


def check_agreeing(row: Recovery, by: uuid.UUID, now: datetime) -> None:
    """Raise unless ``by`` may agree now (or did before)."""
    if not is_under_way(row, now):
        raise RecoveryEnded(how=how_ended(row, now))
    held = _held(row.community_id, by, row.started_by)
    friend = helpers.standing(row.person_id, by, row.community_id)
    if friend is not None and friend.accepted_at is not None:
        since = friend.accepted_at
        # Who was named after the thief had the phone is no friend of the member's.
        if since <= row.started_at - timedelta(days=rules.HELD_DAYS):
            held.append(Held(rules.HELPER, since))
    rules.check_second(_case(row), by, held, now)


def check_concerned(row: Recovery, by: uuid.UUID) -> None:
    """Raise unless ``by`` may agree now or once the wait is over (then without saying so)."""
    with suppress(RecoveryWaits):
        check_agreeing(row, by, clock.now())


def community_of(recovery_id: uuid.UUID) -> uuid.UUID:
    """Where a recovery was begun. Raises NotFound."""
    wanted = select(Recovery.community_id).where(Recovery.id == recovery_id)
    found = db.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


@unit_of_work
def stop_at_desk(recovery_id: uuid.UUID, by: uuid.UUID) -> Recovery:
    """A coordinator or issuer of the community ends a recovery; the person can sign in again."""
    row = locked(recovery_id)
    offices = {"coordinator", "issuer"}
    if not any(
        one.role in offices and one.place.community_id == row.community_id
        for one in communities.grants_of(by)
    ):
        raise NotFound
    if is_under_way(row, clock.now()):
        end(row, "desk", by)
    return row


@unit_of_work
def veto(person_id: uuid.UUID, how: str) -> None:
    """The person, who proved it by ``how``, ends what was begun. Raises NothingToStop."""
    row = under_way(person_id)
    if row is None:
        raise NothingToStop
    end(row, how, person_id)


@unit_of_work
def stop_all() -> int:
    """End every recovery that is under way, as if nobody had come for it; says how many."""
    found = db.session.scalars(
        _fresh(select(Recovery)).where(Recovery.ended_at.is_(None)).with_for_update()
    ).all()
    for row in found:
        end(row, "expired", None)
    return len(found)


def end(row: Recovery, how: str, by: uuid.UUID | None) -> None:
    """Let a recovery that is locked come to its end, and the person in again."""
    row.ended_at, row.ended_how, row.ended_by = clock.now(), how, by
    db.session.flush()
    identity.release(row.person_id)
    name = identity.person(row.person_id).display_name
    kind = "recovery_done" if how == "used" else "recovery_stopped"
    told = [row.started_by, *([row.agreed_by] if row.agreed_by else [])]
    notices.tell([*told, *([row.person_id] if how == "used" else [])], row.community_id, kind,
                 name=name)  # fmt: skip


def under_way(person_id: uuid.UUID) -> Recovery | None:
    """The person's recovery that is under way, locked; one that was left too long is ended."""
    row = db.session.scalar(
        _fresh(select(Recovery))
        .where(Recovery.person_id == person_id, Recovery.ended_at.is_(None))
        .with_for_update()
    )
    if row is not None and not is_under_way(row, clock.now()):
        row.ended_at, row.ended_how = row.ends_at, "expired"
        db.session.flush()
        return None
    return row


def locked(recovery_id: uuid.UUID) -> Recovery:
    """A recovery, held until the unit of work ends. Raises NotFound."""
    row = db.session.scalar(
        _fresh(select(Recovery)).where(Recovery.id == recovery_id).with_for_update()
    )
    if row is None:
        raise NotFound
    return row


def is_under_way(row: Recovery, now: datetime) -> bool:
    """Whether it can still be agreed to, stopped or used."""
    return row.ended_at is None and now < row.ends_at


def how_ended(row: Recovery, now: datetime) -> str | None:
    """How it came to its end; None while it is under way."""
    return None if is_under_way(row, now) else row.ended_how or "expired"


def of_community(community_id: uuid.UUID, since: datetime) -> Collection[Recovery]:
    """The recoveries that were begun since an instant, newest first."""
    return db.session.scalars(
        select(Recovery)
        .where(Recovery.community_id == community_id, Recovery.started_at >= since)
        .order_by(Recovery.started_at.desc(), Recovery.id.desc())
    ).all()


def _fresh(wanted: Select[Recovery]) -> Select[Recovery]:
    return wanted.execution_options(populate_existing=True)


def _check_person(person_id: uuid.UUID, community_id: uuid.UUID) -> bool:
    """Whether the person answers for others here. Raises NotFound, RecoveryElsewhere."""
    grants = communities.grants_of(person_id)
    if Grant("member", Place(community_id)) not in grants:
        raise NotFound
    places = {one.place.community_id for one in grants if one.role in rules.TRUSTED}
    if places - {community_id}:
        raise RecoveryElsewhere
    return community_id in places


def _check_none_under_way(person_id: uuid.UUID, by: uuid.UUID, now: datetime) -> None:
    if under_way(person_id) is not None:
        raise RecoveryUnderWay
    stopped = exists().where(
        Recovery.person_id == person_id,
        Recovery.started_by == by,
        Recovery.ended_how.in_(_VETOES),
        Recovery.ended_at > now - rules.STOPPED_FOR,
    )
    if db.session.execute(select(stopped)).scalar_one():
        raise RecoveryStoppedBefore


def _case(row: Recovery) -> Case:
    issuers = communities.holders("issuer", Place(row.community_id))
    others = {one.person_id for one in issuers} - {row.person_id, row.started_by}
    return Case(
        person_id=row.person_id,
        started_by=row.started_by,
        opens_at=row.opens_at,
        trusted=row.trusted,
        other_issuers=bool(others),
    )


def _held(community_id: uuid.UUID, person_id: uuid.UUID, first: uuid.UUID | None) -> list[Held]:
    """The roles that somebody holds in the community, and whether ``first`` is behind them."""
    every = communities.appointments(community_id)
    givers: dict[uuid.UUID, frozenset[uuid.UUID]] = {}
    for one in every:
        if one.by is not None:
            givers[one.person_id] = givers.get(one.person_id, frozenset()) | {one.by}
    return [
        Held(
            one.role,
            one.since,
            first is not None and rules.appointed_through(one.by, first, givers),
        )
        for one in every
        if one.held and one.person_id == person_id
    ]


def _tell_beginning(row: Recovery) -> None:
    """Tell the member, their helpers, and everybody who may be the second."""
    starter = identity.person(row.started_by).display_name
    name = identity.person(row.person_id).display_name
    organisation = communities.organisation(row.organisation_id).name
    notices.tell(
        [row.person_id],
        row.community_id,
        "recovery_started",
        name=starter,
        organisation=organisation,
    )
    for friend in helpers.helpers_of(row.person_id):
        if friend.helper_id and friend.helper_id != row.started_by:
            notices.tell([friend.helper_id], friend.community_id, "recovery_of_friend", name=name)
    offices = rules.AT_ONCE if not row.trusted else rules.TRUSTED
    told = {
        one.person_id
        for one in communities.appointments(row.community_id)
        if one.held and one.role in offices
    }
    notices.tell(
        sorted(told - {row.person_id, row.started_by}), row.community_id, "recovery_waits",
        name=name,
    )  # fmt: skip
