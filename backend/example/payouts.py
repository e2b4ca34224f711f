"""How coin became euro in the example: bank accounts, requests, a settlement, the bank's answer."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from backend import clock
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.ids import new_id
from backend.redemption import service as redemption
from backend.redemption.models import SettlementLine

People = Mapping[str, uuid.UUID]

# Numbers that banks print in their own examples; nobody's account.
OWN_IBAN = "NL91ABNA0417164300"
ACCOUNTS = {
    "bakery": ("hassan", "NL39RABO0300065264", "Bakkerij Atlas"),
    "bikes": ("joost", "NL20INGB0001234567", "Fietsmaker Joost"),
}


@dataclass(frozen=True)
class Redeem:
    """A shop asks for euro: ``amount`` minor units, or all it has."""

    ago: timedelta
    shop: str
    amount: int | None = None


@dataclass(frozen=True)
class Settle:
    """One treasurer gathers; with ``released_by`` another releases, and the bank pays."""

    ago: timedelta
    gathered_by: str
    released_by: str | None = None


PayoutEvent = Redeem | Settle


def events() -> list[PayoutEvent]:
    """One payout that is done, one that waits for the other treasurer, one request that is open."""
    return [
        Redeem(timedelta(days=12), "bakery"),
        Settle(timedelta(days=11), "bram", "sofie"),
        Redeem(timedelta(days=3), "bikes"),
        Settle(timedelta(days=2), "sofie"),
        Redeem(timedelta(hours=5), "bakery", 5_000),
    ]


def open_accounts(
    community: CommunityFacts, organisations: Mapping[str, OrganisationFacts], people: People
) -> None:
    """Say where money comes from and where it goes to."""
    redemption.set_for_community(
        community.id, OWN_IBAN, f"Wijkmunt {community.name}", people["bram"]
    )
    for shop, (owner, iban, holder) in ACCOUNTS.items():
        redemption.set_for_organisation(organisations[shop].id, iban, holder, people[owner])


def happen(
    event: PayoutEvent,
    community: CommunityFacts,
    organisations: Mapping[str, OrganisationFacts],
    people: People,
) -> None:
    """Let one event happen now."""
    if isinstance(event, Redeem):
        owner = people[ACCOUNTS[event.shop][0]]
        redemption.ask(new_id(), organisations[event.shop].id, event.amount, owner)
        return
    settlement_id = redemption.gather(new_id(), community.id, people[event.gathered_by])
    if event.released_by:
        redemption.release(settlement_id, people[event.released_by])
        statement = _statement(settlement_id)
        for statement_id in redemption.take_in(community.id, statement, people[event.gathered_by]):
            redemption.book(statement_id)


def _statement(settlement_id: uuid.UUID) -> bytes:
    """What the bank answers when it has paid: a camt.053 with one entry for each payout."""
    day = clock.now().date()
    lines = db.session.scalars(
        select(SettlementLine).where(SettlementLine.settlement_id == settlement_id)
    )
    entries = "".join(
        f'<Ntry><Amt Ccy="EUR">{line.euro_cents // 100}.{line.euro_cents % 100:02}</Amt>'
        f"<CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><TxDtls><Refs>"
        f"<EndToEndId>{line.end_to_end_id}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
        for line in lines
    )
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
        f"<Id>{day}</Id><FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm>"
        f"</FrToDt><Acct><Id><IBAN>{OWN_IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()
