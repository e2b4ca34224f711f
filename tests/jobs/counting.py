"""A job that is easy to count: it tells one person the numbers from 1 to ``NUMBERS``.

As a program (``python -m tests.jobs.counting DATABASE COMMUNITY PERSON DAY``) it does what is due
in a process of its own, that tests run twice at once, and kill.
"""

import sys
import time
import uuid
from collections import Counter
from datetime import date

from sqlalchemy import select

from backend import db
from backend.app import create_app
from backend.communities import queries
from backend.jobs.job import Due, Job, Step
from backend.jobs.service import run_due
from backend.notices.models import Notice
from backend.notices.service import tell
from tests.conftest import config_for

NUMBERS, IN_A_BATCH = 60, 4
PAUSE_SECONDS = 0.02


def counting(person_id: uuid.UUID, pause: float = 0, *, period: str = "month") -> Job:
    """The job for one person; ``pause`` (seconds) is in the middle of each batch."""

    def batch(due: Due, cursor: str | None) -> Step:
        done = int(cursor or 0)
        for number in range(done + 1, done + IN_A_BATCH + 1):
            if number == done + IN_A_BATCH // 2:
                time.sleep(pause)
            tell([person_id], due.community_id, "counted", number=number, day=str(due.day))
        done += IN_A_BATCH
        return Step(None if done == NUMBERS else str(done), IN_A_BATCH, NUMBERS)

    return Job("test.count", period, batch)  # type: ignore[arg-type]


def counted(person_id: uuid.UUID) -> Counter[tuple[str, int]]:
    """How often the person was told each number of each period."""
    db.db.session.rollback()
    rows = db.db.session.scalars(select(Notice).where(Notice.person_id == person_id))
    return Counter((str(row.params["day"]), int(str(row.params["number"]))) for row in rows)


def main(database: str, community_id: str, person_id: str, day: str) -> None:
    app = create_app(config_for(database))
    with app.app_context():
        facts = queries.community(uuid.UUID(community_id))
        print("begun", flush=True)
        job = counting(uuid.UUID(person_id), PAUSE_SECONDS)
        run_due([facts], [job], date.fromisoformat(day), strict=True)
    db.dispose(app)


if __name__ == "__main__":
    main(*sys.argv[1:])
