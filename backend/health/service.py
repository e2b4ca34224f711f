"""What is done regularly is noted, so that somebody notices when it stops."""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from backend import clock
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import Unavailable
from backend.health.models import UpkeepRun

LONGEST_PAUSE = timedelta(days=35)
"""After a longer pause ``tick`` wants to hear that the clock is right: it would do all that."""

SLACK = timedelta(minutes=5)
"""So far two machines' clocks may differ before one of them is called wrong."""


@dataclass(frozen=True, slots=True)
class Run:
    """When work of this name ended last, and whether it went well."""

    name: str
    finished_at: datetime
    went_well: bool


def note(name: str, *, went_well: bool) -> None:
    """Note that ``name`` ended now. A database that cannot be written to does not stop anybody."""
    with contextlib.suppress(Unavailable):
        _note(name, went_well)


def runs() -> list[Run]:
    """The last run of everything that ever ran."""
    rows = db.session.execute(
        select(UpkeepRun.name, UpkeepRun.finished_at, UpkeepRun.went_well).order_by(UpkeepRun.name)
    )
    return [Run(*row) for row in rows]


def pause_before(name: str) -> timedelta | None:
    """How long ago ``name`` ended, negative when the clock stands before that; None for never."""
    found = [run for run in runs() if run.name == name]
    return clock.now() - found[0].finished_at if found else None


@again_on(DuplicateRow)
@unit_of_work
def _note(name: str, went_well: bool) -> None:
    run = db.session.get(UpkeepRun, name, populate_existing=True)
    if run is None:
        run = UpkeepRun(name=name)
        db.session.add(run)
    run.finished_at, run.went_well = clock.now(), went_well
    db.session.flush()
