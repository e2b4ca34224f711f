"""A year of jobs for a large neighbourhood against pgbench: same machine, same run, interleaved.

Ten thousand members pay monthly dues to twenty associations, and demurrage is charged twice. The
year passes month by month; after each month pgbench has its turn.
"""

import gc
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from typing import Any

from sqlalchemy import func, insert, select

from backend import clock
from backend.app import create_app
from backend.cli import COLLECT_AFTER
from backend.cli.tick import all_jobs
from backend.communities import queries as communities
from backend.communities.models import Setting
from backend.communities.queries import CommunityFacts
from backend.db import db, dispose, unit_of_work
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.ledger import service as ledger
from backend.ledger.models import TransferRow
from backend.mandates.models import Mandate
from tests.conftest import config_for, migrate, sqlalchemy_url
from tests.factories.communities import make_community, make_organisation
from tests.factories.crowd import make_crowd
from tests.factories.ledger import findings, funded_budget, transfer
from tests.factories.mandates import make_plan
from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds
from tests.load.pgbench import PgBench
from tests.load.place import postgresql

ASSOCIATIONS = 20
DUES, COINS_EACH = 500, 20_000
FOUNDED = date(2026, 12, 15)


def measure(effort: Effort) -> list[Figure]:
    """Transfers a second that the jobs post divided by pgbench's transactions, by months."""
    _collect_as_the_command_does()
    posted, transactions = Series(), Series()
    members, months = effort.years_members, effort.months
    with postgresql() as postgres:
        pgbench = PgBench(postgres)
        url = sqlalchemy_url(postgres.create("wijkmunt"))
        migrate(url)
        app = create_app(config_for(url))
        with app.app_context():
            with _clock_at(FOUNDED):
                community = _neighbourhood(members)
            for month in range(1, months + 1):
                posted.add(_live_through(community, date(2027, month, 1)))
                transactions.add(pgbench.run(effort.seconds))
            _verify(community, members, months)
            db.session.remove()
        dispose(app)
    return [of_rounds("tick", posted.over(transactions)), of_rounds("tick_rate", posted)]


def _collect_as_the_command_does() -> None:
    """``wijkmunt tick`` leaves what was imported to itself, and looks at what is new seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def _live_through(community: CommunityFacts, day: date) -> float:
    """Transfers a second while everything due on ``day`` is done."""
    before = _booked()
    with _clock_at(day):
        started = time.perf_counter()
        run_due([communities.community(community.id)], all_jobs(), day, strict=True)
        return (_booked() - before) / (time.perf_counter() - started)


def _booked() -> int:
    db.session.rollback()
    kinds = TransferRow.kind.in_(("due", "demurrage"))
    return db.session.execute(select(func.count()).where(kinds)).scalar_one()


def _verify(community: CommunityFacts, members: int, months: int) -> None:
    """Everybody paid every month, and every rule of the audit holds."""
    dues = select(func.count(), func.sum(TransferRow.amount)).where(TransferRow.kind == "due")
    wanted = (members * months, members * months * DUES)
    if tuple(db.session.execute(dues).one()) != wanted:
        raise RuntimeError("not everybody paid every month once")
    found = findings()
    if found:
        raise RuntimeError(f"the audit of {community.name} finds {found[0]}")


@contextmanager
def _clock_at(day: date) -> Iterator[None]:
    instant = datetime.combine(day, time_of_day(3), UTC)
    clock.use_source(lambda: instant)
    try:
        yield
    finally:
        clock.use_source(None)


def _neighbourhood(members: int) -> CommunityFacts:
    """Members with coin and a mandate each; written at once, since it is not what is measured."""
    community = make_community()
    plans = [
        make_plan(community.id, make_organisation(community.id, "association").id, amount=DUES)
        for _ in range(ASSOCIATIONS)
    ]
    people = make_crowd(community, members)
    crowd = [(person, ledger.wallet(community.id, person)) for person in people]
    _charge_demurrage(community)
    budget = funded_budget(community.id, members * COINS_EACH)
    _pay_out(budget, [wallet for _, wallet in crowd])
    _write_mandates(
        [
            _mandate(community, plans[n % ASSOCIATIONS], person, wallet)
            for n, (person, wallet) in enumerate(crowd)
        ]
    )
    return communities.community(community.id)


@unit_of_work
def _charge_demurrage(community: CommunityFacts) -> None:
    db.session.add(
        Setting(
            id=new_id(),
            community_id=community.id,
            key="demurrage",
            value={"permille": 30, "every_months": 6, "only_idle_months": None},
            valid_from=FOUNDED,
            set_by=None,
            why="Geld moet rollen",
            created_at=clock.now(),
        )
    )


@unit_of_work
def _pay_out(budget: uuid.UUID, wallets: list[uuid.UUID]) -> None:
    ledger.post_many([transfer("reward", budget, wallet, COINS_EACH) for wallet in wallets])


def _mandate(
    community: CommunityFacts, plan: Any, person: uuid.UUID, wallet: uuid.UUID
) -> dict[str, Any]:
    first = date(2027, 1, 1)
    return {
        "id": new_id(),
        "community_id": community.id,
        "plan_id": plan.id,
        "person_id": person,
        "payer_account": wallet,
        "payee_account": plan.account_id,
        "amount": DUES,
        "euro_cents": 0,
        "period": "month",
        "first_on": first,
        "nth": 0,
        "due_on": first,
        "try_on": first,
        "tries": 0,
        "told": True,
        "given_by": person,
        "given_at": clock.now(),
    }


@unit_of_work
def _write_mandates(rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(Mandate), rows)
