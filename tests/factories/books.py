"""A year of a neighbourhood in its ledger, of every kind of account, with names that bite.

Every function needs an app context.
"""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from backend import clock
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from tests.factories.communities import make_community, make_member, make_organisation
from tests.factories.ledger import transfer

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BITING_NAME = 'Bakkerij "Özdemir" \\ Zn; =SUM(A1)\n  type:A\u202etxt\u2028; note'
ARABIC_NAME = "بقالة الحي"
BITING_MEMO = '=HYPERLINK("x")\n2026-01-01 * "nep" ; #import "a" \u202e'


@dataclass
class Year:
    """What was booked, and who took part. ``marks`` are moments between bookings."""

    community: CommunityFacts
    baker: OrganisationFacts
    grocer: OrganisationFacts
    centre: OrganisationFacts
    people: list[uuid.UUID]
    booked: list[Transfer] = field(default_factory=list)
    at: datetime = START

    def account(self, purpose: str, owner: object = None) -> uuid.UUID:
        """The id of an account: of the community itself, or of ``owner``."""
        opened = getattr(ledger, purpose)
        here = self.community.id
        account: uuid.UUID = opened(here) if owner is None else opened(here, owner)
        return account

    def book(
        self, kind: str, debit: uuid.UUID, credit: uuid.UUID, amount: int, **fields: object
    ) -> Transfer:
        """Book one, a week after the one before."""
        self.at += timedelta(days=7)
        made = transfer(kind, debit, credit, amount, at=self.at, **fields)
        ledger.book(made)
        self.booked.append(made)
        return made


def make_year(community: CommunityFacts | None = None, people: int = 3) -> Year:
    """Coin made, earned, spent, given back, redeemed and retired; euro in and out."""
    community = community or make_community()
    here = community.id
    year = Year(
        community,
        make_organisation(here, name=BITING_NAME),
        make_organisation(here, name=ARABIC_NAME, category="groceries"),
        make_organisation(here, "association", "Buurthuis", ""),
        [make_member(here, f"Samira {number}") for number in range(people)],
    )
    clock.use_source(lambda: NOW)
    _earn_and_spend(year)
    _redeem(year)
    _other_rules(year)
    return year


def _earn_and_spend(year: Year) -> None:
    budget = ledger.budget(year.community.id, year.centre.id, new_id())
    baker, grocer = (year.account("till", one.id) for one in (year.baker, year.grocer))
    year.book("issue", year.account("issuance"), budget, 1_000_000, memo='Besluit; "12" \\ x')
    for number, person in enumerate(year.people):
        wallet = year.account("wallet", person)
        year.book("reward", budget, wallet, 25_001 + number, about_kind="task", about_id=new_id())
        paid = year.book("payment", wallet, baker if number % 2 else grocer, 10_000)
        till = paid.credit_account
        year.book("refund", till, wallet, 250, reverses=paid.id, memo=BITING_MEMO)


def _redeem(year: Year) -> None:
    baker = year.account("till", year.grocer.id)
    bank, reserve = year.account("bank"), year.account("reserve")
    redemption, fund = year.account("redemption"), year.account("fund")
    year.book("deposit", bank, reserve, 100_000, memo="Stadsbank 2026-14")
    year.book("redeem", baker, redemption, 5_000)
    year.book("fee", redemption, fund, 250)
    year.book("retire", redemption, year.account("issuance"), 4_750)
    year.book("payout", reserve, bank, 475)


def _other_rules(year: Year) -> None:
    wallet, fund = year.account("wallet", year.people[0]), year.account("fund")
    credit = year.account("credit", year.people[0])
    shops_credit = year.account("credit", year.baker.id)
    issuance = year.account("issuance")
    year.book("demurrage", wallet, fund, 7)
    year.book("note_out", wallet, year.account("notes"), 100)
    year.book("line", issuance, credit, 2_000)
    year.book("draw", credit, wallet, 500)
    year.book("line", issuance, shops_credit, 9_000)
    year.book("trade", year.account("till", year.grocer.id), year.account("till", year.baker.id), 1)
