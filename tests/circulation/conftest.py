"""A neighbourhood with a fund, its issuers and a treasurer."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from backend import clock
from backend.circulation.jobs import JOBS
from backend.circulation.parties import Party
from backend.circulation.parties import account as account_of
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.ledger import service as ledger
from backend.web.caller import Place
from tests.factories.communities import make_community, make_holder, make_member
from tests.factories.ledger import findings, funded_budget, transfer
from tests.factories.payments import balance_now
from tests.factories.rules import set_rule

FOUNDED = datetime(2026, 1, 5, 12, tzinfo=UTC)


@dataclass
class Town:
    """A community, and what its tests do to it. Amounts are minor units: 100 are one coin."""

    id: uuid.UUID
    treasurer: uuid.UUID
    issuers: tuple[uuid.UUID, uuid.UUID]

    @property
    def facts(self) -> CommunityFacts:
        """The community with its rules of now."""
        return communities.community(self.id)

    def rule(self, key: str, value: object) -> None:
        """Let a rule hold from today; of two for one day the later one counts."""
        later = clock.now() + timedelta(milliseconds=1)
        clock.use_source(lambda: later)
        set_rule(self.id, key, value)

    def fill_fund(self, amount: int) -> None:
        """Put coin of a budget into the fund."""
        budget = funded_budget(self.id, amount)
        ledger.book(transfer("contribution", budget, ledger.fund(self.id), amount))

    def give(self, who: Party, amount: int) -> None:
        """Let somebody have coin, now."""
        budget = funded_budget(self.id, amount)
        account = account_of(self.id, who)
        ledger.book(transfer("grant", budget, account, amount, at=clock.now(), id=new_id()))

    def held(self, who: Party) -> int:
        """What is in a wallet or till."""
        return balance_now(account_of(self.id, who))

    @property
    def fund(self) -> int:
        """What the fund holds."""
        return balance_now(ledger.fund(self.id))

    def tick(self, until: date | None = None) -> int:
        """Do the jobs that are due; says how many things were done."""
        found = [communities.community(self.id)]
        return sum(one.done for one in run_due(found, JOBS, until, strict=True))

    def member(self) -> Party:
        """A new member."""
        return Party("person", make_member(self.id))


def new_town() -> Town:
    """A town founded on a January day, whose coin has two decimals; 10 coins are one euro."""
    clock.use_source(lambda: FOUNDED)
    community = make_community()
    treasurer, *issuers = (
        make_holder(role, Place(community.id)) for role in ("treasurer", "issuer", "issuer")
    )
    return Town(community.id, treasurer, (issuers[0], issuers[1]))


@pytest.fixture
def town(app: Flask) -> Town:
    """A town founded on a January day."""
    return new_town()


@pytest.fixture
def at() -> Callable[[datetime], None]:
    """Set the clock."""
    return lambda moment: clock.use_source(lambda: moment)


def sound() -> bool:
    """Whether the whole audit finds nothing."""
    return findings() == []
