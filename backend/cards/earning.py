"""Use case: a coordinator at a task scans the card of somebody who did the work."""

import uuid
from dataclasses import dataclass

from backend import clock
from backend.cards import queries, rules
from backend.cards.errors import OwnCard
from backend.cards.models import CardDeed, Deed
from backend.db import db, unit_of_work
from backend.tasks import queries as tasks_queries
from backend.tasks import service as tasks


@dataclass(frozen=True, slots=True)
class CardClaim:
    """The work of a card's holder; ``minutes`` where it is paid by the hour; ``by`` who saw it."""

    id: uuid.UUID
    task_id: uuid.UUID
    given: str
    minutes: int | None
    by: uuid.UUID


def claim(order: CardClaim) -> tasks.ClaimAnswer:
    """Claim for the holder, by all rules of the task; the same again is the same claim.

    It needs no PIN: nothing leaves the wallet. Raises CardUnknown, CardReplaced, CardBlocked,
    OwnCard, and what ``tasks.service.claim_for`` raises.
    """
    task = tasks_queries.task(order.task_id)
    card = queries.by_number(order.given, task.community_id)
    rules.check_works(card.ended_as)
    if card.person_id == order.by:
        raise OwnCard
    made = tasks.claim_for(card.person_id, task.id, order.id, order.minutes)
    _note(order, card.id, task.organisation_id)
    return made


@unit_of_work
def _note(order: CardClaim, card_id: uuid.UUID, organisation_id: uuid.UUID) -> None:
    """The line of the card's history has the claim's id, so that it is written once."""
    if db.session.get(CardDeed, order.id) is None:
        db.session.add(
            CardDeed(
                id=order.id,
                card_id=card_id,
                deed=Deed.EARNED.value,
                by=order.by,
                organisation_id=organisation_id,
                at=clock.now(),
            )
        )
