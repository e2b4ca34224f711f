"""Sales: coin for euro, with what the community adds, all in one unit of work or none of it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import select

from backend import clock
from backend.circulation import associations, customers, fund, offices, parties, rules
from backend.circulation.customers import Who
from backend.circulation.errors import BonusFundEmpty, ReceiptUsed, SalesClosed, TooFewSponsors
from backend.circulation.models import Sale
from backend.circulation.once import once
from backend.circulation.parties import Party
from backend.circulation.rules import Rate
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import CommunityFacts
from backend.db import db, unit_of_work
from backend.errors import IdConflict
from backend.ids import derived_id
from backend.ledger import service as ledger
from backend.ledger.service import Transfer

PaidBy = Literal["bank", "cash"]


@dataclass(frozen=True, slots=True)
class SaleOrder:
    """Sell coin for ``cents`` euro that were paid by bank or cash (``reference``: the receipt).

    ``office_id`` is the exchange office that sells, None for the treasurer's own desk. ``gift_to``
    is the association that the buyer names now; None follows what they chose before, if anything.
    """

    id: uuid.UUID
    community_id: uuid.UUID
    buyer: Who
    cents: int
    paid_by: PaidBy
    reference: str
    sold_by: uuid.UUID
    gift_to: uuid.UUID | None = None
    office_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What so many cents buy, in minor units: coin, and the fund's bonus and gift on top."""

    amount: int
    bonus: int
    gift: int


def rate_on(community: CommunityFacts, day: date) -> Rate:
    """The euro rate of a day (community's time zone)."""
    found = community_service.euro_rate(community, day)
    return Rate.of(found.coins, found.euro_cents, community.currency.decimals)


def quote(community_id: uuid.UUID, cents: int, buyer_kind: str | None = None) -> Quote:
    """What ``cents`` buy today; ``buyer_kind`` is member, shop, association, or not known yet.

    Raises SalesClosed, CentsDoNotDivide, AmountInvalid.
    """
    now = clock.now()
    community = communities.community(community_id)
    terms = community_service.sale_rules(community, community.day(now))
    if not terms.open_to or (buyer_kind is not None and buyer_kind not in terms.open_to):
        raise SalesClosed
    amount = rate_on(community, community.day(now)).coin_for(cents)
    bonus, gift = (rules.share(amount, p) for p in (terms.bonus_permille, terms.gift_permille))
    return Quote(amount, bonus, gift)


def sell(order: SaleOrder) -> Sale:
    """Record a sale; the same order again is the same sale.

    Raises SalesClosed, CentsDoNotDivide, ReceiptUsed, BonusFundEmpty, NoAssociation,
    TooFewSponsors, NotAnOffice, CustomerUnknown, NotMember, ReserveTooSmall, IdConflict. A gift
    that the fund cannot pay yet is owed: the month's end pays it.
    """
    return once(lambda: _sell(order))


@unit_of_work
def _sell(order: SaleOrder) -> Sale:
    first = db.session.get(Sale, order.id, populate_existing=True)
    if first is not None:
        return _same(first, order)
    now = clock.now()
    if order.office_id is not None:
        offices.require(order.community_id, order.office_id)
    buyer = customers.party(order.community_id, order.buyer)
    kind = parties.require_here(order.community_id, buyer)
    worth = quote(order.community_id, order.cents, kind)
    _require_new_receipt(order)
    gift_to = _gift_to(order, buyer) if worth.gift else None
    sale = Sale(
        id=order.id,
        community_id=order.community_id,
        office_id=order.office_id,
        sold_by=order.sold_by,
        buyer_id=buyer.id,
        buyer_kind=buyer.kind,
        cents=order.cents,
        paid_by=order.paid_by,
        reference=order.reference,
        amount=worth.amount,
        bonus=worth.bonus,
        gift=worth.gift if gift_to else 0,
        gift_to=gift_to,
        gift_chosen=order.gift_to is not None,
        at=now,
    )
    db.session.add(sale)
    db.session.flush()
    _book(sale, parties.account(order.community_id, buyer))
    return sale


def _book(sale: Sale, account: uuid.UUID) -> None:
    """The euro first: coin may only be made of what the reserve covers."""
    community = sale.community_id
    bank, reserve = ledger.bank(community), ledger.reserve(community)
    deposit = _transfer(sale, "deposit", bank, reserve, sale.cents)
    coin = _transfer(sale, "sale", ledger.issuance(community), account, sale.amount)
    for transfer in (deposit, coin):
        ledger.post(transfer)
    if not sale.bonus and not sale.gift:
        return
    left = fund.held(community)
    if left < sale.bonus:
        raise BonusFundEmpty(bonus=sale.bonus, fund=left)
    if sale.bonus:
        ledger.post(_transfer(sale, "bonus", ledger.fund(community), account, sale.bonus))
    if sale.gift and left - sale.bonus >= sale.gift:
        pay_gift(sale)


def pay_gift(sale: Sale) -> None:
    """Let the fund pay a gift that is owed, as part of the unit of work under way."""
    if sale.gift_to is None:
        raise AssertionError("a gift goes to somebody")
    fund_account = ledger.fund(sale.community_id)
    till = ledger.till(sale.community_id, sale.gift_to)
    sale.gift_paid_at = clock.now()
    ledger.post(_transfer(sale, "gift", fund_account, till, sale.gift, at=sale.gift_paid_at))


def _transfer(
    sale: Sale,
    kind: str,
    debit: uuid.UUID,
    credit: uuid.UUID,
    amount: int,
    at: datetime | None = None,
) -> Transfer:
    return Transfer(
        id=sale.id if kind == "sale" else derived_id("sale", sale.id, kind),
        kind=kind,
        debit_account=debit,
        credit_account=credit,
        amount=amount,
        at=at or sale.at,
        about_kind="sale",
        about_id=sale.id,
    )


def _same(first: Sale, order: SaleOrder) -> Sale:
    said = (order.community_id, order.office_id, order.cents, order.paid_by, order.reference)
    kept = (first.community_id, first.office_id, first.cents, first.paid_by, first.reference)
    gift_to = first.gift_to if first.gift_chosen else None
    same_buyer = customers.is_same(order.buyer, parties.party(first.buyer_kind, first.buyer_id))
    if said != kept or not same_buyer or (first.gift and gift_to != order.gift_to):
        raise IdConflict
    return first


def _require_new_receipt(order: SaleOrder) -> None:
    used = select(Sale.id).where(
        Sale.community_id == order.community_id,
        Sale.paid_by == order.paid_by,
        Sale.reference == order.reference,
    )
    if db.session.execute(used).first() is not None:
        raise ReceiptUsed


def _gift_to(order: SaleOrder, buyer: Party) -> uuid.UUID | None:
    """The association that gets a gift: named now, or chosen before and with sponsors enough."""
    community = communities.community(order.community_id)
    needed = community_service.sale_rules(community).gift_from_sponsors
    if order.gift_to is not None:
        associations.require(order.community_id, order.gift_to)
        if associations.sponsors_of(order.gift_to) < needed:
            raise TooFewSponsors(needed=needed)
        return order.gift_to
    chosen = associations.chosen_by(order.community_id, buyer.id) if buyer.is_person else None
    if chosen is None or associations.sponsors_of(chosen) < needed:
        return None
    return chosen if communities.organisation(chosen).is_open else None
