"""HTTP of findings: the issuer's list of what looks unusual."""

import uuid

from backend.communities import queries as communities
from backend.watch import describe, queries, service
from backend.watch.schemas import Dismissing, Finding, Findings, FindingsQuery, Looked
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import role
from backend.web.schemas import Nothing
from backend.web.throttle import limit

LOOKS = "6 per 10 minutes"

routes = Routes("watch")

_ISSUER = role("issuer", at=communities.community_in)


@routes.get(
    "/communities/<uuid:community_id>/findings",
    guard=_ISSUER,
    query=FindingsQuery,
    returns=Findings,
)
def read_findings(community_id: uuid.UUID, query: FindingsQuery, caller: Caller) -> Findings:
    """What looks unusual in a neighbourhood, with the facts."""
    found = queries.findings(community_id, query.status, query.before, query.limit + 1)
    shown = found[: query.limit]
    return Findings(
        findings=describe.findings(shown),
        next=shown[-1].id if len(found) > query.limit else None,
        open=queries.count_open(community_id),
    )


@routes.post(
    "/communities/<uuid:community_id>/findings/look", guard=_ISSUER, body=Nothing, returns=Looked
)
def look_for_findings(community_id: uuid.UUID, body: Nothing, caller: Caller) -> Looked:
    """Look now instead of waiting for the daily look."""
    limit("look for findings", str(community_id), LOOKS)
    return Looked(found=service.look(community_id))


@routes.post(
    "/findings/<uuid:finding_id>/dismiss",
    guard=role("issuer", at=queries.finding_in),
    body=Dismissing,
    returns=Finding,
)
def dismiss_finding(finding_id: uuid.UUID, body: Dismissing, caller: Caller) -> Finding:
    """Take a finding off the list, with a note."""
    return describe.finding(service.dismiss(finding_id, body.note, caller.person_id))
