"""Reads of redeeming: where a thing belongs, and lists for those who keep the books."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from backend.communities import queries as communities
from backend.db import db
from backend.errors import NotFound
from backend.redemption.models import BankStatement, Redemption, Settlement
from backend.web.caller import Place

MOST_IN_A_LIST = 200


def redemption_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation that made the request in the path. Raises NotFound."""
    organisation_id = db.session.scalar(
        select(Redemption.organisation_id).where(Redemption.id == touched["redemption_id"])
    )
    if organisation_id is None:
        raise NotFound
    return communities.place_of_organisation(organisation_id)


def organisation_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation that the body names. Raises NotFound."""
    return communities.place_of_organisation(touched["body"].organisation_id)


def community_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the community that the body names. Raises NotFound."""
    return Place(communities.community(touched["body"].community_id).id)


def settlement_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the settlement in the path. Raises NotFound."""
    return _community_of(Settlement, touched["settlement_id"])


def statement_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the bank statement in the path. Raises NotFound."""
    return _community_of(BankStatement, touched["statement_id"])


def of_organisation(organisation_id: uuid.UUID, most: int = 50) -> list[Redemption]:
    """The requests of an organisation, newest first."""
    return list(
        db.session.scalars(
            select(Redemption)
            .where(Redemption.organisation_id == organisation_id)
            .order_by(Redemption.asked_at.desc(), Redemption.id.desc())
            .limit(most)
        )
    )


def of_community(community_id: uuid.UUID, status: str | None) -> list[Redemption]:
    """The newest requests of a community, of one status or of all."""
    wanted = select(Redemption).where(Redemption.community_id == community_id)
    if status is not None:
        wanted = wanted.where(Redemption.status == status)
    newest = wanted.order_by(Redemption.asked_at.desc(), Redemption.id.desc())
    return list(db.session.scalars(newest.limit(MOST_IN_A_LIST)))


def open_requests(community_id: uuid.UUID) -> tuple[int, int]:
    """How many requests are open, and their euro in cents."""
    row = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Redemption.euro_cents), 0)).where(
            Redemption.community_id == community_id, Redemption.status == "open"
        )
    ).one()
    return int(row[0]), int(row[1])


def settlements(community_id: uuid.UUID) -> list[Settlement]:
    """The newest settlements of a community."""
    return list(
        db.session.scalars(
            select(Settlement)
            .where(Settlement.community_id == community_id)
            .order_by(Settlement.gathered_at.desc(), Settlement.id.desc())
            .limit(MOST_IN_A_LIST)
        )
    )


def settlement(settlement_id: uuid.UUID) -> Settlement:
    """One settlement. Raises NotFound."""
    row = db.session.get(Settlement, settlement_id)
    if row is None:
        raise NotFound
    return row


def statements(community_id: uuid.UUID) -> list[BankStatement]:
    """The newest bank statements of a community."""
    return list(
        db.session.scalars(
            select(BankStatement)
            .where(BankStatement.community_id == community_id)
            .order_by(BankStatement.uploaded_at.desc(), BankStatement.id.desc())
            .limit(MOST_IN_A_LIST)
        )
    )


def _community_of(table: type[Settlement] | type[BankStatement], id_: uuid.UUID) -> Place:
    community_id = db.session.scalar(select(table.community_id).where(table.id == id_))
    if community_id is None:
        raise NotFound
    return Place(community_id)
