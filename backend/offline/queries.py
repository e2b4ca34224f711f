"""Reads: what shops, payers and issuers see of what was not simply paid."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_

from backend.communities import queries as communities
from backend.db import db
from backend.errors import NotFound
from backend.identity import queries as identity
from backend.offline import debts
from backend.offline.models import Debt, OfflinePayment, Status
from backend.offline.schemas import Conflict, ConflictList
from backend.payments.service import ShopBrief
from backend.web.caller import Place

owed_by = debts.owed_by


def place_of_conflict_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community in which the conflict in the path was settled."""
    row = db.session.get(OfflinePayment, touched["conflict_id"], populate_existing=True)
    if row is None:
        raise NotFound
    return Place(row.community_id)


def of_shop(shop_id: uuid.UUID, before: uuid.UUID | None, most: int) -> ConflictList:
    """What a shop accepted and the payer's coin did not pay, newest first."""
    return _listed(OfflinePayment.shop_id == shop_id, before, most, named=False)


def of_payer(
    community_id: uuid.UUID, person_id: uuid.UUID, before: uuid.UUID | None, most: int
) -> ConflictList:
    """The same for one payer."""
    own = (OfflinePayment.payer_id == person_id) & (OfflinePayment.community_id == community_id)
    return _listed(own, before, most, named=False)


def of_community(community_id: uuid.UUID, before: uuid.UUID | None, most: int) -> ConflictList:
    """All of a community, with the payers' names."""
    return _listed(OfflinePayment.community_id == community_id, before, most, named=True)


def one(conflict_id: uuid.UUID) -> Conflict:
    """A conflict as issuers see it."""
    rows = db.session.scalars(select(OfflinePayment).where(OfflinePayment.id == conflict_id))
    return _described(rows.all(), named=True)[0]


def _listed(
    which: ColumnElement[bool], before: uuid.UUID | None, most: int, *, named: bool
) -> ConflictList:
    newest = (OfflinePayment.settled_at, OfflinePayment.id)
    rows = select(OfflinePayment).where(which, OfflinePayment.status != Status.PAID.value)
    if before is not None:
        last = db.session.get(OfflinePayment, before)
        if last is None:
            raise NotFound
        rows = rows.where(tuple_(*newest) < tuple_(last.settled_at, last.id))
    found = db.session.scalars(
        rows.order_by(*(column.desc() for column in newest)).limit(most + 1)
    ).all()
    shown = _described(found[:most], named=named)
    return ConflictList(conflicts=shown, next=shown[-1].id if len(found) > most else None)


def _described(rows: Sequence[OfflinePayment], *, named: bool) -> list[Conflict]:
    shops = communities.organisation_names({row.shop_id for row in rows})
    payers = {row.payer_id for row in rows if row.payer_id}
    names = identity.display_names(payers) if named else {}
    owed = {
        debt.id: debt
        for debt in db.session.scalars(
            select(Debt)
            .where(Debt.id.in_([row.id for row in rows]))
            .execution_options(populate_existing=True)
        )
    }
    return [_describe(row, shops, names, owed.get(row.id)) for row in rows]


def _describe(
    row: OfflinePayment,
    shops: Mapping[uuid.UUID, communities.OrganisationBrief],
    names: Mapping[uuid.UUID, str],
    debt: Debt | None,
) -> Conflict:
    late = debt.repaid_shop if debt else 0
    return Conflict.model_validate(
        {
            "id": row.id,
            "shop": ShopBrief(id=row.shop_id, name=shops[row.shop_id].name),
            "payer_name": names.get(row.payer_id) if row.payer_id else None,
            "amount": row.amount,
            "received": row.received,
            "covered": row.covered,
            "lost": row.amount - row.received - late,
            "status": row.status,
            "reason": row.reason,
            "lost_because": row.lost_because,
            "accepted_at": row.accepted_at,
            "settled_at": row.settled_at,
            "owed": debt.owed if debt else 0,
            "repaid": debt.repaid_guarantee + late if debt else 0,
            "waived_at": debt.waived_at if debt else None,
        }
    )
