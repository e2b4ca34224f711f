"""Many transfers at once against pgbench: a payroll of rewards, then as many dues, in batches.

This is the ledger's part of a job, without the job's own rows and decisions; ``tick`` measures
those with it.
"""

import time
import uuid
from collections.abc import Sequence

from backend.app import create_app
from backend.communities.queries import CommunityFacts
from backend.db import db, dispose, unit_of_work
from backend.jobs.job import MOST_IN_A_BATCH
from backend.ledger import audit
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from tests.conftest import config_for, migrate, sqlalchemy_url
from tests.factories.communities import make_community, make_organisation
from tests.factories.ledger import funded_budget, transfer
from tests.load.crowd import make_crowd
from tests.load.figures import Figure, Series
from tests.load.pgbench import PgBench
from tests.support.postgres import PostgresServer

REACH = 8.0
ROUNDS = 7
MEMBERS = 5_000
PGBENCH_SECONDS = 3.0
AMOUNT = 25


def measure(rounds: int = ROUNDS, members: int = MEMBERS) -> list[Figure]:
    """Transfers posted a second in batches divided by pgbench's transactions, medians of rounds."""
    postgres = PostgresServer()
    try:
        pgbench = PgBench(postgres)
        url = sqlalchemy_url(postgres.create("wijkmunt"))
        migrate(url)
        app = create_app(config_for(url))
        with app.app_context():
            posted, transactions = Series(), Series()
            community = make_community()
            wallets = [wallet for _, wallet in make_crowd(community, members)]
            budget = funded_budget(community.id, members * AMOUNT * (rounds + 1))
            till = ledger.till(community.id, make_organisation(community.id, "association").id)
            # The first round warms caches up and does not count.
            for number in range(rounds + 1):
                rate = _round(budget, wallets, till)
                tps = pgbench.run(PGBENCH_SECONDS)
                if number:
                    posted.add(rate)
                    transactions.add(tps)
            _verify(community)
            db.session.remove()
        dispose(app)
    finally:
        postgres.stop()
    ratio = Series([p / t for p, t in zip(posted.values, transactions.values, strict=True)])
    return [
        Figure("batch posting, transfers / pgbench", ratio.median, REACH, spread=ratio),
        Figure("transfers posted a second in batches", posted.median, None, spread=posted),
    ]


def _round(budget: uuid.UUID, wallets: Sequence[uuid.UUID], till: uuid.UUID) -> float:
    """Everybody earns and everybody pays their dues; transfers a second."""
    rewards = [transfer("reward", budget, wallet, AMOUNT) for wallet in wallets]
    dues = [transfer("due", wallet, till, AMOUNT) for wallet in wallets]
    started = time.perf_counter()
    for kind in (rewards, dues):
        for first in range(0, len(kind), MOST_IN_A_BATCH):
            _post(kind[first : first + MOST_IN_A_BATCH])
    return 2 * len(wallets) / (time.perf_counter() - started)


@unit_of_work
def _post(transfers: Sequence[Transfer]) -> None:
    """One batch, as a job books it: what is taken from is locked and looked at first."""
    ledger.lock({one.debit_account for one in transfers})
    if ledger.post_many(transfers) != len(transfers):
        raise RuntimeError("not every transfer was new")


def _verify(community: CommunityFacts) -> None:
    found = audit.run()
    if found:
        raise RuntimeError(f"the ledger's audit of {community.name} finds {found[0]}")
