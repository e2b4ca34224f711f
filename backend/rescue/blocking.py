"""Blocking at once: whoever proves to be the member, a trusted helper, or a coordinator.

Nothing here lets anybody in. A helper and a coordinator leave the passkeys, so that the member, if
it was a mistake, simply signs in again; a recovery code takes away whatever its owner chooses.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.identity import queries as people
from backend.identity import service as identity
from backend.identity.service import RecoveryCodeRefused
from backend.ids import new_id
from backend.notices import service as notices
from backend.rescue import cards, helpers
from backend.rescue.errors import NothingChosen
from backend.rescue.models import Block, TrustedHelper
from backend.web.caller import Grant, Place
from backend.web.throttle import client_address, limit

_CODE_RULE = "10 per 10 minutes"
_CODE_RULE_OF_ALL = "1000 per hour"
_DESK_RULE = "20 per hour"


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a person could be robbed of: where they are signed in, and their passkeys."""

    sessions: list[people.SessionFacts]
    passkeys: list[people.PasskeyFacts]
    codes_left: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to stop: sessions with their keys, passkeys, and all wallet cards or none."""

    sessions: Collection[uuid.UUID]
    passkeys: Collection[uuid.UUID]
    cards: bool


def look(code: str) -> Belongings:
    """What the owner of a recovery code has; the code stays good. Raises RecoveryCodeRefused."""
    _count_attempt()
    person_id = identity.owner_of_recovery_code(code)
    if person_id is None:
        raise RecoveryCodeRefused
    return Belongings(
        people.sessions_of(person_id),
        people.passkeys_of(person_id),
        people.unused_recovery_codes(person_id),
    )


def by_code(code: str, chosen: Chosen) -> tuple[Block, int]:
    """Use a recovery code up to stop what was chosen; also says how many codes are left.

    Raises RecoveryCodeRefused, NothingChosen. Never called inside a unit of work.
    """
    _count_attempt()
    if not chosen.sessions and not chosen.passkeys and not chosen.cards:
        raise NothingChosen
    return _by_code(code, chosen)


@unit_of_work
def _by_code(code: str, chosen: Chosen) -> tuple[Block, int]:
    person_id = identity.use_recovery_code(code)
    if person_id is None:
        raise RecoveryCodeRefused
    ended = identity.end_sessions(person_id, chosen.sessions)
    forgotten = identity.forget_passkeys(person_id, chosen.passkeys)
    row = note(
        person_id,
        how="recovery_code",
        ended=ended,
        passkeys=forgotten,
        cards=cards.block_all(person_id, None, "recovery_code") if chosen.cards else 0,
    )
    for place in _homes(person_id):
        notices.tell([person_id], place, "devices_blocked", how="recovery_code", name="")
    return row, people.unused_recovery_codes(person_id)


@unit_of_work
def by_helper(helper_row_id: uuid.UUID, helper_id: uuid.UUID) -> Block:
    """A trusted helper stops the member's phones and cards. Raises NotFound for anybody else."""
    row = db.session.get(TrustedHelper, helper_row_id, populate_existing=True)
    if row is None or row.helper_id != helper_id:
        raise NotFound
    if helpers.standing(row.member_id, helper_id, row.community_id) is None:
        raise NotFound
    return _block(row.member_id, row.community_id, helper_id, "helper", "")


def by_coordinator(
    person_id: uuid.UUID, community_id: uuid.UUID, by: uuid.UUID, reason: str
) -> Block:
    """A coordinator stops a member's phones and cards, and says why. Raises NotFound, Throttled."""
    limit("block", str(by), _DESK_RULE)
    return _by_coordinator(person_id, community_id, by, reason)


@unit_of_work
def _by_coordinator(
    person_id: uuid.UUID, community_id: uuid.UUID, by: uuid.UUID, reason: str
) -> Block:
    if Grant("member", Place(community_id)) not in communities.grants_of(person_id):
        raise NotFound
    return _block(person_id, community_id, by, "coordinator", reason)


def _block(
    person_id: uuid.UUID, community_id: uuid.UUID, by: uuid.UUID, how: str, reason: str
) -> Block:
    ended = identity.end_sessions(person_id)
    stopped = cards.block_all(person_id, by, how)
    name = identity.person(by).display_name
    notices.tell([person_id], community_id, "devices_blocked", how=how, name=name)
    return note(
        person_id, how=how, ended=ended, cards=stopped, by=by, where=community_id, reason=reason
    )


def note(
    person_id: uuid.UUID,
    *,
    how: str,
    ended: identity.Ended,
    cards: int,
    passkeys: int = 0,
    by: uuid.UUID | None = None,
    where: uuid.UUID | None = None,
    reason: str = "",
) -> Block:
    """Write down what was stopped."""
    row = Block(
        id=new_id(),
        person_id=person_id,
        community_id=where,
        by_person=by,
        how=how,
        reason=reason,
        at=clock.now(),
        sessions=ended.sessions,
        device_keys=ended.device_keys,
        passkeys=passkeys,
        cards=cards,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _count_attempt() -> None:
    limit("recovery", client_address(), _CODE_RULE)
    limit("recovery", "everybody", _CODE_RULE_OF_ALL)


def _homes(person_id: uuid.UUID) -> list[uuid.UUID]:
    grants = communities.grants_of(person_id)
    return [grant.place.community_id for grant in grants if grant.role == "member"]
