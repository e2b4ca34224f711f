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
from tests.factories.crowd import make_crowd
from tests.factories.ledger import funded_budget, transfer
from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds
from tests.load.pgbench import PgBench
from tests.load.place import postgresql

AMOUNT = 25


def measure(effort: Effort) -> list[Figure]:
    """Transfers posted a second in batches divided by pgbench's transactions, round by round."""
    posted, transactions = Series(), Series()
    with postgresql() as postgres:
        pgbench = PgBench(postgres)
        url = sqlalchemy_url(postgres.create("wijkmunt"))
        migrate(url)
        app = create_app(config_for(url))
        with app.app_context():
            community = make_community()
            people = make_crowd(community, effort.members)
            wallets = [ledger.wallet(community.id, person) for person in people]
            budget = funded_budget(community.id, effort.members * AMOUNT * (effort.rounds + 1))
            till = ledger.till(community.id, make_organisation(community.id, "association").id)
            # The first round warms caches up and does not count.
            for number in range(effort.rounds + 1):
                rate = _round(budget, wallets, till)
                tps = pgbench.run(effort.seconds)
                if number:
                    posted.add(rate)
                    transactions.add(tps)
            _verify(community)
            db.session.remove()
        dispose(app)
    return [of_rounds("batch", posted.over(transactions)), of_rounds("batch_rate", posted)]


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
