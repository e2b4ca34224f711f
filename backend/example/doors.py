"""The roles that a visitor may step into: as the example's person, or as oneself by a link."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from backend.communities import enrolment
from backend.communities import queries as communities
from backend.communities.errors import LinkExpired, LinkUnknown, LinkUsed
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.example import cast
from backend.example.models import ExampleRole
from backend.example.neighbourhood import Neighbourhood
from backend.identity import queries as people
from backend.web.caller import Place

_ACTORS = {actor.key: actor for actor in (*cast.RESIDENTS, *cast.STAFF)}


@dataclass(frozen=True)
class OpenDoor:
    """A role to step into: who holds it where, and the token of an unused enrolment link."""

    key: str
    display_name: str
    where: str
    token: str


@unit_of_work
def build(here: Neighbourhood) -> None:
    """Write down which roles there are; their links are made when somebody looks."""
    for position, door in enumerate(cast.DOORS):
        actor = _ACTORS[door.actor]
        place = here.place(actor)
        db.session.add(
            ExampleRole(
                key=door.key,
                position=position,
                person_id=here.people[actor.key],
                community_id=place.community_id,
                organisation_id=place.organisation_id,
                role=actor.role,
                token="",
            )
        )


@unit_of_work
def all_doors() -> list[OpenDoor]:
    """Every role, each with a link that works: one that was used or has expired is replaced."""
    rows = db.session.scalars(
        select(ExampleRole).order_by(ExampleRole.position).with_for_update()
    ).all()
    names = people.display_names([row.person_id for row in rows])
    return [_open(row, names[row.person_id]) for row in rows]


def person_behind(key: str) -> uuid.UUID:
    """The example's person who holds the role. Raises NotFound."""
    row = db.session.get(ExampleRole, key)
    if row is None:
        raise NotFound
    return row.person_id


def _open(row: ExampleRole, display_name: str) -> OpenDoor:
    place = Place(row.community_id, row.organisation_id)
    if not _works(row.token):
        row.token = enrolment.invite(row.role, place, by=None).token
    return OpenDoor(row.key, display_name, _where(place), row.token)


def _works(token: str) -> bool:
    try:
        enrolment.look(token)
    except (LinkUnknown, LinkUsed, LinkExpired):
        return False
    return True


def _where(place: Place) -> str:
    if place.organisation_id is None:
        return communities.community(place.community_id).name
    return communities.organisation(place.organisation_id).name
