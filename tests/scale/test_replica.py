"""Statements and figures from a copy: never older than what anybody was told, never a decision."""

import threading
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from backend.app import create_app
from backend.communities.queries import CommunityFacts
from backend.db import Batch, commit, db, dispose, from_replica, unit_of_work
from backend.db.replica import REST_SECONDS, Replica
from backend.db.snapshot import snapshot
from backend.db.stamps import StampRow
from backend.errors import Unavailable
from backend.ledger import service as ledger
from backend.web.caller import Place
from tests.conftest import config_for, migrate, sqlalchemy_url
from tests.factories.communities import Somebody, make_community, somebody
from tests.factories.identity import send
from tests.factories.ledger import funded_budget, transfer
from tests.factories.tasks import expect
from tests.scale.cluster import Cluster, Node, part

UNCONFIRMED = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
INSERT = "INSERT INTO stamps (scope, version) VALUES (:scope, :version)"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server with an empty, migrated database, and its copy."""
    made = Cluster()
    migrate(sqlalchemy_url(made.add().create("wijkmunt")))
    made.add()
    yield made
    made.stop()


@pytest.fixture
def copy(cluster: Cluster) -> Iterator[Node]:
    node = cluster.nodes[1]
    yield node
    assert node.wire is not None
    node.wire.mend()


@pytest.fixture
def app(cluster: Cluster, copy: Node) -> Iterator[Flask]:
    primary = sqlalchemy_url(cluster.nodes[0].url("wijkmunt"))
    replica = sqlalchemy_url(copy.url("wijkmunt"))
    app = create_app(config_for(primary, replica_url=replica, isolation_level="READ COMMITTED"))
    with app.app_context():
        yield app
        db.session.remove()
    dispose(app)


@from_replica
def where() -> str:
    return "copy" if db.session.scalar(text("SELECT pg_is_in_recovery()")) else "primary"


@from_replica
def count() -> int:
    return db.session.execute(select(func.count()).select_from(StampRow)).scalar_one()


def insert() -> None:
    batch = Batch()
    batch.add(INSERT, scope=uuid.uuid4(), version=1)
    commit(batch)


def pay(community: CommunityFacts, person: Somebody, amount: int) -> None:
    budget = funded_budget(community.id, amount)
    wallet = ledger.wallet(community.id, person.person_id)
    ledger.book(transfer("reward", budget, wallet, amount))


def statement(community: CommunityFacts, person: Somebody) -> list[int]:
    """The amounts that the person is shown."""
    wallet = ledger.wallet(community.id, person.person_id)
    answer = expect(200, send(person.client, "GET", f"/accounts/{wallet}/statement?limit=10"))
    return [entry["amount"] for entry in answer["entries"]]


def test_what_is_only_looked_at_comes_from_the_copy(app: Flask) -> None:
    insert()
    assert where() == "copy"
    with snapshot() as view:
        assert view.scalar(text("SELECT pg_is_in_recovery()"))


def test_what_was_just_written_is_seen_though_the_copy_lags(app: Flask, copy: Node) -> None:
    insert()
    before = count()
    part(copy)
    assert (count(), where()) == (before, "copy"), "it lacks nothing yet"
    insert()
    assert (count(), where()) == (before + 1, "primary")
    with snapshot() as view:
        assert not view.scalar(text("SELECT pg_is_in_recovery()"))
    assert copy.wire is not None
    copy.wire.mend()
    copy.wait_for("SELECT pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()")
    insert()
    assert (count(), where()) == (before + 2, "copy")


def test_a_statement_shows_a_payment_that_the_copy_has_not_heard_of(app: Flask, copy: Node) -> None:
    community = make_community()
    person = somebody(app, "member", Place(community.id))
    pay(community, person, 300)
    assert statement(community, person) == [300]
    part(copy)
    pay(community, person, 500)
    assert statement(community, person) == [500, 300]


def test_nothing_is_decided_by_the_copy(app: Flask) -> None:
    insert()

    @from_replica
    def decide() -> str:
        return _where_units_read()

    assert decide() == "primary"
    assert where() == "copy", "and afterwards reading goes on there"


@unit_of_work
def _where_units_read() -> str:
    return where()


def test_a_commit_that_no_copy_confirmed_is_neither_called_done_nor_done_again(
    app: Flask, cluster: Cluster, copy: Node
) -> None:
    tries: list[bool] = []
    heard: list[BaseException] = []

    @unit_of_work
    def add() -> None:
        tries.append(True)
        db.session.add(StampRow(scope=uuid.uuid4(), version=1))

    def work() -> None:
        with app.app_context():
            try:
                add()
            except BaseException as error:
                heard.append(error)

    primary = cluster.nodes[0]
    primary.require_copies(1)
    part(copy)
    writer = threading.Thread(target=work)
    writer.start()
    primary.wait_for(f"SELECT count(*) > 0 {UNCONFIRMED}")
    assert heard == []
    primary.ask(f"SELECT pg_terminate_backend(pid) {UNCONFIRMED}")
    writer.join()
    assert [type(error) for error in heard] == [Unavailable]
    assert len(tries) == 1
    primary.require_copies(0)


def test_a_copy_that_fails_costs_nobody_an_answer(cluster: Cluster) -> None:
    primary = sqlalchemy_url(cluster.nodes[0].url("wijkmunt"))
    nowhere = sqlalchemy_url(f"postgresql://postgres@/wijkmunt?host={cluster.folder}/none")
    app = create_app(config_for(primary, replica_url=nowhere, isolation_level="READ COMMITTED"))
    with app.app_context():
        assert where() == "primary"
        assert not app.extensions["replica"].is_up, "it is left alone for a while"
        db.session.remove()
    dispose(app)


def test_a_copy_that_failed_is_tried_again_after_a_while(app: Flask) -> None:
    now = [0.0]
    replica = Replica(db.engine, lambda: now[0])
    assert replica.is_up
    replica.rest()
    assert not replica.is_up
    now[0] += REST_SECONDS
    assert replica.is_up
