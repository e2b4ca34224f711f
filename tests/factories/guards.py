"""Stays and findings for tests. Every function needs an app context."""

import uuid

from backend import clock
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.ids import new_id
from backend.tasks.presence_models import Stay
from backend.watch.models import Finding


def watched(
    community: CommunityFacts, organisation_id: uuid.UUID, task_id: uuid.UUID, person_id: uuid.UUID
) -> dict[str, object]:
    """Somebody who is checked in, and something unusual: their ids by name."""
    now = clock.now()
    stay = Stay(
        id=new_id(),
        community_id=community.id,
        organisation_id=organisation_id,
        task_id=task_id,
        person_id=person_id,
        code_id="K7QM42XD",
        since=now,
    )
    finding = Finding(
        id=new_id(),
        community_id=community.id,
        pattern="one_phone",
        subject="proef",
        facts={
            "numbers": {"people": 5, "claims": 6},
            "people": [],
            "organisations": [],
            "task": None,
        },
        first_at=now,
        last_at=now,
        found_at=now,
    )
    db.session.add_all([stay, finding])
    db.session.commit()
    return {"stay_id": stay.id, "finding_id": finding.id}
