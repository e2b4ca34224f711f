"""The association that a member chose: others learn how many chose it, and never who."""

import uuid

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from backend import clock
from backend.circulation.errors import NoAssociation
from backend.circulation.models import ChosenAssociation
from backend.communities import queries as communities
from backend.communities.queries import OrganisationFacts
from backend.db import db, unit_of_work
from backend.errors import NotFound


@unit_of_work
def choose(
    community_id: uuid.UUID, person_id: uuid.UUID, organisation_id: uuid.UUID | None
) -> None:
    """Let gifts go to this association from now on, or (None) to none.

    Raises NoAssociation unless it is an open association of the community.
    """
    if organisation_id is None:
        db.session.execute(
            delete(ChosenAssociation).where(
                ChosenAssociation.person_id == person_id,
                ChosenAssociation.community_id == community_id,
            )
        )
        return
    require(community_id, organisation_id)
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    chosen = {"organisation_id": organisation_id, "chosen_at": clock.now()}
    db.session.execute(
        insert(ChosenAssociation)
        .values(person_id=person_id, community_id=community_id, **chosen)
        .on_conflict_do_update(index_elements=["person_id", "community_id"], set_=chosen)
    )


def chosen_by(community_id: uuid.UUID, person_id: uuid.UUID) -> uuid.UUID | None:
    """The association that this member chose."""
    row = db.session.get(ChosenAssociation, (person_id, community_id), populate_existing=True)
    return row.organisation_id if row else None


def sponsors(community_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many members chose each association."""
    rows = db.session.execute(
        select(ChosenAssociation.organisation_id, func.count())
        .where(ChosenAssociation.community_id == community_id)
        .group_by(ChosenAssociation.organisation_id)
    )
    return {row[0]: row[1] for row in rows}


def sponsors_of(organisation_id: uuid.UUID) -> int:
    """How many members chose this association."""
    counted = (
        select(func.count())
        .select_from(ChosenAssociation)
        .where(ChosenAssociation.organisation_id == organisation_id)
    )
    return db.session.execute(counted).scalar_one()


def require(community_id: uuid.UUID, organisation_id: uuid.UUID) -> OrganisationFacts:
    """The association. Raises NoAssociation unless it is an open one of the community."""
    try:
        found = communities.organisation(organisation_id)
    except NotFound:
        raise NoAssociation from None
    if found.community_id != community_id or found.kind != "association" or not found.is_open:
        raise NoAssociation
    return found
