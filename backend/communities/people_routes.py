"""HTTP of who takes part in a neighbourhood, for its issuers."""

import uuid
from dataclasses import asdict

from backend import clock
from backend.communities import people, queries
from backend.communities.people_schemas import JoinedInMonth, People, RoleHolder, WhichWideRole
from backend.identity import queries as identity
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role

routes = Routes("people")


@routes.get(
    "/communities/<uuid:community_id>/people",
    guard=role("issuer", at=queries.community_in),
    returns=People,
)
def read_people(community_id: uuid.UUID, caller: Caller) -> People:
    """Residents as totals, and by name those who hold another role."""
    community = queries.community(community_id)
    holders = people.role_holders(community_id)
    names = identity.display_names({holder.person_id for holder in holders})
    return People(
        totals=people.totals(community_id),
        joined=[
            JoinedInMonth(month=month, people=count)
            for month, count in people.joined(community, clock.now())
        ],
        holders=[
            RoleHolder.model_validate(
                {**asdict(holder), "display_name": names.get(holder.person_id, "")}
            )
            for holder in holders
        ],
    )


@routes.delete(
    "/communities/<uuid:community_id>/people/<uuid:person_id>",
    guard=role("issuer", at=queries.community_in, fresh=True),
    query=WhichWideRole,
)
def end_role(
    community_id: uuid.UUID, person_id: uuid.UUID, query: WhichWideRole, caller: Caller
) -> None:
    """Take the role of issuer or treasurer away; it is obeyed at once."""
    people.end_role(person_id, query.role, community_id, by=caller.person_id)
