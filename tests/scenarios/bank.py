"""The bank: shops ask for euro, two treasurers pay them, and a statement shows it."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from backend.communities import service
from backend.communities.queries import OrganisationFacts
from backend.db import db
from backend.ids import new_id
from backend.redemption import bank_details, queries, requests, settlements, statements
from backend.redemption.models import Redemption, SettlementLine, StatementEntry
from tests.scenarios.neighbourhood import Neighbourhood
from tests.support.bank import Booked, statement

OWN_ACCOUNT = 1


def iban(number: int) -> str:
    """A Dutch account number of an imagined bank, with its check digits (ISO 13616)."""
    body = f"ABNA{number:010}"
    digits = "".join(str(int(sign, 36)) for sign in body + "NL00")
    return f"NL{98 - int(digits) % 97:02}{body}"


def open_account(here: Neighbourhood, shop: OrganisationFacts) -> uuid.UUID:
    """Whoever answers for the shop says once where euro go to; that person."""
    owner = here.at("shop_owner" if shop.kind != "association" else "coordinator", shop)
    if bank_details.current(shop.id) is None:
        bank_details.set_for_organisation(shop.id, iban(shop.id.int % 10**9), shop.name, owner)
    return owner


def open_own_account(here: Neighbourhood) -> None:
    """A treasurer says once where the community's own euro lie."""
    if bank_details.current(here.id) is None:
        name, by = here.facts.name, here.treasurers[0]
        bank_details.set_for_community(here.id, iban(OWN_ACCOUNT), name, by)


def redeem(here: Neighbourhood, shop: OrganisationFacts, amount: int | None = None) -> Redemption:
    """A shop asks for euro: for ``amount`` minor units, or all that may go."""
    owner = open_account(here, shop)
    request_id = requests.ask(new_id(), shop.id, amount, owner)
    return db.session.get_one(Redemption, request_id)


def redeem_all(here: Neighbourhood, shops: Iterable[OrganisationFacts]) -> None:
    """Every shop that has enough asks for all that may go."""
    least = service.redemption_rules(here.facts).minimum
    for shop in shops:
        if here.held(here.till(shop)) >= least:
            redeem(here, shop)


def settle(here: Neighbourhood) -> Sequence[SettlementLine]:
    """One treasurer gathers, the other releases, and the bank's statement shows the payouts.

    What the calendar has gathered the first one only checks.
    """
    maker, releaser = here.treasurers
    open_own_account(here)
    gathered = [one.id for one in queries.settlements(here.id) if one.status == "gathered"]
    if gathered:
        settlements.check(gathered[0], maker)
    settlement_id = gathered[0] if gathered else settlements.gather(new_id(), here.id, maker)
    settlements.release(settlement_id, releaser)
    paid = lines(settlement_id)
    show(here, [Booked(line.end_to_end_id, line.euro_cents) for line in paid])
    return lines(settlement_id)


def lines(settlement_id: uuid.UUID) -> list[SettlementLine]:
    """The payouts of a settlement."""
    return list(
        db.session.scalars(
            select(SettlementLine)
            .where(SettlementLine.settlement_id == settlement_id)
            .order_by(SettlementLine.id)
            .execution_options(populate_existing=True)
        )
    )


def show(here: Neighbourhood, booked: Sequence[Booked]) -> None:
    """A treasurer uploads a statement of the community's own account."""
    data = statement(iban(OWN_ACCOUNT), booked, number=new_id().hex)
    for statement_id in statements.take_in(here.id, data, here.treasurers[0]):
        while _waiting(statement_id):
            statements.book(statement_id)


def _waiting(statement_id: uuid.UUID) -> bool:
    waits = select(StatementEntry.number).where(
        StatementEntry.statement_id == statement_id, StatementEntry.outcome == "waiting"
    )
    return db.session.execute(waits).first() is not None
