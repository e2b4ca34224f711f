"""Who buys, borrows, holds or receives: a member or an organisation, by the account they have."""

import uuid
from dataclasses import dataclass
from typing import Literal

from backend.circulation.errors import NotMember
from backend.communities import queries as communities
from backend.errors import NotFound
from backend.ledger import service as ledger
from backend.web.caller import Grant, Place

Kind = Literal["person", "organisation"]


@dataclass(frozen=True, slots=True)
class Party:
    """A member (by their person) or an organisation."""

    kind: Kind
    id: uuid.UUID

    @property
    def is_person(self) -> bool:
        """Whether it is a member."""
        return self.kind == "person"


def person(person_id: uuid.UUID) -> Party:
    """A member."""
    return Party("person", person_id)


def organisation(organisation_id: uuid.UUID) -> Party:
    """An organisation."""
    return Party("organisation", organisation_id)


def party(kind: str, of: uuid.UUID) -> Party:
    """What a row says: ``kind`` is "person" or "organisation"."""
    return person(of) if kind == "person" else organisation(of)


def account(community_id: uuid.UUID, of: Party) -> uuid.UUID:
    """The wallet of a member, the till of an organisation."""
    if of.is_person:
        return ledger.wallet(community_id, of.id)
    return ledger.till(community_id, of.id)


def require_here(community_id: uuid.UUID, of: Party) -> str:
    """Say what kind of party it is: member, shop, association, institution, municipality.

    Raises NotMember, or NotFound for an organisation of another community.
    """
    if of.is_person:
        if Grant("member", Place(community_id)) not in communities.grants_of(of.id):
            raise NotMember
        return "member"
    found = communities.organisation(of.id)
    if found.community_id != community_id:
        raise NotFound
    return found.kind
