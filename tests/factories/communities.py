"""Neighbourhoods for tests: communities, organisations, and people who hold roles there.

Every function needs an app context.
"""

import uuid
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from backend.communities import queries, service
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.communities.service import NewCommunity, NewCurrency
from backend.communities.setting_schemas import EuroRate
from backend.web.caller import COMMUNITY_ROLES, Place
from tests.factories.identity import make_person, signed_in_client


@dataclass(frozen=True)
class Somebody:
    """A person, and a browser of theirs with a session."""

    person_id: uuid.UUID
    client: FlaskClient


def make_community(
    name: str = "Kanaleneiland", *, decimals: int = 2, joining: str = "open"
) -> CommunityFacts:
    """A community whose coin is the ooievaar; 10 of them are one euro."""
    community_id = service.create_community(
        NewCommunity(
            name=name,
            currency=NewCurrency("ooievaar", "ooievaars", "O", decimals),
            euro_rate=EuroRate(coins=10, euro_cents=100),
            languages=("nl", "en", "tr", "ar"),
            joining=joining,
        )
    )
    return queries.community(community_id)


def make_organisation(
    community_id: uuid.UUID, kind: str = "shop", name: str = "Bakkerij", category: str = "food"
) -> OrganisationFacts:
    """An open organisation of the community."""
    return service.create_organisation(community_id, name=name, kind=kind, category=category)


def give_role(person_id: uuid.UUID, role: str, place: Place) -> None:
    """Let the person hold ``role`` at ``place``, and be a member of the community."""
    service.grant(person_id, role, place, by=None)


def make_member(community_id: uuid.UUID, display_name: str = "Samira") -> uuid.UUID:
    """A new person who is a member."""
    return make_holder("member", Place(community_id), display_name)


def make_holder(role: str, place: Place, display_name: str = "Samira") -> uuid.UUID:
    """A new person who holds ``role`` at ``place`` (a community's role in its community)."""
    person_id = make_person(display_name)
    where = Place(place.community_id) if role in COMMUNITY_ROLES else place
    give_role(person_id, role, where)
    return person_id


def somebody(
    app: Flask, role: str, place: Place, *, fresh: bool = False, display_name: str = "Samira"
) -> Somebody:
    """A new person who holds ``role`` at ``place``, signed in in a browser of their own."""
    person_id = make_holder(role, place, display_name)
    return Somebody(person_id, signed_in_client(app, person_id, fresh=fresh))
