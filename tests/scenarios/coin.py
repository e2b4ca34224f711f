"""What coin does beside being earned and paid: it is bought, lent, traded, printed."""

import uuid
from collections.abc import Mapping

from backend.circulation import fund, loans, notes, parties, sales, trades, wages
from backend.circulation.fund import ContributionOrder
from backend.circulation.loans import LoanOrder, Source
from backend.circulation.models import Sale
from backend.circulation.notes import Direction, NoteOrder
from backend.circulation.sales import SaleOrder
from backend.circulation.trades import TradeOrder
from backend.circulation.wages import WageOrder
from backend.communities.queries import OrganisationFacts
from backend.ids import new_id
from backend.programmes.queries import BudgetFacts
from tests.scenarios.neighbourhood import Neighbourhood


def buy(
    here: Neighbourhood, person_id: uuid.UUID, cents: int, gift_to: OrganisationFacts | None = None
) -> Sale:
    """A member brings euro to the treasurer's desk."""
    order = SaleOrder(
        id=new_id(),
        community_id=here.id,
        buyer=parties.person(person_id),
        cents=cents,
        paid_by="cash",
        reference=new_id().hex,
        sold_by=here.treasurers[0],
        gift_to=gift_to.id if gift_to else None,
    )
    return sales.sell(order)


def fill_fund(here: Neighbourhood, budget: BudgetFacts, amount: int) -> None:
    """A funder puts coin of a budget into the fund, out of which bonuses and gifts are paid."""
    fund.contribute(ContributionOrder(new_id(), budget.id, amount, "Start", here.issuers[0]))


def change_notes(
    here: Neighbourhood, person_id: uuid.UUID, direction: Direction, counted: Mapping[int, int]
) -> None:
    """A member changes coin into printed notes, or notes into coin (count by minor units)."""
    holder = parties.person(person_id)
    notes.exchange(NoteOrder(new_id(), here.id, direction, holder, counted, here.treasurers[0]))


def trade(
    here: Neighbourhood, payer: OrganisationFacts, payee: OrganisationFacts, amount: int
) -> None:
    """A shop pays another one."""
    owner = here.at("shop_owner", payer)
    trades.pay(TradeOrder(new_id(), payer.id, payee.id, amount, "Levering", owner, fresh=True))


def pay_wage(
    here: Neighbourhood, employer: OrganisationFacts, person_id: uuid.UUID, amount: int
) -> int:
    """An employer pays part of a wage in coin; what the fund added, minor units."""
    owner = here.at("shop_owner", employer)
    order = WageOrder(new_id(), employer.id, parties.person(person_id), amount, "Loon", owner)
    return wages.pay(order).bonus


def lend(here: Neighbourhood, person_id: uuid.UUID, amount: int, source: Source) -> uuid.UUID:
    """A loan without interest: one issuer proposes it, the other agrees."""
    first, second = here.issuers
    order = LoanOrder(new_id(), here.id, parties.person(person_id), amount, source, "Lening", first)
    loans.ask(order)
    loans.decide(order.id, second, agreed=True)
    return order.id
