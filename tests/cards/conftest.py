"""A neighbourhood with a coordinator, a shop, and somebody who has a card and no phone."""

import pytest
from flask import Flask

from backend.communities.queries import CommunityFacts
from tests.factories.cards import Holder, enrol
from tests.factories.communities import make_community
from tests.factories.payments import Counter, make_counter
from tests.factories.tasks import Desk, make_desk


@pytest.fixture
def community(app: Flask) -> CommunityFacts:
    """Cards pay 15 coins at once and 30 in a day; two decimals."""
    return make_community()


@pytest.fixture
def desk(app: Flask, community: CommunityFacts) -> Desk:
    """An association with its coordinator."""
    return make_desk(app, community)


@pytest.fixture
def counter(app: Flask, community: CommunityFacts) -> Counter:
    """A shop with its cashier."""
    return make_counter(app, community)


@pytest.fixture
def holder(desk: Desk) -> Holder:
    """Somebody with a card, and 100 coins."""
    return enrol(desk)
