"""Who is calling, and where that person holds which role."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from backend.db import Stamp

FRESH_FOR = timedelta(minutes=5)
COMMUNITY_ROLES = frozenset({"member", "treasurer", "issuer"})
ORGANISATION_ROLES = frozenset({"shop_owner", "shop_staff", "coordinator"})


class Place(NamedTuple):
    """What a request touches: a community and, unless it concerns all of it, an organisation."""

    community_id: uuid.UUID
    organisation_id: uuid.UUID | None = None


class Grant(NamedTuple):
    """A role that a person holds at a place."""

    role: str
    place: Place


@dataclass(frozen=True)
class Caller:
    """A signed-in person, as Flask-Login's ``current_user``.

    ``authenticated_at`` is when a passkey was last confirmed in this session; ``stamps`` vouch
    for ``grants`` and for the session's being good.
    """

    person_id: uuid.UUID
    session_id: uuid.UUID
    authenticated_at: datetime | None
    grants: tuple[Grant, ...]
    stamps: tuple[Stamp, ...]

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What Flask-Login calls this person."""
        return str(self.person_id)

    def holds(self, roles: Collection[str], place: Place) -> bool:
        """Whether the person holds one of ``roles`` at ``place``.

        Roles of a community are looked for in its community, all others in its organisation.
        """
        return any(grant.role in roles and _covers(grant, place) for grant in self.grants)

    def is_fresh(self, now: datetime) -> bool:
        """Whether a passkey was confirmed within ``FRESH_FOR``."""
        at = self.authenticated_at
        return at is not None and now - at <= FRESH_FOR


def _covers(grant: Grant, place: Place) -> bool:
    if grant.place.community_id != place.community_id:
        return False
    return grant.role in COMMUNITY_ROLES or (
        grant.place.organisation_id is not None
        and grant.place.organisation_id == place.organisation_id
    )
