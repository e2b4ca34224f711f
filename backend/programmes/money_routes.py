"""HTTP of issuing by two issuers, of the reserve, and of what everybody may see of both."""

import uuid

from backend.communities import queries as communities
from backend.programmes import access, describe, public, queries, service
from backend.programmes.schemas import (
    Deposit,
    Issue,
    IssueList,
    NewDeposit,
    NewIssue,
    NewWithdrawal,
    PublicFigures,
    ReasonAgainst,
    Reserve,
    Withdrawal,
)
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import PUBLIC, role
from backend.web.schemas import Nothing
from backend.web.throttle import client_address, limit

routes = Routes("money")

PUBLIC_READS = "120 per 10 minutes"
_READERS = ("issuer", "treasurer")
_ISSUER = role("issuer", at=queries.issue_in, fresh=True)
_TREASURER = role("treasurer", at=queries.withdrawal_in, fresh=True)


@routes.get(
    "/communities/<uuid:community_id>/issues",
    guard=role(*_READERS, at=communities.community_in),
    returns=IssueList,
)
def read_issues(community_id: uuid.UUID, caller: Caller) -> IssueList:
    """What issuers asked for, and what became of it."""
    return IssueList(issues=describe.issues(service.issues_of(community_id)))


@routes.put(
    "/issues/<uuid:issue_id>",
    guard=role("issuer", at=queries.programme_in, fresh=True),
    body=NewIssue,
    returns=Issue,
)
def put_issue(issue_id: uuid.UUID, body: NewIssue, caller: Caller) -> Issue:
    """Ask for coin for a programme; another issuer has to agree."""
    asked = service.request_issue(
        issue_id,
        programme_id=body.programme_id,
        amount=body.amount,
        why=body.why,
        by=caller.person_id,
    )
    return describe.issues([asked])[0]


@routes.post("/issues/<uuid:issue_id>/approve", guard=_ISSUER, body=Nothing, returns=Issue)
def approve_issue(issue_id: uuid.UUID, body: Nothing, caller: Caller) -> Issue:
    """Make the coin that another issuer asked for."""
    return describe.issues([service.approve_issue(issue_id, by=caller.person_id)])[0]


@routes.post("/issues/<uuid:issue_id>/decline", guard=_ISSUER, body=ReasonAgainst, returns=Issue)
def decline_issue(issue_id: uuid.UUID, body: ReasonAgainst, caller: Caller) -> Issue:
    """Refuse what an issuer asked for, or take one's own request back."""
    declined = service.decline_issue(issue_id, by=caller.person_id, reason=body.reason)
    return describe.issues([declined])[0]


@routes.get(
    "/communities/<uuid:community_id>/reserve",
    guard=role(*_READERS, at=communities.community_in),
    returns=Reserve,
)
def read_reserve(community_id: uuid.UUID, caller: Caller) -> Reserve:
    """The euro that cover the coin, and what went in and out by hand."""
    return describe.the_reserve(community_id)


@routes.put(
    "/deposits/<uuid:deposit_id>",
    guard=role("treasurer", at=access.community_in_body, fresh=True),
    body=NewDeposit,
    returns=Deposit,
)
def put_deposit(deposit_id: uuid.UUID, body: NewDeposit, caller: Caller) -> Deposit:
    """Note euro that came into the reserve."""
    noted = service.record_deposit(
        deposit_id,
        community_id=body.community_id,
        cents=body.cents,
        bank_reference=body.bank_reference,
        day=body.day,
        received_from=body.received_from,
        by=caller.person_id,
    )
    return describe.deposits([noted])[0]


@routes.put(
    "/withdrawals/<uuid:withdrawal_id>",
    guard=role("treasurer", at=access.community_in_body, fresh=True),
    body=NewWithdrawal,
    returns=Withdrawal,
)
def put_withdrawal(withdrawal_id: uuid.UUID, body: NewWithdrawal, caller: Caller) -> Withdrawal:
    """Ask to take euro out of the reserve; another treasurer has to agree."""
    asked = service.request_withdrawal(
        withdrawal_id,
        community_id=body.community_id,
        cents=body.cents,
        why=body.why,
        by=caller.person_id,
    )
    return describe.withdrawals([asked])[0]


@routes.post(
    "/withdrawals/<uuid:withdrawal_id>/approve", guard=_TREASURER, body=Nothing, returns=Withdrawal
)
def approve_withdrawal(withdrawal_id: uuid.UUID, body: Nothing, caller: Caller) -> Withdrawal:
    """Take the euro out that another treasurer asked for."""
    done = service.approve_withdrawal(withdrawal_id, by=caller.person_id)
    return describe.withdrawals([done])[0]


@routes.post(
    "/withdrawals/<uuid:withdrawal_id>/decline",
    guard=_TREASURER,
    body=ReasonAgainst,
    returns=Withdrawal,
)
def decline_withdrawal(withdrawal_id: uuid.UUID, body: ReasonAgainst, caller: Caller) -> Withdrawal:
    """Leave the euro where they are, or take one's own request back."""
    declined = service.decline_withdrawal(withdrawal_id, by=caller.person_id, reason=body.reason)
    return describe.withdrawals([declined])[0]


@routes.get("/communities/<string:community>/public", guard=PUBLIC, returns=PublicFigures)
def read_public_figures(community: str) -> PublicFigures:
    """Coin outstanding and where it is, the reserve and what is promised; ``community`` names one
    by id or slug."""
    limit("read public figures", client_address(), PUBLIC_READS)
    return public.figures(public.named(community))
