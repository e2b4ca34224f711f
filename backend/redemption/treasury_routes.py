"""HTTP of redeeming for treasurers: the own account, settlements, bank files and statements."""

import uuid

from flask import Response

from backend.communities import queries as communities
from backend.redemption import (
    bank_details,
    describe,
    queries,
    schemas,
    settlements,
    statements,
    treasury,
)
from backend.web.api import RawBody, Routes
from backend.web.caller import Caller
from backend.web.guards import role
from backend.web.schemas import Nothing

routes = Routes("redemption_treasury")

_HERE = role("treasurer", at=communities.community_in)
_HERE_FRESH = role("treasurer", at=communities.community_in, fresh=True)
_SETTLEMENT = role("treasurer", at=queries.settlement_in)
_SETTLEMENT_FRESH = role("treasurer", at=queries.settlement_in, fresh=True)
_XML = ("application/xml", "text/xml")


@routes.get(
    "/communities/<uuid:community_id>/bank-details", guard=_HERE, returns=schemas.BankDetails
)
def read_own_bank_details(community_id: uuid.UUID, caller: Caller) -> schemas.BankDetails:
    """The community's own bank account, out of which payouts are made."""
    return describe.details(community_id, in_full=True)


@routes.put(
    "/communities/<uuid:community_id>/bank-details",
    guard=_HERE_FRESH,
    body=schemas.NewBankDetails,
    returns=schemas.BankDetails,
)
def put_own_bank_details(
    community_id: uuid.UUID, body: schemas.NewBankDetails, caller: Caller
) -> schemas.BankDetails:
    """Say from which account payouts are made; all treasurers are told."""
    bank_details.set_for_community(community_id, body.iban, body.holder, caller.person_id)
    return describe.details(community_id, in_full=True)


@routes.get(
    "/communities/<uuid:community_id>/redemptions",
    guard=_HERE,
    query=schemas.RedemptionQuery,
    returns=schemas.RedemptionList,
)
def read_redemptions(
    community_id: uuid.UUID, query: schemas.RedemptionQuery, caller: Caller
) -> schemas.RedemptionList:
    """The newest requests of a community."""
    rows = queries.of_community(community_id, query.status)
    return schemas.RedemptionList(redemptions=describe.redemptions(rows))


@routes.get(
    "/communities/<uuid:community_id>/settlements",
    guard=_HERE,
    returns=schemas.SettlementList,
)
def read_settlements(community_id: uuid.UUID, caller: Caller) -> schemas.SettlementList:
    """The settlements of a community, and what is open beside them."""
    return treasury.overview(community_id, caller.person_id)


@routes.get(
    "/settlements/<uuid:settlement_id>", guard=_SETTLEMENT, returns=schemas.SettlementWithLines
)
def read_settlement(settlement_id: uuid.UUID, caller: Caller) -> schemas.SettlementWithLines:
    """A settlement with its payouts."""
    return treasury.settlement(settlement_id, caller.person_id)


@routes.put(
    "/settlements/<uuid:settlement_id>",
    guard=role("treasurer", at=queries.community_in_body, fresh=True),
    body=schemas.NewSettlement,
    returns=schemas.SettlementWithLines,
)
def put_settlement(
    settlement_id: uuid.UUID, body: schemas.NewSettlement, caller: Caller
) -> schemas.SettlementWithLines:
    """Gather the open requests into a settlement."""
    settlements.gather(settlement_id, body.community_id, caller.person_id)
    return treasury.settlement(settlement_id, caller.person_id)


