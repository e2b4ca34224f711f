"""The chart of accounts: where each of the ledger's accounts stands in the tree, and its name.

docs/books.md says why. Names are the organisations' own, made safe; a person is a code.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.books.book import MEMBERS, MEMBERS_CREDIT, BookAccount, Unit
from backend.books.plain import EURO, code, commodity, plain, slug
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts, OrganisationBrief
from backend.ledger.service import journal
from backend.programmes import queries as programmes
from backend.web.secret_keys import newest_key

COIN_TURNS, EURO_STAYS = -1, 1
_OF_THE_COMMUNITY = {
    "issuance": "Equity:Issued",
    "fund": "Income:Fund",
    "redemption": "Liabilities:Redemption",
    "notes": "Liabilities:Notes",
    "reserve": "Assets:Reserve",
    "bank": "Equity:Bank",
}
_KINDS = {
    "shop": "Shops",
    "association": "Associations",
    "institution": "Institutions",
    "municipality": "Municipality",
}


@dataclass(frozen=True)
class _Names:
    """What the chart needs to know of the owners of accounts."""

    community: CommunityFacts
    organisations: Mapping[uuid.UUID, OrganisationBrief]
    pots: Mapping[uuid.UUID, tuple[str, str]]
    """Path and full name of programmes' and budgets' accounts, by account."""
    key: bytes


def units_of(community: CommunityFacts) -> tuple[Unit, Unit]:
    """The community's coin, and euro."""
    coin = community.currency
    return (
        Unit(commodity(coin.name), plain(coin.name), coin.decimals, COIN_TURNS),
        Unit(EURO, "euro", 2, EURO_STAYS),
    )


def chart(
    community: CommunityFacts,
    inside: Sequence[journal.JournalAccount],
    outside: Sequence[journal.JournalAccount],
) -> dict[uuid.UUID, BookAccount]:
    """A place in the tree for the accounts that the books are about, and for their counterparts."""
    names = _names(community, [*inside, *outside])
    placed = {}
    for accounts, own in ((outside, False), (inside, True)):
        placed.update({account.id: _place(account, names, own) for account in accounts})
    return placed


def pseudonym_key(community_id: uuid.UUID) -> bytes:
    """What turns people into codes: the same for every export of one community."""
    return newest_key(f"books of {community_id}")


def _names(community: CommunityFacts, accounts: Sequence[journal.JournalAccount]) -> _Names:
    key = pseudonym_key(community.id)
    owners = {one.owner_id for one in accounts}
    organisations = communities.organisation_names(owners)
    return _Names(community, organisations, _pots(community.id, organisations, key), key)


def _pots(
    community_id: uuid.UUID, organisations: Mapping[uuid.UUID, OrganisationBrief], key: bytes
) -> dict[uuid.UUID, tuple[str, str]]:
    """Programmes, and the budgets below the programme that pays them."""
    pots: dict[uuid.UUID, tuple[str, str]] = {}
    above: dict[uuid.UUID | None, str] = {}
    for programme in programmes.programmes(community_id):
        above[programme.id] = (
            f"Equity:Programmes:{_named(programme.name, 'programme', programme.id, key)}"
        )
        pots[programme.account_id] = (f"{above[programme.id]}:Unallocated", plain(programme.name))
    for budget in programmes.budgets(community_id):
        top = above.get(budget.programme_id, "Equity:Budgets")
        owner = organisations.get(budget.organisation_id)
        label = plain(f"{budget.name} ({owner.name})" if owner else budget.name)
        pots[budget.account_id] = (f"{top}:{_named(budget.name, 'budget', budget.id, key)}", label)
    return pots


def _place(account: journal.JournalAccount, names: _Names, own: bool) -> BookAccount:
    coin, euro = units_of(names.community)
    unit = euro if account.euro else coin
    path, label = _path(account, names)
    return BookAccount(path, label, unit, own)


def _path(account: journal.JournalAccount, names: _Names) -> tuple[str, str]:
    if account.community_id != names.community.id:
        neighbour = communities.community(account.community_id)
        path = f"Equity:Neighbours:{_named(neighbour.name, 'community', neighbour.id, names.key)}"
        return path, plain(neighbour.name)
    if account.purpose in _OF_THE_COMMUNITY:
        return _OF_THE_COMMUNITY[account.purpose], ""
    if account.id in names.pots:
        return names.pots[account.id]
    return _of_owner(account, names)


def _of_owner(account: journal.JournalAccount, names: _Names) -> tuple[str, str]:
    owner = names.organisations.get(account.owner_id)
    if owner is None and account.purpose in {"wallet", "credit"}:
        top = MEMBERS if account.purpose == "wallet" else MEMBERS_CREDIT
        return f"{top}:M-{code(names.key, account.owner_id)}", ""
    if owner is None:
        # Made after the names were read, or an account of a kind that is not known here yet.
        top = "Equity" if account.purpose in {"budget", "programme"} else "Liabilities"
        return f"{top}:Other:{slug(account.purpose, 'X')}-{code(names.key, account.id)}", ""
    folder = _KINDS.get(owner.kind, "Organisations")
    top = f"Equity:Credit:{folder}" if account.purpose == "credit" else f"Liabilities:{folder}"
    return f"{top}:{_named(owner.name, owner.kind, owner.id, names.key)}", plain(owner.name)


def _named(name: str, kind: str, owner: uuid.UUID, key: bytes) -> str:
    """A part of a path: the name as far as it is ASCII, else its kind; and a code."""
    return f"{slug(name, kind.capitalize())}-{code(key, owner)}"
