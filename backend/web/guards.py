"""Guards: every route states who may call it, "anybody" included."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, g
from flask_login import LoginManager

from backend import clock
from backend.errors import Forbidden, FreshLoginRequired, NotFound, Unauthenticated
from backend.web.caller import COMMUNITY_ROLES, ORGANISATION_ROLES, Caller, Place

Touches = Callable[[Mapping[str, Any]], Place]
"""Finds the place that a request touches from its path arguments and ``body``; raises NotFound."""


@dataclass(frozen=True)
class Guard:
    """Who may call a route.

    ``roles`` of which one must be held at the place that ``at`` finds; empty for any signed-in
    person. ``public`` needs nobody. ``fresh`` needs a passkey confirmed minutes ago.
    """

    roles: frozenset[str] = frozenset()
    at: Touches | None = None
    fresh: bool = False
    public: bool = False


PUBLIC = Guard(public=True)
SIGNED_IN = Guard()
FRESH = Guard(fresh=True)


def role(*roles: str, at: Touches, fresh: bool = False) -> Guard:
    """A guard for those who hold one of ``roles`` at the place that the request touches."""
    unknown = set(roles) - COMMUNITY_ROLES - ORGANISATION_ROLES
    if unknown or not roles:
        raise ValueError(f"unknown roles: {sorted(unknown)}")
    return Guard(frozenset(roles), at, fresh)


def check(guard: Guard, touched: Mapping[str, Any], *, vouched: bool) -> Caller | None:
    """Let the request through and say who calls, or raise what is missing.

    With ``vouched`` the caller may come from memory: the route then passes the caller's stamps
    on to the batch that it writes. To strangers a thing of another community does not exist.
    """
    if guard.public:
        return None
    caller = _load(vouched)
    if caller is None:
        raise Unauthenticated
    if guard.at is not None:
        _check_place(caller, guard, guard.at(touched))
    if guard.fresh and not caller.is_fresh(clock.now()):
        raise FreshLoginRequired
    return caller


def _check_place(caller: Caller, guard: Guard, place: Place) -> None:
    if caller.holds(guard.roles, place):
        return
    if any(grant.place.community_id == place.community_id for grant in caller.grants):
        raise Forbidden
    raise NotFound


def _load(vouched: bool) -> Caller | None:
    """Who calls; Flask-Login's ``current_user`` is the same for the rest of the request."""
    manager: _Tokens = current_app.login_manager  # type: ignore[attr-defined]
    caller = manager.load(vouched)
    g._login_user = caller or manager.anonymous_user()
    return caller


class _Tokens(LoginManager):  # type: ignore[misc]
    """Flask-Login with tokens instead of its cookie."""

    def __init__(self, load: Callable[[bool], Caller | None]) -> None:
        super().__init__()
        self.load = load
        self.request_loader(lambda _request: load(False))


def login_manager(load: Callable[[bool], Caller | None]) -> LoginManager:
    """Flask-Login for an application whose requests ``load(vouched)`` reads."""
    return _Tokens(load)
