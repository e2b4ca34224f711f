"""Who is calling: the session's token, and what that person may do where.

Whether the session is good and which roles are held is kept in memory by session, together with
the stamp of the person's scope. A request is checked against that stamp with one look-up; a hot
path is ``vouched`` for by the batch that it writes, which expects the same stamp.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, request

from backend.communities.queries import grants_of
from backend.db import FactCache, Stamp, read_stamps
from backend.identity import service as identity
from backend.identity.errors import SessionRevoked
from backend.web.caller import Caller, Grant


@dataclass(frozen=True, slots=True)
class _Standing:
    session_is_good: bool
    grants: tuple[Grant, ...]
    stamps: tuple[Stamp, ...]


def load_caller(vouched: bool) -> Caller | None:
    """Who sent the request at hand, or None without an access token.

    With ``vouched`` the answer may come from memory. Raises SessionMissing for a token that is
    not good, SessionRevoked when the session was ended.
    """
    token = identity.access_token_of(request)
    if not token:
        return None
    claims = identity.read_access_token(token)
    return caller_of(claims.person_id, claims.session_id, claims.authenticated_at, vouched=vouched)


def remembered_caller(cookies: str) -> Caller | None:
    """The caller of a request with this Cookie header, from memory; raises as ``load_caller``."""
    token = identity.access_token_in(cookies)
    if not token:
        return None
    claims = identity.read_access_token(token)
    return caller_of(claims.person_id, claims.session_id, claims.authenticated_at, vouched=True)


def caller_of(
    person_id: uuid.UUID,
    session_id: uuid.UUID,
    authenticated_at: datetime | None,
    *,
    vouched: bool = False,
) -> Caller:
    """The person of a session with the present roles. Raises SessionRevoked."""
    standing = _standing(session_id, person_id, vouched)
    if not standing.session_is_good:
        raise SessionRevoked
    return Caller(
        person_id=person_id,
        session_id=session_id,
        authenticated_at=authenticated_at,
        grants=standing.grants,
        stamps=standing.stamps,
    )


def forget(session_id: uuid.UUID) -> None:
    """Drop what is kept of a session, after ``StaleFacts``."""
    _memory().drop(session_id)


def _standing(session_id: uuid.UUID, person_id: uuid.UUID, vouched: bool) -> _Standing:
    kept = _memory()
    standing = kept.get(session_id, lambda: _load(session_id, person_id))
    if vouched or read_stamps([person_id]) == standing.stamps:
        return standing
    kept.drop(session_id)
    return kept.get(session_id, lambda: _load(session_id, person_id))


def _load(session_id: uuid.UUID, person_id: uuid.UUID) -> _Standing:
    stamps = read_stamps([person_id])
    return _Standing(identity.session_is_good(session_id), grants_of(person_id), stamps)


def _memory() -> FactCache[uuid.UUID, _Standing]:
    kept: FactCache[uuid.UUID, _Standing] | None = current_app.extensions.get("callers")
    return kept or current_app.extensions.setdefault("callers", FactCache())
