"""For guards: the places that requests about programmes touch."""

from collections.abc import Mapping
from typing import Any

from backend.communities import queries as communities
from backend.web.caller import Place


def community_in_body(touched: Mapping[str, Any]) -> Place:
    """The community named by the body's ``community_id``."""
    return communities.community_in({"community_id": touched["body"].community_id})
