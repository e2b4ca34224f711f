"""What other features may ask about helpers and recoveries."""

import uuid

from backend.rescue import helpers
from backend.rescue.helpers import is_helper

__all__ = ["helped_by", "is_helper"]


def helped_by(helper_id: uuid.UUID, community_id: uuid.UUID) -> list[uuid.UUID]:
    """The members who named this person as a helper, oldest first."""
    return [row.member_id for row in helpers.of_helper(community_id, helper_id)]
