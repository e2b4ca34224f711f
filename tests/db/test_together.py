"""Batches that wait at the same time are one statement on PostgreSQL, and still one each."""

import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from backend.db import Batch, DuplicateRow, StaleFacts, Stamp
from backend.db.direct import DirectConnections
from backend.db.failures import translate
from backend.db.statement import counted, is_shareable
from backend.db.together import MOST_TOGETHER, SharedTrips
from tests.support.lending import Lending

INSERT = "INSERT INTO stamps (scope, version) VALUES (:scope, :version)"


class Counting(DirectConnections):
    """Real connections that remember what was sent."""

    def __init__(self, conninfo: str) -> None:
        super().__init__(conninfo)
        self.sent: list[bytes] = []

    def run(self, sql: bytes, values: Sequence[object]) -> None:
        """As it is, and noted."""
        self.sent.append(sql)
        super().run(sql, values)


class Trips:
    """A database of its own, a way to it, and a look at what is in it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.connections = Counting(address)
        self.shared = SharedTrips(self.connections)

    def write(self, scope: uuid.UUID, known: Sequence[Stamp] = (), sql: str = INSERT) -> None:
        """Commit one batch; raises the named condition."""
        batch = Batch(stamps=list(known))
        batch.add(sql, scope=scope, version=1)
        try:
            self.shared.commit(batch.stamps, batch.steps)
        except psycopg.Error as error:
            raise translate(error) from error

    def rows(self) -> set[uuid.UUID]:
        """What was written."""
        with psycopg.connect(self.address) as connection:
            return {row[0] for row in connection.execute("SELECT scope FROM stamps")}

    def all_at_once(
        self, wanted: Sequence[tuple[uuid.UUID, Sequence[Stamp]]], sql: str = INSERT
    ) -> list[BaseException | None]:
        """Let one thread each write while a statement under way is held up; what each met."""
        first = uuid.uuid4()
        with ThreadPoolExecutor(len(wanted) + 1) as pool, psycopg.connect(self.address) as holder:
            holder.execute("INSERT INTO stamps (scope, version) VALUES (%s, 1)", (first,))
            blocked = pool.submit(self.write, first)
            while not self.connections.sent:
                time.sleep(0.001)
            others = [pool.submit(self.write, scope, known, sql) for scope, known in wanted]
            holder.execute("SELECT pg_sleep(0.1)")
            holder.rollback()
            blocked.result()
            return [one.exception() for one in others]


@pytest.fixture
def trips(lent_databases: Lending) -> Iterator[Trips]:
    name, address = lent_databases.lend()
    made = Trips(address)
    yield made
    made.shared.close()
    lent_databases.give_back(name)


def test_those_that_wait_for_another_statement_go_together(trips: Trips) -> None:
    scopes = [uuid.uuid4() for _ in range(10)]
    assert trips.all_at_once([(scope, ()) for scope in scopes]) == [None] * 10
    assert trips.rows() >= set(scopes)
    assert len(trips.connections.sent) < 10
    assert any(sql.count(b"), (") > 1 for sql in trips.connections.sent)


def test_one_that_is_refused_does_not_stop_those_who_travel_with_it(trips: Trips) -> None:
    taken, stale, good = uuid.uuid4(), uuid.uuid4(), [uuid.uuid4() for _ in range(6)]
    trips.write(taken)
    trips.connections.sent.clear()
    outcomes = trips.all_at_once(
        [*((scope, ()) for scope in good), (taken, ()), (stale, (Stamp(taken, 7),))]
    )
    assert outcomes[:6] == [None] * 6
    assert isinstance(outcomes[6], DuplicateRow)
    assert isinstance(outcomes[7], StaleFacts)
    assert trips.rows() >= {*good, taken}
    assert stale not in trips.rows()


def test_of_two_with_the_same_id_one_is_written(trips: Trips) -> None:
    twice = uuid.uuid4()
    outcomes = trips.all_at_once([(twice, ()), (twice, ())])
    assert sorted(type(one).__name__ for one in outcomes) == ["DuplicateRow", "NoneType"]


def test_more_than_fit_into_one_statement_all_arrive(trips: Trips) -> None:
    scopes = [uuid.uuid4() for _ in range(2 * MOST_TOGETHER + 3)]
    assert trips.all_at_once([(scope, ()) for scope in scopes]) == [None] * len(scopes)
    assert trips.rows() >= set(scopes)


COUNT = INSERT + " ON CONFLICT (scope) DO UPDATE SET version = stamps.version + 1"


def test_what_counts_in_one_row_goes_one_after_the_other(trips: Trips) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    assert trips.all_at_once([(one, ()), (other, ()), (one, ())] * 3, COUNT) == [None] * 9
    with psycopg.connect(trips.address) as connection:
        found: dict[uuid.UUID, int] = dict(
            connection.execute("SELECT scope, version FROM stamps").fetchall()
        )
    assert (found[one], found[other]) == (6, 3)


def test_what_changes_rows_of_others_is_never_shared() -> None:
    assert is_shareable((INSERT, COUNT))
    assert not is_shareable((INSERT, "UPDATE stamps SET version = :version"))
    assert not is_shareable((COUNT.replace(":scope", ":whose"),))
    assert counted([(INSERT, {"scope": 1, "version": 2})]) == frozenset()
    assert counted([(COUNT, {"scope": 1, "version": 2})]) == {(0, (1,))}
