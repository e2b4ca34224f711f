"""One neighbourhood with one association and one resident, which most tests here need."""

import pytest
from flask import Flask

from backend.communities.queries import CommunityFacts
from backend.web.caller import Place
from tests.factories.communities import Somebody, make_community, somebody
from tests.factories.tasks import Desk, make_desk


@pytest.fixture
def community(app: Flask) -> CommunityFacts:
    """In Europe/Amsterdam; two decimals."""
    return make_community()


@pytest.fixture
def desk(app: Flask, community: CommunityFacts) -> Desk:
    """An association with a coordinator and 10,000 coins."""
    return make_desk(app, community)


@pytest.fixture
def resident(app: Flask, community: CommunityFacts) -> Somebody:
    """A member."""
    return somebody(app, "member", Place(community.id))


@pytest.fixture
def stranger(app: Flask) -> Somebody:
    """A member of another neighbourhood."""
    return somebody(app, "member", Place(make_community("Lombok").id))
