"""Use cases: who holds which role where. Whoever granted or ended it is written down."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from backend import clock
from backend.communities import queries, rules
from backend.communities.dated_rules import spending_rules
from backend.communities.errors import LastOwner
from backend.communities.models import Membership, Organisation
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.ids import new_id
from backend.web.caller import Place


@unit_of_work
def grant(person_id: uuid.UUID, role: str, place: Place, by: uuid.UUID | None) -> None:
    """Give a role, and membership of the community with it; a role that is held stays as it is.

    ``by`` is None for the command line. Raises NotFound for a place that does not exist, and
    RoleNotHere when the role cannot be held there.
    """
    check_place(role, place)
    _hold(person_id, role, place, by)
    _hold(person_id, "member", Place(place.community_id), by)


@unit_of_work
def revoke(person_id: uuid.UUID, role: str, place: Place, by: uuid.UUID | None) -> None:
    """Take a role away; every worker obeys from the commit on.

    Raises NotFound when it is not held, LastOwner for a shop's only owner.
    """
    if role == "shop_owner":
        _keep_an_owner(place)
    held = _held(person_id, role, place)
    if held is None:
        raise NotFound
    if role == "shop_owner" and _owners(place) == 1:
        raise LastOwner
    held.until = clock.now()
    held.ended_by = by


def check_place(role: str, place: Place) -> None:
    """Raise NotFound for a place that does not exist, RoleNotHere for a role it does not have."""
    community = queries.community(place.community_id)
    counters = {"shop", *spending_rules(community).organisations}
    rules.check_role_at(role, _kind_at(place), counters)


def _kind_at(place: Place) -> str | None:
    if place.organisation_id is None:
        return None
    organisation = queries.organisation(place.organisation_id)
    if organisation.community_id != place.community_id:
        raise NotFound
    return organisation.kind


def _hold(person_id: uuid.UUID, role: str, place: Place, by: uuid.UUID | None) -> None:
    """Write the role down unless it is held; two that do so at once write it once."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    if _held(person_id, role, place) is None:
        db.session.execute(
            insert(Membership)
            .values(
                id=new_id(),
                person_id=person_id,
                community_id=place.community_id,
                organisation_id=place.organisation_id,
                role=role,
                since=clock.now(),
                granted_by=by,
            )
            .on_conflict_do_nothing()
        )


def _held(person_id: uuid.UUID, role: str, place: Place) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(
            Membership.person_id == person_id,
            Membership.role == role,
            Membership.community_id == place.community_id,
            Membership.organisation_id == place.organisation_id
            if place.organisation_id
            else Membership.organisation_id.is_(None),
            Membership.until.is_(None),
        )
    )


def _keep_an_owner(place: Place) -> None:
    """Let only one at a time take ownership away, so that two owners cannot remove each other."""
    db.session.execute(
        select(Organisation.id).where(Organisation.id == place.organisation_id).with_for_update()
    )


def _owners(place: Place) -> int:
    count = db.session.scalar(
        select(func.count())
        .select_from(Membership)
        .where(
            Membership.organisation_id == place.organisation_id,
            Membership.role == "shop_owner",
            Membership.until.is_(None),
        )
    )
    return count or 0