@routes.post(
    "/settlements/<uuid:settlement_id>/check",
    guard=_SETTLEMENT_FRESH,
    body=Nothing,
    returns=schemas.SettlementWithLines,
)
def check_settlement(
    settlement_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.SettlementWithLines:
    """Answer for a settlement that the calendar gathered; another treasurer releases it."""
    settlements.check(settlement_id, caller.person_id)
    return treasury.settlement(settlement_id, caller.person_id)


@routes.post(
    "/settlements/<uuid:settlement_id>/take-out",
    guard=_SETTLEMENT_FRESH,
    body=schemas.TakenOut,
    returns=schemas.SettlementWithLines,
)
def take_out_of_settlement(
    settlement_id: uuid.UUID, body: schemas.TakenOut, caller: Caller
) -> schemas.SettlementWithLines:
    """Leave a request out before the release."""
    settlements.take_out(settlement_id, body.redemption_id, caller.person_id)
    return treasury.settlement(settlement_id, caller.person_id)


@routes.post(
    "/settlements/<uuid:settlement_id>/dissolve",
    guard=_SETTLEMENT_FRESH,
    body=Nothing,
    returns=schemas.SettlementWithLines,
)
def dissolve_settlement(
    settlement_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.SettlementWithLines:
    """Let all requests of a settlement be open again."""
    settlements.dissolve(settlement_id, caller.person_id)
    return treasury.settlement(settlement_id, caller.person_id)


@routes.post(
    "/settlements/<uuid:settlement_id>/refuse",
    guard=_SETTLEMENT_FRESH,
    body=schemas.SettlementRefusal,
    returns=schemas.SettlementWithLines,
)
def refuse_settlement(
    settlement_id: uuid.UUID, body: schemas.SettlementRefusal, caller: Caller
) -> schemas.SettlementWithLines:
    """Say why a settlement should not be released as it is."""
    settlements.refuse(settlement_id, body.why, caller.person_id)
    return treasury.settlement(settlement_id, caller.person_id)


@routes.post(
    "/settlements/<uuid:settlement_id>/release",
    guard=_SETTLEMENT_FRESH,
    body=Nothing,
    returns=schemas.SettlementWithLines,
)
def release_settlement(
    settlement_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.SettlementWithLines:
    """Make the bank file, as another treasurer than the one who gathered."""
    settlements.release(settlement_id, caller.person_id)
    return treasury.settlement(settlement_id, caller.person_id)


@routes.get(
    "/settlements/<uuid:settlement_id>/file", guard=_SETTLEMENT, media_types=("application/xml",)
)
def read_bank_file(settlement_id: uuid.UUID, caller: Caller) -> Response:
    """The SEPA file of a released settlement, the same bytes each time."""
    name, data = treasury.file_of(settlement_id)
    answer = Response(data, mimetype="application/xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@routes.get(
    "/communities/<uuid:community_id>/bank-statements",
    guard=_HERE,
    returns=schemas.BankStatementList,
)
def read_bank_statements(community_id: uuid.UUID, caller: Caller) -> schemas.BankStatementList:
    """The bank statements that were uploaded."""
    return treasury.statement_list(community_id)


@routes.post(
    "/communities/<uuid:community_id>/bank-statements",
    guard=_HERE_FRESH,
    raw=RawBody(_XML, statements.MOST_BYTES),
    returns=schemas.BankStatementList,
)
def upload_bank_statement(
    community_id: uuid.UUID, body: bytes, caller: Caller
) -> schemas.BankStatementList:
    """Take in a camt.053 file and begin to book it; what is long is gone on with."""
    ids = statements.take_in(community_id, body, caller.person_id)
    for statement_id in ids:
        statements.book(statement_id)
    return treasury.uploaded(ids)


@routes.get(
    "/bank-statements/<uuid:statement_id>",
    guard=role("treasurer", at=queries.statement_in),
    query=schemas.StatementQuery,
    returns=schemas.BankStatementWithLines,
)
def read_bank_statement(
    statement_id: uuid.UUID, query: schemas.StatementQuery, caller: Caller
) -> schemas.BankStatementWithLines:
    """A bank statement with what came of each of its lines."""
    return treasury.statement(statement_id, query)


@routes.post(
    "/bank-statements/<uuid:statement_id>/go-on",
    guard=role("treasurer", at=queries.statement_in, fresh=True),
    body=Nothing,
    returns=schemas.BankStatementWithLines,
)
def go_on_with_bank_statement(
    statement_id: uuid.UUID, body: Nothing, caller: Caller
) -> schemas.BankStatementWithLines:
    """Book more of a statement, and try again what the reserve did not suffice for."""
    statements.try_again(statement_id)
    statements.book(statement_id)
    return treasury.statement(statement_id, schemas.StatementQuery())
