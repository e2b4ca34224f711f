"""People in trouble for tests, and those who help them. Every function needs an app context."""

import uuid

from backend import clock
from backend.communities import queries as communities
from backend.ids import new_id
from backend.rescue import helpers
from backend.rescue.models import TrustedHelper
from backend.web.caller import Caller


def caller_of(person_id: uuid.UUID, *, fresh: bool = False) -> Caller:
    """The person as a request would know them."""
    return Caller(
        person_id=person_id,
        session_id=new_id(),
        authenticated_at=clock.now() if fresh else None,
        grants=communities.grants_of(person_id),
        stamps=(),
    )


def name_helper(
    community_id: uuid.UUID, member_id: uuid.UUID, helper_id: uuid.UUID
) -> TrustedHelper:
    """Let ``helper_id`` be a trusted helper of the member."""
    offer = helpers.offer(community_id, member_id)
    return helpers.accept(offer.token, caller_of(helper_id))


def rescue_bodies(organisation_id: uuid.UUID, person_id: uuid.UUID) -> dict[str, dict[str, object]]:
    """A body that fits for each operation of helpers and recoveries."""
    token: dict[str, object] = {"token": "no such token"}
    about: dict[str, object] = {"person_id": str(person_id), "reason": "proef"}
    return {
        "look_at_helper_offer": token,
        "accept_helper_offer": token,
        "find_person": {"name": "Samira"},
        "block_as_coordinator": about,
        "put_recovery": {"organisation_id": str(organisation_id), **about},
        "look_up_recovery": {"slip": "K7QM-42XD"},
        "agree_to_recovery": {"slip": "K7QM-42XD"},
    }
