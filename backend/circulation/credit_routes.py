"""HTTP of credit lines and loans: issuers decide in twos, debtors see their own."""

import uuid

from backend.circulation import credit_describe as describe
from backend.circulation import credit_schemas as shown
from backend.circulation import parties, queries, service
from backend.circulation.desk_routes import who
from backend.communities import queries as communities
from backend.errors import NotFound
from backend.web.api import Routes
from backend.web.caller import Caller, Place
from backend.web.guards import SIGNED_IN, role

routes = Routes("credit")

_BORROWERS = frozenset({"shop_owner", "coordinator"})


@routes.get(
    "/communities/<uuid:community_id>/credit",
    guard=role("issuer", "treasurer", at=communities.community_in),
    returns=shown.Credit,
)
def read_credit(community_id: uuid.UUID, caller: Caller) -> shown.Credit:
    """All lines and loans, with what waits for a second issuer."""
    return describe.overview(community_id, caller.person_id)


@routes.get(
    "/communities/<uuid:community_id>/my-credit",
    guard=role("member", at=communities.community_in),
    returns=shown.OwnCredit,
)
def read_my_credit(community_id: uuid.UUID, caller: Caller) -> shown.OwnCredit:
    """The caller's own line and loans."""
    return describe.own(community_id, parties.person(caller.person_id))


@routes.get(
    "/organisations/<uuid:organisation_id>/credit",
    guard=role("shop_owner", "shop_staff", "coordinator", at=communities.organisation_in),
    returns=shown.OwnCredit,
)
def read_organisation_credit(organisation_id: uuid.UUID, caller: Caller) -> shown.OwnCredit:
    """The line and loans of an organisation."""
    community_id = communities.organisation(organisation_id).community_id
    return describe.own(community_id, parties.organisation(organisation_id))


@routes.put(
    "/line-changes/<uuid:change_id>",
    guard=role("issuer", at=queries.community_in_body, fresh=True),
    body=shown.NewLine,
    returns=shown.LineChange,
)
def put_line_change(change_id: uuid.UUID, body: shown.NewLine, caller: Caller) -> shown.LineChange:
    """Set a credit line, or ask another issuer for a larger one."""
    order = service.LineOrder(
        change_id, body.community_id, who(body, caller), body.amount, body.why, caller.person_id
    )
    return describe.line_change(service.ask_for_line(order), caller.person_id)


@routes.post(
    "/line-changes/<uuid:change_id>/decide",
    guard=role("issuer", at=queries.place_of_change, fresh=True),
    body=shown.Decision,
    returns=shown.LineChange,
)
def decide_line(change_id: uuid.UUID, body: shown.Decision, caller: Caller) -> shown.LineChange:
    """The second issuer's word on a larger line."""
    made = service.decide_line(change_id, caller.person_id, agreed=body.agreed)
    return describe.line_change(made, caller.person_id)


@routes.post(
    "/credit-lines/<uuid:line_id>/freeze",
    guard=role("issuer", at=queries.place_of_line, fresh=True),
    body=shown.Freezing,
    returns=shown.Line,
)
def freeze_line(line_id: uuid.UUID, body: shown.Freezing, caller: Caller) -> shown.Line:
    """Stop a line from being drawn on, or let it go on with a new term."""
    return describe.line(service.freeze_line(line_id, frozen=body.frozen))


@routes.put(
    "/loans/<uuid:loan_id>",
    guard=role("issuer", at=queries.community_in_body, fresh=True),
    body=shown.NewLoan,
    returns=shown.Loan,
)
def put_loan(loan_id: uuid.UUID, body: shown.NewLoan, caller: Caller) -> shown.Loan:
    """Propose a loan, which another issuer has to agree to."""
    order = service.LoanOrder(
        id=loan_id,
        community_id=body.community_id,
        borrower=who(body, caller),
        amount=body.amount,
        source=body.source,
        why=body.why,
        by=caller.person_id,
    )
    return describe.loan(service.ask_for_loan(order), caller.person_id)


@routes.post(
    "/loans/<uuid:loan_id>/decide",
    guard=role("issuer", at=queries.place_of_loan, fresh=True),
    body=shown.Decision,
    returns=shown.Loan,
)
def decide_loan(loan_id: uuid.UUID, body: shown.Decision, caller: Caller) -> shown.Loan:
    """The second issuer's word; when agreed, the coin is paid out."""
    made = service.decide_loan(loan_id, caller.person_id, agreed=body.agreed)
    return describe.loan(made, caller.person_id)


@routes.put(
    "/loan-repayments/<uuid:repayment_id>",
    guard=SIGNED_IN,
    body=shown.NewRepayment,
    returns=shown.Loan,
)
def put_loan_repayment(
    repayment_id: uuid.UUID, body: shown.NewRepayment, caller: Caller
) -> shown.Loan:
    """Pay back a loan of one's own, or of one's organisation, before it is due."""
    found = queries.loan(body.loan_id)
    borrower = parties.party(found.borrower_kind, found.borrower_id)
    place = Place(found.community_id, found.borrower_id)
    mine = (
        borrower.id == caller.person_id if borrower.is_person else caller.holds(_BORROWERS, place)
    )
    if not mine:
        raise NotFound
    return describe.loan(service.repay_loan(repayment_id, body.loan_id, body.amount), None)
