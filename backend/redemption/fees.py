"""To whom fees go: the community's fund, or an association that the organisation chose."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import NotFound
from backend.ledger import service as ledger
from backend.redemption import rules
from backend.redemption.errors import FeeAssociationInvalid
from backend.redemption.models import FeeChoice
from backend.redemption.rules import Terms

Parts = list[tuple[uuid.UUID | None, int]]
"""Pairs of an organisation (None: the fund) and minor units."""


@unit_of_work
def choose(organisation_id: uuid.UUID, association_id: uuid.UUID, by: uuid.UUID) -> None:
    """Let this organisation's fees support an association. Raises FeeAssociationInvalid."""
    own = communities.organisation(organisation_id)
    try:
        chosen = communities.organisation(association_id)
    except NotFound:
        raise FeeAssociationInvalid from None
    if chosen.kind != "association" or chosen.community_id != own.community_id:
        raise FeeAssociationInvalid
    if not chosen.is_open or chosen.id == own.id:
        raise FeeAssociationInvalid
    row = db.session.get(FeeChoice, organisation_id)
    if row is None:
        row = FeeChoice(organisation_id=organisation_id)
        db.session.add(row)
    row.association_id, row.chosen_by, row.chosen_at = association_id, by, clock.now()


def association_of(organisation_id: uuid.UUID) -> uuid.UUID | None:
    """The association that gets an organisation's fees; None: nobody chose, so the fund does."""
    return db.session.scalar(
        select(FeeChoice.association_id).where(FeeChoice.organisation_id == organisation_id)
    )


def parts_of(organisation_id: uuid.UUID, fee: int, terms: Terms) -> Parts:
    """The fee shared out by the terms; an association's part is the fund's when none is chosen."""
    association = association_of(organisation_id)
    return [
        (association if to == "association" else None, amount)
        for to, amount in rules.fee_parts(fee, terms)
    ]


def as_kept(parts: Parts) -> list[list[object]]:
    """How parts are kept."""
    return [[str(to) if to else None, amount] for to, amount in parts]


def from_kept(kept: Iterable[list[object]]) -> Parts:
    """What ``as_kept`` gave; parts of one recipient together."""
    sums: dict[uuid.UUID | None, int] = {}
    for to, amount in kept:
        assert isinstance(amount, int)  # noqa: S101 - narrows the type
        recipient = uuid.UUID(str(to)) if to else None
        sums[recipient] = sums.get(recipient, 0) + amount
    return list(sums.items())


def account_of(community_id: uuid.UUID, recipient: uuid.UUID | None) -> uuid.UUID:
    """The ledger account of who gets (part of) a fee."""
    return ledger.till(community_id, recipient) if recipient else ledger.fund(community_id)
