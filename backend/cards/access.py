"""Who may do what with a card: its holder, coordinators of the community, a helper who was named.

To everybody else a card does not exist.
"""

import uuid
from typing import Literal

from backend import clock
from backend.cards import queries
from backend.cards.errors import HolderHasPhone
from backend.cards.models import WalletCard
from backend.errors import Forbidden, FreshLoginRequired, NotFound
from backend.identity import service as identity
from backend.rescue import queries as rescue
from backend.web.caller import Caller

As = Literal["holder", "coordinator", "helper"]


def card_for(caller: Caller, card_id: uuid.UUID, *allowed: As) -> tuple[WalletCard, As]:
    """The card, and as whom the caller touches it. Raises NotFound, Forbidden."""
    card = queries.card(card_id)
    found = as_whom(caller, card)
    if found is None:
        raise NotFound
    if found not in allowed:
        raise Forbidden
    return card, found


def as_whom(caller: Caller, card: WalletCard) -> As | None:
    """The first of holder, coordinator and helper that the caller is to this card."""
    if caller.person_id == card.person_id:
        return "holder"
    if coordinates(caller, card.community_id):
        return "coordinator"
    if rescue.is_helper(card.person_id, caller.person_id, card.community_id):
        return "helper"
    return None


def coordinates(caller: Caller, community_id: uuid.UUID) -> bool:
    """Whether the caller is a coordinator of any organisation of the community."""
    return any(
        grant.role == "coordinator" and grant.place.community_id == community_id
        for grant in caller.grants
    )


def require_fresh(caller: Caller) -> None:
    """Raise FreshLoginRequired unless the passkey was confirmed minutes ago."""
    if not caller.is_fresh(clock.now()):
        raise FreshLoginRequired


def require_no_phone(person_id: uuid.UUID) -> None:
    """Raise HolderHasPhone for somebody who ever signed in: nobody decides in their place."""
    if identity.was_ever_in(person_id):
        raise HolderHasPhone
