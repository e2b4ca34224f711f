"""Sessions: opened by a passkey or a recovery code, kept by rotating refresh tokens, ended at once.

A session and the device keys that came with it end together: whoever is signed out elsewhere can
neither call nor pay from there.
"""

import uuid
from datetime import datetime

from sqlalchemy import select, update

from backend import clock, ids
from backend.db import db, unit_of_work
from backend.errors import DomainError, NotFound
from backend.identity import rules, tokens
from backend.identity.errors import AccountHeld, RefreshReused, SessionMissing, SessionRevoked
from backend.identity.models import AccountHold, DeviceKey, Session
from backend.identity.tokens import Tokens

_IN_DATABASE = {"synchronize_session": False}


@unit_of_work
def open_session(
    person_id: uuid.UUID,
    device_name: str,
    authenticated_at: datetime | None,
    *,
    recovered_at: datetime | None = None,
) -> Tokens:
    """A new session with its first tokens.

    ``authenticated_at`` is when a passkey was confirmed, None when none was; ``recovered_at`` when
    a recovery code stood in for one, which permits adding a passkey and nothing else. Raises
    AccountHeld while the person's account is being recovered.
    """
    now = clock.now()
    _require_no_hold(person_id, now)
    session = Session(
        id=ids.new_id(),
        person_id=person_id,
        device_name=device_name,
        sequence=1,
        created_at=now,
        rotated_at=now,
        last_used_at=now,
        ends_at=now + rules.SESSION_FOR,
        authenticated_at=authenticated_at,
        recovered_at=recovered_at,
    )
    db.session.add(session)
    db.session.flush()
    return _tokens(session, now)


def refresh(token: str) -> Tokens:
    """The tokens that follow the refresh token ``token``.

    Raises SessionMissing (not ours, too old), SessionRevoked, or RefreshReused after having ended
    the session.
    """
    claims = tokens.read_refresh_token(token)
    result = _rotate(claims.session_id, claims.sequence)
    if isinstance(result, DomainError):
        raise result
    return result


@unit_of_work
def confirm(session_id: uuid.UUID) -> Tokens:
    """Note that a passkey was confirmed now; the tokens hold a new access token only.

    Raises SessionRevoked.
    """
    now = clock.now()
    session = db.session.get(Session, session_id)
    if session is None or not rules.is_live(session.revoked_at, session.ends_at, now):
        raise SessionRevoked
    session.authenticated_at = now
    return _tokens(session, now, only_access=True)


@unit_of_work
def revoke_own(person_id: uuid.UUID, session_id: uuid.UUID) -> None:
    """End one of the person's sessions and its device keys. Raises NotFound for any other."""
    owner = db.session.execute(
        select(Session.person_id).where(Session.id == session_id)
    ).scalar_one_or_none()
    if owner != person_id:
        raise NotFound
    revoke(session_id)


@unit_of_work
def revoke(session_id: uuid.UUID) -> None:
    """End a session and the device keys that came with it; nothing happens when it has ended."""
    now = clock.now()
    for table, mine in ((Session, Session.id), (DeviceKey, DeviceKey.session_id)):
        db.session.execute(
            update(table)
            .where(mine == session_id, table.revoked_at.is_(None))
            .values(revoked_at=now),
            execution_options=_IN_DATABASE,
        )


def session_is_good(session_id: uuid.UUID) -> bool:
    """Whether the session exists, was not revoked, and has not come to its end."""
    row = db.session.execute(
        select(Session.revoked_at, Session.ends_at).where(Session.id == session_id)
    ).one_or_none()
    return row is not None and rules.is_live(row.revoked_at, row.ends_at, clock.now())


@unit_of_work
def _rotate(session_id: uuid.UUID, presented: int) -> Tokens | DomainError:
    """Decide about one refresh; a refusal is returned, so that what it ends is committed.

    The conditional update lets exactly one of several callers rotate; the others then see the new
    number. Both databases decide it without a lock of our own.
    """
    now = clock.now()
    rotated = _advance(session_id, presented, now)
    session = db.session.get(Session, session_id, populate_existing=True)
    if session is None:
        return SessionMissing()
    if rotated:
        return _tokens(session, now)
    if session.revoked_at is not None:
        return SessionRevoked()
    if now >= session.ends_at:
        return SessionMissing()
    judged = rules.judge_refresh(presented, session.sequence, session.rotated_at, now)
    if judged is rules.Refresh.REPEAT:
        return _tokens(session, now)
    revoke(session_id)
    return RefreshReused()


def _advance(session_id: uuid.UUID, presented: int, now: datetime) -> bool:
    newer = {
        "sequence": presented + 1,
        "rotated_at": now,
        "last_used_at": now,
        "ends_at": now + rules.SESSION_FOR,
    }
    advanced = db.session.execute(
        update(Session)
        .where(
            Session.id == session_id,
            Session.sequence == presented,
            Session.revoked_at.is_(None),
            Session.ends_at > now,
        )
        .values(newer)
        .returning(Session.id),
        execution_options=_IN_DATABASE,
    ).one_or_none()
    if advanced is None:
        return False
    db.session.execute(
        update(DeviceKey).where(DeviceKey.session_id == session_id).values(last_used_at=now),
        execution_options=_IN_DATABASE,
    )
    return True


def _require_no_hold(person_id: uuid.UUID, now: datetime) -> None:
    held = select(AccountHold.until).where(AccountHold.person_id == person_id)
    until = db.session.execute(held).scalar_one_or_none()
    if until is not None and now < until:
        raise AccountHeld


def _tokens(session: Session, now: datetime, *, only_access: bool = False) -> Tokens:
    """The refresh token depends on the row alone: asked twice, it is the same token."""
    access = tokens.make_access(
        session.person_id,
        session.id,
        session.authenticated_at,
        now=now,
        ends_at=session.ends_at,
    )
    newest = tokens.make_refresh(
        session.id, session.sequence, now=session.rotated_at, ends_at=session.ends_at
    )
    return Tokens(
        session_id=session.id,
        ends_at=session.ends_at,
        authenticated_at=session.authenticated_at,
        access=access,
        refresh=None if only_access else newest,
    )
