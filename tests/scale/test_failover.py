"""Two servers, a proxy, a database that fails over: what was acknowledged is kept."""

from collections.abc import Iterator

import pytest

from tests.conftest import migrate, sqlalchemy_url
from tests.scale.cluster import Cluster
from tests.scale.failover import DATABASE, live_through
from tests.scale.people import audited, make_people
from tests.scale.site import site

PAYERS = 8


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    yield made
    made.stop()


def test_what_was_acknowledged_survives_its_server_and_the_control_loses_some(
    cluster: Cluster,
) -> None:
    migrate(sqlalchemy_url(cluster.add().create(DATABASE)))
    cluster.add()
    with site(cluster.address(DATABASE)) as running:
        people = make_people(running, 2, PAYERS)

        # The control: the first server waits for nobody, so what it said while cut off is gone.
        control = live_through(cluster, running, people, copies=0, first=0)
        assert control.lost > 0
        assert control.twice == 0

        # The second waits for its copy. One of our own servers fails beside it.
        cluster.add()
        running.servers[1].kill()
        kept = live_through(cluster, running, people, copies=1, first=100_000)
        assert (kept.lost, kept.twice) == (0, 0)
        assert kept.acknowledged > 0
        assert audited(running) == []
