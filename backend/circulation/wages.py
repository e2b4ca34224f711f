"""Wages: an organisation pays a person in coin, and the fund adds what the community promised."""

import uuid
from dataclasses import dataclass

from backend import clock
from backend.circulation import customers, drawing, fund, parties, rules
from backend.circulation.customers import Who
from backend.circulation.drawing import Need
from backend.circulation.errors import BonusFundEmpty, WageToOneself
from backend.circulation.models import Wage
from backend.circulation.once import earlier, once
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db, unit_of_work
from backend.errors import IdConflict
from backend.ids import derived_id
from backend.ledger import service as ledger
from backend.ledger.service import Transfer


@dataclass(frozen=True, slots=True)
class WageOrder:
    """Pay ``to`` (who works here, or showed a code) ``amount`` minor units; ``by`` whom."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    to: Who
    amount: int
    memo: str
    by: uuid.UUID


def pay(order: WageOrder) -> Wage:
    """Pay a wage and its bonus together; the same order again is the same wage.

    Raises BonusFundEmpty, WageToOneself, NotMember, CustomerUnknown, NotEnoughCoins, IdConflict.
    """
    return once(lambda: _pay(order))


@unit_of_work
def _pay(order: WageOrder) -> Wage:
    said = {"organisation_id": order.organisation_id, "amount": order.amount, "memo": order.memo}
    first = earlier(Wage, order.id, **said)
    if first is not None:
        if not customers.is_same(order.to, parties.person(first.person_id)):
            raise IdConflict
        return first
    community_id = communities.organisation(order.organisation_id).community_id
    who = customers.party(community_id, order.to)
    if who.id == order.by:
        raise WageToOneself
    parties.require_here(community_id, who)
    now = clock.now()
    community = communities.community(community_id)
    terms = community_service.wage_rules(community, community.day(now))
    wage = Wage(
        id=order.id,
        community_id=community_id,
        person_id=who.id,
        paid_by=order.by,
        bonus=rules.share(order.amount, terms.bonus_permille),
        at=now,
        **said,
    )
    db.session.add(wage)
    db.session.flush()
    _book(wage, parties.account(community_id, who))
    return wage


def _book(wage: Wage, wallet: uuid.UUID) -> None:
    payer = parties.organisation(wage.organisation_id)
    need = Need(wage.community_id, payer, wage.amount, "wage", wage.id, wage.at)
    drawing.ensure(need)
    till = ledger.till(wage.community_id, wage.organisation_id)
    _post(wage, wage.id, "wage", till, wallet, wage.amount)
    if not wage.bonus:
        return
    left = fund.held(wage.community_id)
    if left < wage.bonus:
        raise BonusFundEmpty(bonus=wage.bonus, fund=left)
    bonus_id = derived_id("wage", wage.id, "bonus")
    _post(wage, bonus_id, "bonus", ledger.fund(wage.community_id), wallet, wage.bonus)


def _post(
    wage: Wage, of: uuid.UUID, kind: str, debit: uuid.UUID, credit: uuid.UUID, amount: int
) -> None:
    ledger.post(
        Transfer(
            id=of,
            kind=kind,
            debit_account=debit,
            credit_account=credit,
            amount=amount,
            at=wage.at,
            about_kind="wage",
            about_id=wage.id,
            memo=wage.memo,
        )
    )
