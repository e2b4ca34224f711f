"""HTTP of being there: check in, who is there, and forgotten check-outs; a live code's counter."""

import uuid
from collections.abc import Mapping
from typing import Any

from backend.communities import queries as communities
from backend.tasks import checking_in, closing, live, queries, stay_describe, stays
from backend.tasks.presence_schemas import CheckingIn, Closing, Scans, Stay, Stays, StaysQuery
from backend.tasks.spots import Position
from backend.web.api import Routes
from backend.web.caller import Caller, Place
from backend.web.guards import SIGNED_IN, role

routes = Routes("stays")


def _stay_in(touched: Mapping[str, Any]) -> Place:
    row = stays.stay(touched["stay_id"])
    return Place(row.community_id, row.organisation_id)


@routes.put("/stays/<uuid:stay_id>", guard=SIGNED_IN, body=CheckingIn, returns=Stay)
def put_stay(stay_id: uuid.UUID, body: CheckingIn, caller: Caller) -> Stay:
    """Check in with a scanned or typed code; who is checked in already gets that stay."""
    given = body.position
    position = Position(given.latitude, given.longitude, given.accuracy) if given else None
    return stay_describe.stay(checking_in.check_in(caller, stay_id, body.code, position))


@routes.get(
    "/communities/<uuid:community_id>/stays",
    guard=role("member", at=communities.community_in),
    returns=Stays,
)
def read_own_stays(community_id: uuid.UUID, caller: Caller) -> Stays:
    """Where the caller is checked in."""
    return Stays(stays=stay_describe.stays(stays.open_of(caller.person_id, community_id)))


@routes.get(
    "/organisations/<uuid:organisation_id>/stays",
    guard=role("coordinator", at=communities.organisation_in),
    query=StaysQuery,
    returns=Stays,
)
def read_stays(organisation_id: uuid.UUID, query: StaysQuery, caller: Caller) -> Stays:
    """Who is checked in at an organisation's tasks, those who forgot to check out first."""
    rows = stays.at_organisation(organisation_id, only_open=query.status == "open")
    return Stays(stays=stay_describe.stays(rows, named=True))


@routes.post(
    "/stays/<uuid:stay_id>/close",
    guard=role("coordinator", at=_stay_in),
    body=Closing,
    returns=Stay,
)
def close_stay(stay_id: uuid.UUID, body: Closing, caller: Caller) -> Stay:
    """End a stay at a chosen time and pay it, or end it without pay."""
    return stay_describe.stay(closing.close(stay_id, body.until, caller.person_id), named=True)


@routes.get(
    "/task-codes/<code_id>/scans", guard=role("coordinator", at=queries.code_in), returns=Scans
)
def read_scans(code_id: str, caller: Caller) -> Scans:
    """How many have scanned a live code, and who lately."""
    return live.scans(code_id)
