"""What the kinds of task codes are: how long they are good, and how often they count."""

from datetime import datetime, timedelta

from backend.codes.task import TaskCodeKind

LIFE = timedelta(days=366)
"""How long a code hangs at least; a task that ends later makes its codes last as long."""

HUNG_UP = frozenset({TaskCodeKind.POSTER, TaskCodeKind.CHECK_IN, TaskCodeKind.CHECK_OUT})
"""Kinds that a coordinator makes one at a time, to hang up; a task lists them."""

CLAIMED = frozenset({TaskCodeKind.POSTER, TaskCodeKind.VOUCHER})
"""Kinds whose scan is a claim by itself."""

SINGLE_USE = frozenset({TaskCodeKind.VOUCHER})
"""Kinds of which each code pays once, whoever scans first."""


def window(kind: TaskCodeKind, now: datetime, task_ends_at: datetime | None) -> tuple[int, int]:
    """From when until when a code that is made ``now`` is good, Unix seconds."""
    ends_at = max(now + LIFE, task_ends_at or now)
    return int(now.timestamp()), int(ends_at.timestamp())
