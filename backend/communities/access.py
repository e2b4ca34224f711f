"""For guards: the places that this feature's own requests touch."""

from collections.abc import Mapping
from typing import Any

from backend.communities import queries
from backend.errors import NotFound
from backend.web.caller import Place


def invited_to(touched: Mapping[str, Any]) -> Place:
    """The community in the path with the organisation in the body, when there is one.

    Raises NotFound when the organisation belongs to another community.
    """
    place = queries.community_in(touched)
    organisation_id = touched["body"].organisation_id
    if organisation_id is None:
        return place
    organisation = queries.organisation(organisation_id)
    if organisation.community_id != place.community_id:
        raise NotFound
    return organisation.place
