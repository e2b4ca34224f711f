"""Live codes: shown on a coordinator's screen, signed anew every half minute by that device.

A coordinator's phone opens a session by registering one signature, which itself pays nothing.
From then on every signature by the same key, of the same session, is good while it is young: a
photograph of the screen is worth nothing a minute later.
"""

import uuid
from datetime import datetime

from sqlalchemy import select

from backend.codes.task import TaskCode, TaskCodeKind
from backend.db import db
from backend.identity import queries as identity
from backend.tasks import queries
from backend.tasks.errors import CodeUnregistered
from backend.tasks.models import Claim, TaskCodeRow
from backend.tasks.presence_models import Stay
from backend.tasks.presence_schemas import Scanned, Scans

SECONDS = 30
"""How long one signature lives; honest clocks may differ by as much again (``codes.window``)."""

MOST_SHOWN = 12


def session_of(code: TaskCode, now: datetime) -> TaskCodeRow:
    """The open session that a verified signature belongs to. Raises CodeUnregistered."""
    row = db.session.get(TaskCodeRow, code.code_id, populate_existing=True)
    if (
        row is None
        or row.kind != TaskCodeKind.LIVE
        or row.registered_at is None
        or (row.task_id, row.key_id) != (code.task_id, code.key_id)
        or code.expires_at - code.not_before != SECONDS
        or not row.nbf <= now.timestamp() < row.exp
    ):
        raise CodeUnregistered
    return row


def scans(code_id: str) -> Scans:
    """Who has scanned a coordinator's screen, newest first, and how many. Raises NotFound."""
    row = queries.code(code_id)
    place = queries.place_of(row.task_id)
    since = row.registered_at
    claims = db.session.execute(
        select(Claim.person_id, Claim.at).where(
            Claim.organisation_id == place.organisation_id,
            Claim.at >= since,
            Claim.code_id == code_id,
        )
    ).all()
    there = db.session.execute(
        select(Stay.person_id, Stay.since, Stay.code_id).where(
            Stay.organisation_id == place.organisation_id,
            Stay.until.is_(None),
            Stay.task_id == row.task_id,
        )
    ).all()
    seen: list[tuple[datetime, uuid.UUID, str]] = [
        *((claim.at, claim.person_id, "claim") for claim in claims),
        *((stay.since, stay.person_id, "check_in") for stay in there if stay.code_id == code_id),
    ]
    newest = sorted(seen, reverse=True)[:MOST_SHOWN]
    names = identity.display_names([person_id for _, person_id, _ in newest])
    return Scans(
        scanned=len(seen),
        there=len(there),
        latest=[
            Scanned.model_validate({"name": names.get(person_id, ""), "at": at, "does": does})
            for at, person_id, does in newest
        ],
    )
