"""A street in which everything can happen at any time, and be sent again under the same id."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from backend import clock
from backend.circulation import service as circulation
from backend.cli.tick import all_jobs
from backend.communities import queries as communities
from backend.db import db
from backend.ids import derived_id
from backend.jobs.service import run_due
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.mandates import service as mandates
from backend.programmes import service as programmes
from backend.redemption import queries as redemptions
from backend.redemption import service as redemption
from backend.redemption.models import SettlementLine
from tests.factories.programmes import make_budget, make_programme
from tests.factories.rules import set_rule
from tests.scenarios import bank
from tests.scenarios.year import Year
from tests.support.bank import Booked

RULES: dict[str, object] = {
    "euro_rate": {"coins": 1, "euro_cents": 100},
    "backing": {"policy": "full"},
    "rewards": {},
    "sales": {"open_to": ["member"], "bonus_permille": 50, "gift_permille": 30},
    "redemption": {"fee_permille": 100, "cut_off_day": 15},
    "demurrage": {"permille": 30, "every_months": 2},
    "expiry": {"months": 4},
    "dues": {"retries": 1, "retry_days": 2, "notice_days": 2, "short": "skip"},
}
DUES, DEPOSIT, ISSUE, REWARD, PAYMENT, EUROS = 150, 9_000, 3_000, 400, 300, 500


class Street:
    """Three members, two shops, an association with dues; the bank, and what it was told to pay."""

    def __init__(self, year: Year) -> None:
        self.year, self.here = year, year.here
        for key, value in RULES.items():
            set_rule(self.here.id, key, value)
        self.members = self.here.move_in(3)
        self.shops = self.here.open("shop", 2, "winkel")
        [self.house] = self.here.open("association", 1, "buurthuis")
        for shop in self.shops:
            bank.open_account(self.here, shop)
        bank.open_own_account(self.here)
        self.programme = make_programme(self.here.id, 100_000)
        self.budget = make_budget(self.here.id, self.house.id, programme=self.programme)
        plan = mandates.NewPlan(self.here.id, self.house.id, "dues", "Lid", DUES, "month")
        self.dues_id = mandates.create_plan(uuid.uuid4(), plan, by=None).id

    @property
    def acts(self) -> dict[str, Callable[[int, int], object]]:
        """What may happen: each with who (0 to 2), and which id it has (0 to 9)."""
        return {
            "deposit": self.deposit,
            "issue": self.issue,
            "allocate": self.allocate,
            "fill the fund": self.fill_fund,
            "reward": self.reward,
            "pay": self.pay,
            "buy": self.buy,
            "trade": self.trade,
            "join": self.join,
            "leave": self.leave,
            "redeem": self.redeem,
            "cancel": self.cancel,
            "gather": self.gather,
            "release": self.release,
            "paid by the bank": self.statement,
            "sent back by the bank": self.sent_back,
            "send again": self.send_again,
            "withdraw": self.withdraw,
            "days": self.days,
            "tick": self.tick,
            "one job": self.one_job,
        }

    def id(self, kind: str, who: int, which: int) -> uuid.UUID:
        """The id that this command has, whenever it is sent."""
        return derived_id(self.here.id, kind, who, which)

    def deposit(self, who: int, which: int) -> None:
        """Euro come into the reserve."""
        programmes.record_deposit(
            self.id("deposit", who, which),
            community_id=self.here.id,
            cents=DEPOSIT,
            bank_reference=f"{who}/{which}",
            day=self.here.facts.founded_on,
            received_from="Gemeente",
            by=self.here.treasurers[0],
        )

    def issue(self, who: int, which: int) -> None:
        """One issuer asks and the other agrees."""
        first, second = self.here.issuers
        issue_id = self.id("issue", who, which)
        programmes.request_issue(
            issue_id, programme_id=self.programme.id, amount=ISSUE, why="", by=first
        )
        programmes.approve_issue(issue_id, by=second)

    def allocate(self, who: int, which: int) -> None:
        """Coin for the association's budget."""
        programmes.allocate(
            self.id("allocate", who, which),
            programme_id=self.programme.id,
            budget_id=self.budget.id,
            amount=ISSUE // 2,
            why="",
            by=self.here.issuers[0],
        )

    def fill_fund(self, who: int, which: int) -> None:
        """Coin of the budget for bonuses and gifts."""
        of, by = self.id("fund", who, which), self.here.issuers[0]
        circulation.contribute(circulation.ContributionOrder(of, self.budget.id, 300, "", by))

    def reward(self, who: int, which: int) -> None:
        """A member has worked."""
        self._book("reward", self.budget.account_id, self._wallet(who), REWARD, who, which)

    def pay(self, who: int, which: int) -> None:
        """A member pays in a shop."""
        till = self.here.till(self.shops[which % 2])
        self._book("payment", self._wallet(who), till, PAYMENT, who, which)

    def buy(self, who: int, which: int) -> None:
        """A member buys coin; the association gets a gift of it."""
        circulation.sell(
            circulation.SaleOrder(
                id=self.id("buy", who, which),
                community_id=self.here.id,
                buyer=circulation.person(self.members[who]),
                cents=EUROS,
                paid_by="cash",
                reference=f"{who}/{which}",
                sold_by=self.here.treasurers[1],
                gift_to=self.house.id,
            )
        )

    def trade(self, who: int, which: int) -> None:
        """One shop pays the other."""
        payer, payee = self.shops[which % 2], self.shops[1 - which % 2]
        owner, of = self.here.at("shop_owner", payer), self.id("trade", who, which)
        circulation.trade(circulation.TradeOrder(of, payer.id, payee.id, 70, "", owner, fresh=True))

    def join(self, who: int, which: int) -> None:
        """A member promises the association's dues."""
        today, person = self.here.facts.day(clock.now()), self.members[who]
        promise = mandates.Promise(self.dues_id, DUES, today, person_id=person)
        mandates.give(self.id("join", who, which), promise, by=person)

    def leave(self, who: int, which: int) -> None:
        """A member ends the promise."""
        of = self.id("join", who, which)
        mandates.end(of, by=self.members[who], reason="payer")

    def redeem(self, who: int, which: int) -> None:
        """A shop asks for euro."""
        shop = self.shops[which % 2]
        owner = self.here.at("shop_owner", shop)
        redemption.ask(self.id("redeem", who, which), shop.id, 100, owner)

    def cancel(self, who: int, which: int) -> None:
        """A shop takes its request back."""
        redemption.cancel(self.id("redeem", who, which))

    def send_again(self, who: int, which: int) -> None:
        """A shop sends a request again that the bank returned."""
        redemption.send_again(self.id("redeem", who, which))

    def gather(self, who: int, which: int) -> None:
        """A treasurer gathers what is asked for."""
        redemption.gather(self.id("gather", who, which), self.here.id, self.here.treasurers[0])

    def release(self, who: int, which: int) -> None:
        """The other treasurer releases whatever is gathered; the calendar's is checked first."""
        for one in redemptions.settlements(self.here.id):
            if one.status == "gathered":
                redemption.check(one.id, self.here.treasurers[0])
                redemption.release(one.id, self.here.treasurers[1])

    def statement(self, who: int, which: int) -> None:
        """The bank tells of everything that it was ever told to pay."""
        bank.show(self.here, [*self._told()])

    def sent_back(self, who: int, which: int) -> None:
        """The bank tells of a payment that came back."""
        bank.show(self.here, [one.back() for one in self._told()[who : who + 1]])

    def withdraw(self, who: int, which: int) -> None:
        """Two treasurers take euro out that the coin does not need."""
        first, second = self.here.treasurers
        of = self.id("withdraw", who, which)
        programmes.request_withdrawal(of, community_id=self.here.id, cents=700, why="", by=first)
        programmes.approve_withdrawal(of, by=second)

    def days(self, who: int, which: int) -> None:
        """Days go by in which nobody looks after the jobs."""
        self.year.time.move_to(clock.now() + timedelta(days=3 + which * 2))

    def tick(self, who: int, which: int) -> None:
        """The timer calls."""
        run_due([communities.community(self.here.id)], all_jobs(), strict=True)

    def one_job(self, who: int, which: int) -> None:
        """Somebody runs one job by itself, before or after the others."""
        jobs = all_jobs()
        chosen = jobs[(who * 10 + which) % len(jobs)]
        run_due([communities.community(self.here.id)], [chosen], strict=True)

    def _told(self) -> list[Booked]:
        released = [
            one.id for one in redemptions.settlements(self.here.id) if one.status == "released"
        ]
        lines = db.session.scalars(
            select(SettlementLine)
            .where(SettlementLine.settlement_id.in_(released))
            .order_by(SettlementLine.id)
        )
        return [Booked(line.end_to_end_id, line.euro_cents) for line in lines]

    def _wallet(self, who: int) -> uuid.UUID:
        return self.here.wallet(self.members[who])

    def _book(
        self, kind: str, debit: uuid.UUID, credit: uuid.UUID, amount: int, who: int, which: int
    ) -> None:
        of = self.id(kind, who, which)
        ledger.book(Transfer(of, kind, debit, credit, amount, clock.now()))
