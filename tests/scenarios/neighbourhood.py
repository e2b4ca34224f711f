"""Who lives in a simulated neighbourhood: members, organisations, issuers, treasurers, phones."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import func, select

from backend import clock
from backend.circulation import credit, notes
from backend.circulation.credit_models import CreditLine
from backend.communities import queries, service
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.example import phones
from backend.example.phones import Phone
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.models import BalanceSlot, LedgerAccount, TransferRow
from tests.factories.communities import make_holder
from tests.factories.crowd import make_crowd
from tests.factories.programmes import issuers, treasurers

A_SESSION = timedelta(days=7)


class Neighbourhood:
    """One community of the year, with two issuers and two treasurers."""

    def __init__(self, community_id: uuid.UUID) -> None:
        self.id = community_id
        self.issuers = issuers(community_id)
        self.treasurers = treasurers(community_id)
        self.members: list[uuid.UUID] = []
        self._phones: dict[uuid.UUID, tuple[datetime, Phone]] = {}
        self._holders: dict[tuple[str, uuid.UUID], uuid.UUID] = {}

    @property
    def facts(self) -> CommunityFacts:
        """The community as it is now."""
        return queries.community(self.id)

    @property
    def coin(self) -> int:
        """Minor units of one whole coin."""
        return int(10**self.facts.currency.decimals)

    def move_in(self, count: int) -> list[uuid.UUID]:
        """So many new members."""
        new = make_crowd(self.facts, count)
        self.members += new
        return new

    def open(self, kind: str, count: int, category: str = "") -> list[OrganisationFacts]:
        """So many new organisations of a kind."""
        return [
            service.create_organisation(
                self.id, name=f"{kind.capitalize()} {number + 1}", kind=kind, category=category
            )
            for number in range(count)
        ]

    def organisation(self, name: str) -> OrganisationFacts:
        """An organisation of the preset, by its name."""
        return next(one for one in queries.organisations(self.id) if one.name == name)

    def at(self, role: str, organisation: OrganisationFacts) -> uuid.UUID:
        """Whoever holds ``role`` at the organisation: always the same person."""
        key = (role, organisation.id)
        if key not in self._holders:
            self._holders[key] = make_holder(role, organisation.place, role)
        return self._holders[key]

    def phone(self, person_id: uuid.UUID) -> Phone:
        """The person's phone, on which they have signed in lately."""
        since, phone = self._phones.get(person_id, (None, None))
        if since is None or phone is None or clock.now() - since > A_SESSION:
            phone = phones.unpack(person_id, "Telefoon")
            self._phones[person_id] = (clock.now(), phone)
        return phone

    def wallet(self, person_id: uuid.UUID) -> uuid.UUID:
        """A member's account."""
        return ledger.wallet(self.id, person_id)

    def till(self, organisation: OrganisationFacts) -> uuid.UUID:
        """An organisation's account."""
        return ledger.till(self.id, organisation.id)

    def held(self, *accounts: uuid.UUID) -> int:
        """What these accounts hold together, minor units."""
        return sum(ledger_queries.balances(accounts).values())

    def wallets(self) -> dict[uuid.UUID, int]:
        """What each member holds, in the order in which they moved in."""
        accounts = [self.wallet(one) for one in self.members]
        held = ledger_queries.balances(accounts)
        return {one: held[account] for one, account in zip(self.members, accounts, strict=True)}

    def outstanding(self) -> int:
        """All coin of the community that exists, minor units."""
        return ledger_queries.outstanding(self.id)

    def reserve(self) -> int:
        """What lies in the reserve, cents."""
        return ledger_queries.reserve_cents(self.id)

    def fund(self) -> int:
        """What the community holds together, minor units."""
        return self.held(ledger.fund(self.id))

    def notes_out(self) -> dict[int, int]:
        """How many notes of each denomination (minor units) are out."""
        return notes.outstanding(self.id)

    def earned(self, person_id: uuid.UUID) -> int:
        """What a member has earned so far, minor units."""
        sums = ledger_queries.totals_by_kind(self.wallet(person_id))
        return sums.get(("reward", True), 0)

    def lost(self, person_id: uuid.UUID) -> int:
        """What a member has lost to demurrage so far, minor units."""
        sums = ledger_queries.totals_by_kind(self.wallet(person_id))
        return sums.get(("demurrage", False), 0)

    def booked(self, kind: str) -> int:
        """The sum of all transfers of a kind in the community, minor units (or cents)."""
        total = (
            select(func.coalesce(func.sum(TransferRow.amount), 0))
            .join(LedgerAccount, LedgerAccount.id == TransferRow.debit_account)
            .where(LedgerAccount.community_id == self.id, TransferRow.kind == kind)
        )
        return int(db.session.execute(total).scalar_one())

    def debts(self) -> list[tuple[int, int]]:
        """What is owed on each credit line in debt, minor units, and for how many days."""
        lines = db.session.scalars(
            select(CreditLine)
            .where(CreditLine.community_id == self.id, CreditLine.in_debt_since.is_not(None))
            .execution_options(populate_existing=True)
        ).all()
        now = clock.now()
        return [
            (credit.drawn(line), (now - line.in_debt_since).days)
            for line in lines
            if line.in_debt_since
        ]

    def in_hands(self) -> int:
        """What all members and organisations hold, minor units."""
        total = (
            select(func.coalesce(func.sum(BalanceSlot.amount), 0))
            .join(LedgerAccount, LedgerAccount.id == BalanceSlot.account_id)
            .where(
                LedgerAccount.community_id == self.id, LedgerAccount.purpose.in_(("wallet", "till"))
            )
        )
        return int(db.session.execute(total).scalar_one())
