"""Exchange offices: organisations that the treasurers let sell coin."""

import uuid

from sqlalchemy import select

from backend import clock
from backend.circulation.errors import NotAnOffice
from backend.circulation.models import ExchangeOffice
from backend.communities import queries as communities
from backend.db import db, unit_of_work


@unit_of_work
def name(organisation_id: uuid.UUID, *, sells: bool, by: uuid.UUID) -> None:
    """Let an organisation sell coin from now on, or no longer. Raises NotFound."""
    community_id = communities.organisation(organisation_id).community_id
    row = db.session.get(ExchangeOffice, organisation_id, populate_existing=True)
    if row is None and sells:
        db.session.add(
            ExchangeOffice(
                organisation_id=organisation_id,
                community_id=community_id,
                named_by=by,
                named_at=clock.now(),
            )
        )
    elif row is not None:
        row.ended_at = None if sells else clock.now()
        row.named_by = by


def require(community_id: uuid.UUID, organisation_id: uuid.UUID) -> None:
    """Raise NotAnOffice unless this open organisation of the community may sell coin."""
    found = communities.organisation(organisation_id)
    if not is_office(organisation_id) or found.community_id != community_id or not found.is_open:
        raise NotAnOffice


def is_office(organisation_id: uuid.UUID) -> bool:
    """Whether this organisation may sell coin now."""
    row = db.session.get(ExchangeOffice, organisation_id, populate_existing=True)
    return row is not None and row.ended_at is None


def of_community(community_id: uuid.UUID) -> list[uuid.UUID]:
    """The organisations that may sell coin here."""
    rows = db.session.scalars(
        select(ExchangeOffice.organisation_id).where(
            ExchangeOffice.community_id == community_id, ExchangeOffice.ended_at.is_(None)
        )
    )
    return list(rows)
