"""Plays the story: the same use cases that people use, at the times when they would have."""

import uuid
from datetime import datetime

from backend.communities import service as communities
from backend.example import giving, payouts
from backend.example.giving import Ask, Give
from backend.example.neighbourhood import Neighbourhood
from backend.example.payouts import Redeem, Settle
from backend.example.simulated_time import SimulatedTime
from backend.example.story import Decide, Earn, Event, Pay, events
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.payments import schemas as payment_schemas
from backend.payments import service as payments
from backend.payments.refunds import RefundOrder
from backend.tasks import claiming, deciding
from backend.tasks import queries as tasks

CASHIERS = {"bakery": "naima", "bikes": "joost"}
DECLINED_BECAUSE = "Je stond niet op de lijst van die middag. Loop je even langs?"
REFUNDED_BECAUSE = "Verkeerd brood meegegeven"


def play(here: Neighbourhood, time: SimulatedTime, today: datetime) -> None:
    """Let everything happen that the story tells, ending before ``today``."""
    for event in events():
        time.move_to(today - event.ago)
        _happen(here, event)


def _happen(here: Neighbourhood, event: Event) -> None:
    match event:
        case Earn():
            _earn(here, event)
        case Pay():
            _pay(here, event)
        case Decide():
            _decide(here, event)
        case Give() | Ask():
            giving.happen(event, here)
        case Redeem() | Settle():
            payouts.happen(event, here.community, here.organisations, here.people)


def _earn(here: Neighbourhood, event: Earn) -> None:
    command = claiming.Command(new_id(), here.posters[event.job], event.minutes)
    claiming.claim(here.phones[event.who].caller(), command)


def _pay(here: Neighbourhood, event: Pay) -> None:
    """Nobody pays what they have not got: such a payment is left out of the story."""
    payer, cashier = here.phones[event.who], here.phones[CASHIERS[event.shop]]
    wallet = ledger.wallet(here.community.id, payer.person_id)
    if ledger_queries.balance(wallet) < event.amount:
        return
    limit = communities.setting(here.community, "default_limit")
    if not isinstance(limit, int):
        raise TypeError("default_limit")
    wanted = payment_schemas.PaymentCommand(
        shop_id=here.organisations[event.shop].id,
        amount=event.amount,
        code=payer.payment_code(here.community, limit),
    )
    taken = payments.take(new_id(), wanted, cashier.caller())
    if taken.status == "waiting":
        payments.confirm(taken.id, payer.person_id)
    if event.refund:
        _refund(taken.id, cashier.person_id, event.refund)


def _refund(payment_id: uuid.UUID, cashier_id: uuid.UUID, amount: int) -> None:
    payments.refund(RefundOrder(new_id(), payment_id, cashier_id, amount, REFUNDED_BECAUSE))


def _decide(here: Neighbourhood, event: Decide) -> None:
    coordinator = here.people["marieke"]
    declined = here.people.get(event.declines)
    for claim in tasks.claims_at(here.organisations["centre"].id, only_waiting=True):
        if claim.person_id == declined:
            deciding.decline(claim.id, coordinator, DECLINED_BECAUSE)
        else:
            deciding.approve(claim.id, coordinator)
