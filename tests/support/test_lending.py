"""A database is lent again as it was, whatever the test before did to it."""

import psycopg
import pytest

from tests.support.lending import Lending
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="module")
def lending(postgres: PostgresServer) -> Lending:
    def prepare(url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE coin AS SELECT 1 AS amount")
            connection.execute("CREATE TABLE empty (amount int)")

    return Lending(postgres, "lending", prepare)


def test_rows_are_put_back(lending: Lending) -> None:
    name, url = lending.lend()
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE coin SET amount = 2")
        connection.execute("INSERT INTO empty VALUES (3)")
    lending.give_back(name)
    again, url = lending.lend()
    assert again == name
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT amount FROM coin").fetchall() == [(1,)]
        assert connection.execute("SELECT amount FROM empty").fetchall() == []
    lending.give_back(again)


@pytest.mark.parametrize("harm", ["DROP TABLE empty", "ALTER TABLE coin ADD more int"])
def test_a_changed_schema_is_thrown_away(lending: Lending, harm: str) -> None:
    name, url = lending.lend()
    with psycopg.connect(url) as connection:
        connection.execute(harm)
    lending.give_back(name)
    assert lending.lend()[0] != name


def test_what_somebody_holds_is_thrown_away(lending: Lending) -> None:
    name, url = lending.lend()
    with psycopg.connect(url) as holder:
        holder.execute("LOCK TABLE coin")
        lending.give_back(name)
        assert lending.lend()[0] != name
        with pytest.raises(psycopg.Error):
            holder.execute("SELECT 1")
