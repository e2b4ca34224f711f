"""A neighbour of the example without a phone: enrolled at the centre, with a card and a PIN."""

import uuid
from collections.abc import Mapping

from backend.cards import service as cards
from backend.cards.service import NewCard
from backend.communities.queries import CommunityFacts
from backend.ids import new_id

NAME = "Riet"
PIN = "8305"
"""Printed nowhere but in the guide: whoever tries the example pays with it."""


def enrol(community: CommunityFacts, centre_id: uuid.UUID, people: Mapping[str, uuid.UUID]) -> None:
    """Make Riet a member with a card, as the coordinator does in two minutes."""
    new = NewCard(
        id=new_id(),
        community_id=community.id,
        person_id=new_id(),
        name=NAME,
        pin=PIN,
        by=people["marieke"],
        organisation_id=centre_id,
    )
    cards.enrol(new, NAME, "nl")
