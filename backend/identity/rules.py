"""Decisions about sessions and keys; ``now`` is an argument."""

from datetime import datetime, timedelta
from enum import Enum

ACCESS_FOR = timedelta(minutes=10)
SESSION_FOR = timedelta(days=30)
CHALLENGE_FOR = timedelta(minutes=5)
REPEAT_FOR = timedelta(seconds=60)
RECOVERED_FOR = timedelta(minutes=15)

MOST_DEVICE_KEYS = 20
MOST_PASSKEYS = 20


class Refresh(Enum):
    """What to do with a refresh token that is authentic."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    REUSED = "reused"


def judge_refresh(presented: int, newest: int, rotated_at: datetime, now: datetime) -> Refresh:
    """Whether the refresh token numbered ``presented`` is the newest, its predecessor, or older.

    The predecessor is answered with the same successor for ``REPEAT_FOR`` after the rotation, as
    long as that successor is unused: the answer was lost, or two tabs asked at once. Anything
    older or later can only be a copy (RFC 9700 section 4.14.2).
    """
    if presented == newest:
        return Refresh.ROTATE
    if presented == newest - 1 and now - rotated_at <= REPEAT_FOR:
        return Refresh.REPEAT
    return Refresh.REUSED


def is_live(revoked_at: datetime | None, ends_at: datetime, now: datetime) -> bool:
    """Whether a session was neither revoked nor left alone until its end."""
    return revoked_at is None and now < ends_at


def may_add_passkey(is_fresh: bool, recovered_at: datetime | None, now: datetime) -> bool:
    """A fresh login may, and so may who just used a recovery code: there is no passkey to confirm.

    A recovered session is fresh for nothing else.
    """
    return is_fresh or (recovered_at is not None and now - recovered_at <= RECOVERED_FOR)


def may_remove_passkey(passkeys: int, unused_recovery_codes: int) -> bool:
    """Whether a way back in remains when one of ``passkeys`` goes."""
    return passkeys > 1 or unused_recovery_codes > 0
