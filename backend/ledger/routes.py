"""HTTP of the ledger: statements, and the accounts of an organisation."""

import uuid

from backend.communities import queries as communities
from backend.ledger import statements
from backend.ledger.schemas import Accounts, Statement, StatementQuery
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN, role

routes = Routes("ledger")


@routes.get(
    "/accounts/<uuid:account_id>/statement",
    guard=SIGNED_IN,
    query=StatementQuery,
    returns=Statement,
)
def read_statement(account_id: uuid.UUID, query: StatementQuery, caller: Caller) -> Statement:
    """A page of a statement, for the wallet's owner or those who keep the organisation's books."""
    return statements.page(caller, account_id, query.before, query.limit)


@routes.get(
    "/organisations/<uuid:organisation_id>/accounts",
    guard=role(
        "shop_owner", "shop_staff", "coordinator", "issuer", "treasurer",
        at=communities.organisation_in,
    ),
    returns=Accounts,
)  # fmt: skip
def read_accounts(organisation_id: uuid.UUID, caller: Caller) -> Accounts:
    """The accounts of an organisation with their balances."""
    return Accounts(accounts=statements.of_organisation(organisation_id))
