"""Reads of cards, and where they belong; who may see one is decided in ``access``."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from backend.cards.errors import CardUnknown
from backend.cards.models import CardDay, WalletCard
from backend.codes import card as codes
from backend.communities import queries as communities
from backend.db import db
from backend.errors import NotFound
from backend.tasks import queries as tasks
from backend.web.caller import Place


def card(card_id: uuid.UUID) -> WalletCard:
    """The card as it is now. Raises NotFound."""
    row = db.session.get(WalletCard, card_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def locked(card_id: uuid.UUID) -> WalletCard:
    """The card, which nobody else changes until this unit of work ends. Raises NotFound."""
    row = db.session.get(WalletCard, card_id, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound
    return row


def by_number(given: str, community_id: uuid.UUID) -> WalletCard:
    """The card that was scanned or typed, ended or not.

    Raises CodeUnreadable, CodeVersionUnknown, and CardUnknown for another community's as well.
    """
    row = db.session.scalar(
        select(WalletCard)
        .where(WalletCard.number == codes.read(given), WalletCard.community_id == community_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise CardUnknown
    return row


def working(person_id: uuid.UUID, community_id: uuid.UUID) -> WalletCard | None:
    """The person's card that works, if there is one."""
    return db.session.scalar(
        select(WalletCard)
        .where(
            WalletCard.person_id == person_id,
            WalletCard.community_id == community_id,
            WalletCard.ended_as.is_(None),
        )
        .execution_options(populate_existing=True)
    )


def newest(person_id: uuid.UUID, community_id: uuid.UUID) -> WalletCard | None:
    """The person's last card, also one that was blocked."""
    return db.session.scalar(
        select(WalletCard)
        .where(WalletCard.person_id == person_id, WalletCard.community_id == community_id)
        .order_by(WalletCard.made_at.desc(), WalletCard.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def made_at(organisation_id: uuid.UUID) -> Sequence[WalletCard]:
    """The cards made at an organisation that were not replaced, by the name on them."""
    return db.session.scalars(
        select(WalletCard)
        .where(
            WalletCard.organisation_id == organisation_id,
            (WalletCard.ended_as.is_(None)) | (WalletCard.ended_as == "blocked"),
        )
        .order_by(WalletCard.name, WalletCard.id)
    ).all()


def of_people(person_ids: Collection[uuid.UUID], community_id: uuid.UUID) -> Sequence[WalletCard]:
    """The cards of these people that were not replaced, by the name on them."""
    return db.session.scalars(
        select(WalletCard)
        .where(
            WalletCard.person_id.in_(person_ids),
            WalletCard.community_id == community_id,
            (WalletCard.ended_as.is_(None)) | (WalletCard.ended_as == "blocked"),
        )
        .order_by(WalletCard.name, WalletCard.id)
    ).all()


def spent(person_id: uuid.UUID, community_id: uuid.UUID, day: Any) -> int:
    """What the person paid by card on a day, minor units."""
    row = db.session.get(CardDay, (person_id, community_id, day), populate_existing=True)
    return row.spent if row else 0


def shop_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the shop named in the body."""
    return communities.place_of_organisation(touched["body"].shop_id)


def task_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation of the task named in the body. Raises NotFound."""
    task = tasks.task(touched["body"].task_id)
    return Place(task.community_id, task.organisation_id)
