"""A short storm on both databases, and servers that are broken on purpose: those have to be caught.

`make storm` goes through a long one.
"""

from collections.abc import Iterator

import pytest

from tests.conftest import DATABASES
from tests.storm import faults
from tests.storm.faults import Fault, Row
from tests.storm.storm import Options, Template, storm

CLIENTS, SEED = 12, 7
FORGETFUL = {
    "synchronous_commit": "off",
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "1GB",
}


@pytest.fixture(scope="module", params=DATABASES)
def template(request: pytest.FixtureRequest) -> Iterator[Template]:
    """The neighbourhood, founded once for all storms of this file."""
    made = Template(request.param, CLIENTS)
    yield made
    made.close()


def test_after_a_storm_nothing_is_lost_and_nothing_is_booked_twice(template: Template) -> None:
    found = storm(template, Options(1.0, SEED, CLIENTS, workers=1, pause=0.3, pace=0.2))
    assert found.problems == [], found.logged
    kinds = {*faults.KILLS, *faults.OTHERS}
    assert found.faults.keys() == kinds | set(faults.ELEPHANT if found.has_server else ())
    assert found.outcomes["pay: paid"] > 10
    assert found.hindered["no answer"] > 0
    assert found.asked_again > 10


def test_a_server_that_answers_before_it_has_written_is_caught(template: Template) -> None:
    if template.kind == "sqlite":
        found = storm(template, _short("answers early", "all servers are killed"))
    else:
        found = storm(template, _short("", "the database is killed", FORGETFUL))
    assert any(one.startswith("acknowledged and missing") for one in found.problems)


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
def test_a_server_that_forgets_ids_is_caught(template: Template) -> None:
    found = storm(template, _short("forgets ids", "answers are cut", forgetful=True))
    assert any(one.startswith("booked and never acknowledged") for one in found.problems)


def _short(
    broken: str, fault: str, settings: dict[str, str] | None = None, *, forgetful: bool = False
) -> Options:
    """One server, and one fault after a few answers."""
    return Options(
        0.5,
        SEED,
        CLIENTS,
        servers=1,
        workers=1,
        pause=0.05,
        broken=broken,
        settings=settings or {},
        rows=(Row([Fault(0.0, fault, 0.2, 11)], 1),),
        answers_first=40,
        forgetful=forgetful,
    )
