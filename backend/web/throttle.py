"""Limits on attempts, counted in our own database: every worker and machine counts together.

A window opens at the first attempt and closes after the rule's time. Who is counted is stored as a
keyed hash only, so that the table tells nobody's address.
"""

import functools
import hashlib
import hmac
import math
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import NoReturn

from flask import request
from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import delete, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from backend import clock
from backend.db import Model, db, unit_of_work
from backend.errors import Throttled
from backend.web.secret_keys import newest_key

_PURPOSE = "throttle subject"
_IPV6_PREFIX = 64
_SWEPT_AT_ONCE = 20
_COUNT = text("""
    INSERT INTO throttle_windows (key, count, ends_at) VALUES (:key, :amount, :ends_at)
    ON CONFLICT (key) DO UPDATE SET
      count = excluded.count
        + CASE WHEN throttle_windows.ends_at <= :now THEN 0 ELSE throttle_windows.count END,
      ends_at = CASE WHEN throttle_windows.ends_at <= :now
        THEN excluded.ends_at ELSE throttle_windows.ends_at END
    RETURNING count""")


class ThrottleWindow(Model):
    """How often something was attempted until ``ends_at``."""

    __tablename__ = "throttle_windows"
    key: Mapped[bytes] = mapped_column(primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


def limit(name: str, subject: str, rule: str = "10 per 10 minutes") -> None:
    """Count one attempt at ``name`` by ``subject`` (an address, an id; "everybody" for all).

    Raises Throttled with ``retry_after`` in seconds. Counts in a transaction of its own, so that a
    failed attempt counts too: never called inside a unit of work.
    """
    if db.session.info.get("in_unit_of_work"):
        raise AssertionError("an attempt is counted in a transaction of its own")
    item = _rule(rule)
    # Looking first keeps a flood of refused attempts from writing.
    if _limiter.test(item, name, subject) and _limiter.hit(item, name, subject):
        return
    _refuse(item, name, subject)


def require_room(name: str, subject: str, rule: str) -> None:
    """Count nothing, and raise Throttled when ``limit`` would: for attempts that count if wrong."""
    item = _rule(rule)
    if not _limiter.test(item, name, subject):
        _refuse(item, name, subject)


def _refuse(item: RateLimitItem, name: str, subject: str) -> NoReturn:
    ends_at = _limiter.get_window_stats(item, name, subject).reset_time
    seconds = ends_at - clock.now().timestamp()
    raise Throttled(retry_after=max(1, math.ceil(seconds)))


def client_address() -> str:
    """Whom to count for this request: its address, of IPv6 the network of one subscriber.

    The address is the peer's own, or what a trusted proxy said (the WSGI layer decides that).
    """
    given = request.remote_addr or ""
    try:
        address = ip_address(given)
    except ValueError:
        return given
    if not isinstance(address, IPv6Address):
        return given
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, _IPV6_PREFIX), strict=False))


class _DatabaseStorage(Storage):
    """Counters of the ``limits`` library as rows of ``throttle_windows``."""

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return _count(_hashed(key), timedelta(seconds=expiry), amount)

    def get(self, key: str) -> int:
        window = _window(key)
        return window.count if window else 0

    def get_expiry(self, key: str) -> float:
        window = _window(key)
        return (window.ends_at if window else clock.now()).timestamp()

    def check(self) -> bool:
        return bool(db.session.execute(select(1)).scalar_one())

    @unit_of_work
    def reset(self) -> int:
        """Forget every attempt of everybody."""
        forgotten = db.session.execute(delete(ThrottleWindow).returning(ThrottleWindow.key))
        return len(forgotten.all())

    @unit_of_work
    def clear(self, key: str) -> None:
        """Forget the attempts under one key."""
        db.session.execute(delete(ThrottleWindow).where(ThrottleWindow.key == _hashed(key)))


@unit_of_work
def _count(key: bytes, length: timedelta, amount: int) -> int:
    now = clock.now()
    times = {"now": clock.millis(now), "ends_at": clock.millis(now + length)}
    count: int = db.session.execute(_COUNT, {"key": key, "amount": amount, **times}).scalar_one()
    if count == amount:
        _sweep(now)
    return count


def _sweep(now: datetime) -> None:
    """Remove some windows that are over, skipping what another worker is busy with."""
    over = (
        select(ThrottleWindow.key)
        .where(ThrottleWindow.ends_at <= now)
        .limit(_SWEPT_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    db.session.execute(
        delete(ThrottleWindow).where(ThrottleWindow.key.in_(over)),
        execution_options={"synchronize_session": False},
    )


def _window(key: str) -> ThrottleWindow | None:
    return db.session.scalars(
        select(ThrottleWindow).where(
            ThrottleWindow.key == _hashed(key), ThrottleWindow.ends_at > clock.now()
        ),
        execution_options={"populate_existing": True},
    ).one_or_none()


def _hashed(key: str) -> bytes:
    return hmac.digest(newest_key(_PURPOSE), key.encode(), hashlib.sha256)


@functools.cache
def _rule(rule: str) -> RateLimitItem:
    return parse(rule)


_limiter = FixedWindowRateLimiter(_DatabaseStorage())
