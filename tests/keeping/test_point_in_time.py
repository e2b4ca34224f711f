"""Back to an instant: the archive that is documented, and what was paid until then."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.conftest import migrate, sqlalchemy_url
from tests.keeping.archived import Archived
from tests.keeping.conftest import Screen, make_neighbourhood
from tests.keeping.test_copies import opened


@pytest.fixture
def archived() -> Iterator[Archived]:
    made = Archived()
    yield made
    made.stop()


def test_going_back_to_an_instant_keeps_what_was_paid_before_and_nothing_after(
    archived: Archived, screen: Screen
) -> None:
    address = archived.server.create("wijkmunt")
    migrate(sqlalchemy_url(address))
    archived.copy_files()
    with opened(sqlalchemy_url(address)) as app:
        lively = make_neighbourhood(app)
        before = paid(address)
        with psycopg.connect(address) as connection:
            [(instant,)] = connection.execute("SELECT clock_timestamp()::text").fetchall()
        assert lively.counter.scan(lively.payer.code()).json["status"] == "paid"
        assert paid(address) == before + 1
    archived.archive_all()

    back = archived.go_back(instant, "wijkmunt")

    said = screen.on(sqlalchemy_url(back)).run("reopen")
    assert " 1 unused invitations" in said[0]
    assert said[1] == "The ledger is sound."
    assert paid(back) == before == 1


def paid(address: str) -> int:
    """How many payments there are."""
    with psycopg.connect(address) as connection:
        return len(connection.execute("SELECT id FROM payments").fetchall())
