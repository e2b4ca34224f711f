"""Use case: pay at a counter with a card and its PIN."""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import date

from backend import clock
from backend.cards import queries, rules, trying
from backend.cards.errors import CardPinNeeded
from backend.cards.models import CardDay, WalletCard
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.payments import service as payments
from backend.payments.service import Means, Order


@dataclass(frozen=True, slots=True)
class CardOrder:
    """What a shop asks: ``amount`` minor units by the card ``given``, with the PIN of its holder.

    Without a PIN it only asks what became of the order.
    """

    id: uuid.UUID
    shop_id: uuid.UUID
    cashier_id: uuid.UUID
    amount: int
    given: str
    pin: str | None = field(repr=False)


def pay(order: CardOrder) -> payments.PaymentAnswer:
    """Pay, once for one id: sent again, with a PIN or without, it is the same payment.

    A refused order leaves nothing: the id may be used again, but a wrong PIN is not tried again
    under it. Raises CodeUnreadable, CodeVersionUnknown, CardUnknown, CardReplaced, CardBlocked,
    CardsOff, CardLimit, CardPinNeeded, what ``trying.require_right`` raises, CardDayLimit, and what
    the counter refuses (``payments.service.pay_otherwise``).
    """
    shop = communities.organisation(order.shop_id)
    card = queries.by_number(order.given, shop.community_id)
    earlier = payments.paid_otherwise(_order(order, card, 0))
    if earlier is not None:
        return earlier
    rules.check_works(card.ended_as)
    terms = community_service.card_rules(communities.community(shop.community_id))
    rules.check_once(order.amount, terms.per_payment, terms.per_day)
    if order.pin is None:
        raise CardPinNeeded
    tried = trying.Try(card, order.pin, shop.id, order.cashier_id, order.id)
    trying.require_right(tried)
    return _book(order, card.id)


@again_on(DuplicateRow)
@unit_of_work
def _book(order: CardOrder, card_id: uuid.UUID) -> payments.PaymentAnswer:
    """One payment of one card at a time; the day's ceiling holds whatever shops do at once."""
    card = queries.locked(card_id)
    earlier = payments.paid_otherwise(_order(order, card, 0))
    if earlier is not None:
        return earlier
    rules.check_works(card.ended_as)
    community = communities.community(card.community_id)
    terms = community_service.card_rules(community)
    day = community.day(clock.now())
    rules.check_day(order.amount, queries.spent(card.person_id, community.id, day), terms.per_day)
    card.used += 1
    _count(card, day, order.amount)
    db.session.flush()
    return payments.pay_otherwise(_order(order, card, card.used))


def _count(card: WalletCard, day: date, amount: int) -> None:
    """Add to what was spent on a day; the card's row is held, so nobody adds meanwhile."""
    row = db.session.get(CardDay, (card.person_id, card.community_id, day), populate_existing=True)
    if row is None:
        row = CardDay(person_id=card.person_id, community_id=card.community_id, day=day, spent=0)
        db.session.add(row)
    row.spent += amount


def _order(order: CardOrder, card: WalletCard, number: int) -> Order:
    return Order(
        id=order.id,
        shop_id=order.shop_id,
        payer_id=card.person_id,
        amount=order.amount,
        means=Means.CARD,
        instrument=card.instrument,
        number=number,
        evidence=hashlib.sha256(card.number.encode()).digest(),
        by=order.cashier_id,
    )
