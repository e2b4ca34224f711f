"""What the kinds of task codes are: how long they are good, and how often they count."""

from datetime import datetime, timedelta

from backend.codes.task import TaskCodeKind
from backend.tasks.errors import CodeKindWrong

LIFE = timedelta(days=366)
"""How long a code hangs at least; a task that ends later makes its codes last as long."""

HUNG_UP = frozenset({TaskCodeKind.POSTER, TaskCodeKind.CHECK_IN, TaskCodeKind.CHECK_OUT})
"""Kinds that a coordinator makes one at a time, to hang up; a task lists them."""

CLAIMED = frozenset(
    {TaskCodeKind.POSTER, TaskCodeKind.VOUCHER, TaskCodeKind.LIVE, TaskCodeKind.CHECK_OUT}
)
"""Kinds whose scan can be a claim."""

OF_STAYS = frozenset({TaskCodeKind.CHECK_IN, TaskCodeKind.CHECK_OUT, TaskCodeKind.LIVE})
"""Kinds that a task has which is paid by the time between check-in and check-out."""

CHECKS_IN = frozenset({TaskCodeKind.CHECK_IN, TaskCodeKind.LIVE})
"""Kinds whose scan can begin a stay."""

LIVE_SESSION = timedelta(hours=12)
"""How long a screen may go on signing live codes after it was opened."""

SINGLE_USE = frozenset({TaskCodeKind.VOUCHER})
"""Kinds of which each code pays once, whoever scans first."""


def window(kind: TaskCodeKind, now: datetime, task_ends_at: datetime | None) -> tuple[int, int]:
    """From when until when a code that is made ``now`` is good, Unix seconds."""
    if kind is TaskCodeKind.LIVE:
        return int(now.timestamp()), int((now + LIVE_SESSION).timestamp())
    ends_at = max(now + LIFE, task_ends_at or now)
    return int(now.timestamp()), int(ends_at.timestamp())


def require_fits(kind: TaskCodeKind, *, measured: bool) -> None:
    """Raise CodeKindWrong for a kind that a task paid by measured time, or another, has not."""
    checks = kind in OF_STAYS if measured else kind not in OF_STAYS - {TaskCodeKind.LIVE}
    if not checks:
        raise CodeKindWrong
