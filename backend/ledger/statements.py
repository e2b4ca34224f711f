"""Statements as people read them: with the names of shops and organisations.

Members are named only to one another, where one of them sent coin to the other.
"""

import uuid
from collections.abc import Sequence

from backend.communities import queries as communities
from backend.db import from_replica
from backend.errors import NotFound
from backend.identity import queries as identity
from backend.ledger import queries, rules
from backend.ledger.queries import AccountFacts, Line
from backend.ledger.schemas import About, Account, Entry, Statement
from backend.web.caller import Caller, Place

__all__ = ["Entry", "describe", "entries", "of_organisation", "page", "recent_entries"]

_OF_ORGANISATIONS = frozenset({rules.TILL, rules.BUDGET})
_OF_COMMUNITY = frozenset(rules.BEHAVIOUR) - _OF_ORGANISATIONS - {rules.WALLET}
_SENT = "send"
_STAFF = frozenset({"shop_owner", "shop_staff", "coordinator", "issuer", "treasurer"})


@from_replica
def page(caller: Caller, account_id: uuid.UUID, before: uuid.UUID | None, limit: int) -> Statement:
    """A page of the statement of an account that ``caller`` may see; raises ``NotFound``."""
    facts = queries.account(account_id)
    if not _may_see(caller, facts):
        raise NotFound
    lines = queries.statement(account_id, before, limit + 1)
    shown = lines[:limit]
    return Statement(
        account=describe([facts])[0],
        entries=entries(facts.community_id, shown),
        next=shown[-1].id if len(lines) > limit else None,
    )


@from_replica
def of_organisation(organisation_id: uuid.UUID) -> list[Account]:
    """The accounts of an organisation with their balances."""
    return describe(queries.accounts_of(organisation_id))


def describe(accounts: Sequence[AccountFacts]) -> list[Account]:
    """Accounts with name and balance; a member's own is named by the app in their language."""
    balances = queries.balances([facts.id for facts in accounts])
    names = communities.organisation_names(
        {facts.owner_id for facts in accounts if facts.purpose in _OF_ORGANISATIONS}
    )
    return [
        Account(
            id=facts.id,
            purpose=facts.purpose,
            name=names[facts.owner_id].name if facts.owner_id in names else "",
            balance=balances[facts.id],
        )
        for facts in accounts
    ]


def entries(community_id: uuid.UUID, lines: Sequence[Line]) -> list[Entry]:
    """Lines for people: who was at the other end; a member only where coin was sent."""
    names = communities.organisation_names(queries.owners(lines, _OF_ORGANISATIONS))
    people = identity.display_names({line.other_owner for line in lines if line.kind == _SENT})
    community = communities.community(community_id).name
    made = []
    for line in lines:
        name, kind = None, "member"
        if line.other_purpose in _OF_COMMUNITY:
            name, kind = community, "community"
        elif line.other_owner in names:
            other = names[line.other_owner]
            name, kind = other.name, other.kind
        elif line.kind == _SENT:
            name = people.get(line.other_owner)
        made.append(_entry(line, name, kind))
    return made


def recent_entries(community_id: uuid.UUID, account_id: uuid.UUID) -> list[Entry]:
    """The newest five lines of an account, for whoever shows it at a glance."""
    return entries(community_id, queries.recent(account_id))


def _entry(line: Line, counterpart: str | None, kind: str) -> Entry:
    about = None
    if line.about_kind and line.about_id:
        about = About(type=line.about_kind, id=line.about_id)
    return Entry(
        id=line.id,
        at=line.at,
        kind=line.kind,
        amount=line.amount,
        direction="in" if line.incoming else "out",
        counterpart=counterpart,
        counterpart_kind=kind,
        about=about,
        memo=line.memo,
    )


def _may_see(caller: Caller, facts: AccountFacts) -> bool:
    if facts.purpose == rules.WALLET:
        return facts.owner_id == caller.person_id
    organisation = facts.owner_id if facts.purpose in _OF_ORGANISATIONS else None
    return caller.holds(_STAFF, Place(facts.community_id, organisation))
