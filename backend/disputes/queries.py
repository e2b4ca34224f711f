"""Reads of disputes, and where they belong, for guards."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select

from backend.db import db
from backend.disputes.models import Dispute, DisputeStep
from backend.errors import NotFound
from backend.web.caller import Caller, Place

_MOST = 200
STAFF = frozenset({"shop_owner", "shop_staff"})


def find(dispute_id: uuid.UUID) -> Dispute:
    """A dispute. Raises NotFound."""
    row = db.session.get(Dispute, dispute_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def shop_of_dispute_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the shop of the dispute in the path."""
    row = find(touched["dispute_id"])
    return Place(row.community_id, row.shop_id)


def seen_by(dispute_id: uuid.UUID, caller: Caller) -> Dispute:
    """A dispute for its payer, the shop's people and the issuers. Raises NotFound for others."""
    row = find(dispute_id)
    place = Place(row.community_id, row.shop_id)
    if row.person_id != caller.person_id and not caller.holds(STAFF | {"issuer"}, place):
        raise NotFound
    return row


def of_person(person_id: uuid.UUID, payment_id: uuid.UUID | None) -> Sequence[Dispute]:
    """What a payer disputed, or about one payment."""
    about = [Dispute.payment_id == payment_id] if payment_id else []
    return _list(Dispute.person_id == person_id, *about)


def of_shop(shop_id: uuid.UUID) -> Sequence[Dispute]:
    """The disputes about a shop's payments."""
    return _list(Dispute.shop_id == shop_id)


def of_community(community_id: uuid.UUID) -> Sequence[Dispute]:
    """The disputes of a community."""
    return _list(Dispute.community_id == community_id)


def history(dispute_id: uuid.UUID) -> Sequence[DisputeStep]:
    """Every step, oldest first."""
    return db.session.scalars(
        select(DisputeStep).where(DisputeStep.dispute_id == dispute_id).order_by(DisputeStep.number)
    ).all()


def owed_by(shop_id: uuid.UUID) -> int:
    """What a shop still has to give back by decisions, minor units."""
    total = select(func.coalesce(func.sum(Dispute.owed), 0)).where(Dispute.shop_id == shop_id)
    return int(db.session.execute(total).scalar_one())


def _list(*conditions: ColumnElement[bool]) -> Sequence[Dispute]:
    return db.session.scalars(
        select(Dispute)
        .where(*conditions)
        .order_by(Dispute.closed_at.is_not(None), Dispute.opened_at.desc(), Dispute.id.desc())
        .limit(_MOST)
    ).all()
