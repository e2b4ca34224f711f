"""Session tokens: JWTs (RFC 7519) with HS256 pinned and a key of their own for each kind.

Access and refresh tokens differ in key, audience and ``typ``, so that neither passes as the other
(RFC 8725 sections 3.8, 3.9, 3.11). Times are checked against the application's clock.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import jwt
from flask import current_app
from jwt.types import Options

from backend import clock
from backend.db import FactCache
from backend.identity import rules
from backend.identity.errors import SessionMissing
from backend.web import secrets
from backend.web.secret_keys import key_named, secret_keys

_ALGORITHM = "HS256"
_CACHE = "identity_access_tokens"
# The application's clock decides about time, after the library has decided about the signature.
_OPTIONS: Options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
# What claims of another shape than ours raise when they are read.
_MALFORMED = (ValueError, TypeError, AttributeError, OverflowError)


@dataclass(frozen=True)
class Kind:
    """One kind of token: its key's purpose, its audience and the claims that it must carry."""

    purpose: str
    audience: str
    typ: str
    required: tuple[str, ...]


ACCESS = Kind("access token", "wijkmunt", "access+jwt", ("sub", "sid", "iat", "exp"))
REFRESH = Kind("refresh token", "wijkmunt-refresh", "refresh+jwt", ("sid", "seq", "iat", "exp"))


@dataclass(frozen=True)
class AccessClaims:
    """What an access token proves; ``authenticated_at`` is when a passkey was last confirmed."""

    person_id: uuid.UUID
    session_id: uuid.UUID
    authenticated_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True)
class RefreshClaims:
    """What a refresh token proves: it is the ``sequence``-th of its session."""

    session_id: uuid.UUID
    sequence: int


@dataclass(frozen=True)
class Tokens:
    """What a session hands to its browser; ``refresh`` is None when only the access changes."""

    session_id: uuid.UUID
    ends_at: datetime
    authenticated_at: datetime | None
    access: str = field(repr=False)
    refresh: str | None = field(repr=False)


def make_access(
    person_id: uuid.UUID,
    session_id: uuid.UUID,
    authenticated_at: datetime | None,
    *,
    now: datetime,
    ends_at: datetime,
) -> str:
    """An access token for ten minutes, never beyond the session's end."""
    claims: dict[str, Any] = {"sub": str(person_id), "sid": str(session_id)}
    if authenticated_at is not None:
        claims["auth_time"] = _seconds(authenticated_at)
    return _make(ACCESS, claims, now, min(now + rules.ACCESS_FOR, ends_at))


def make_refresh(session_id: uuid.UUID, sequence: int, *, now: datetime, ends_at: datetime) -> str:
    """The refresh token numbered ``sequence``; the same arguments make the same token."""
    return _make(REFRESH, {"sid": str(session_id), "seq": sequence}, now, ends_at)


def read_access_token(token: str, *, even_expired: bool = False) -> AccessClaims:
    """What ``token`` proves; verified once per process, then remembered until it expires.

    Raises SessionMissing for anything that is not an access token of ours, and for one past its
    time unless ``even_expired``. Whether the session was revoked is not asked here.
    """
    claims = _remembered().get(token, lambda: _read_access(token))
    if not even_expired and clock.now() >= claims.expires_at:
        _remembered().drop(token)
        raise SessionMissing
    return claims


def read_refresh_token(token: str) -> RefreshClaims:
    """What the refresh token proves. Raises SessionMissing when it is none of ours or too old."""
    claims = _read(REFRESH, token)
    try:
        expires_at = _instant(claims["exp"])
        proven = RefreshClaims(uuid.UUID(claims["sid"]), int(claims["seq"]))
    except _MALFORMED:
        raise SessionMissing from None
    if clock.now() >= expires_at:
        raise SessionMissing
    return proven


def _read_access(token: str) -> AccessClaims:
    claims = _read(ACCESS, token)
    confirmed = claims.get("auth_time")
    try:
        return AccessClaims(
            person_id=uuid.UUID(claims["sub"]),
            session_id=uuid.UUID(claims["sid"]),
            authenticated_at=None if confirmed is None else _instant(confirmed),
            expires_at=_instant(claims["exp"]),
        )
    except _MALFORMED:
        raise SessionMissing from None


def _make(kind: Kind, claims: dict[str, Any], now: datetime, expires_at: datetime) -> str:
    newest = secret_keys(kind.purpose)[0]
    common = {"iss": _issuer(), "aud": kind.audience}
    times = {"iat": _seconds(now), "exp": _seconds(expires_at)}
    headers = {"kid": newest.id, "typ": kind.typ}
    return jwt.encode({**common, **claims, **times}, newest.key, _ALGORITHM, headers)


def _read(kind: Kind, token: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        key = key_named(kind.purpose, header.get("kid", ""))
        if key is None or header.get("typ") != kind.typ:
            raise SessionMissing
        return jwt.decode(
            token,
            key.key,
            algorithms=[_ALGORITHM],
            audience=kind.audience,
            issuer=_issuer(),
            options={**_OPTIONS, "require": [*kind.required, "iss", "aud"]},
        )
    except jwt.InvalidTokenError:
        raise SessionMissing from None


def _remembered() -> FactCache[str, AccessClaims]:
    # A secret that was taken away makes the cache forget what it had verified.
    secrets.of_app().current()
    cache: FactCache[str, AccessClaims] | None = current_app.extensions.get(_CACHE)
    return cache or current_app.extensions.setdefault(_CACHE, FactCache())


def _issuer() -> str:
    return str(current_app.config["WIJKMUNT"].origin)


def _seconds(instant: datetime) -> int:
    return clock.millis(instant) // 1000


def _instant(seconds: int) -> datetime:
    return clock.from_millis(seconds * 1000)
