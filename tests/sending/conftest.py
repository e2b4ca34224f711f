"""Two members with 100 coins each, and a shop, in one neighbourhood."""

import pytest
from flask import Flask

from backend.communities.queries import CommunityFacts
from tests.factories.communities import make_community
from tests.factories.payments import Counter, Payer, make_counter, make_payer


@pytest.fixture
def community(app: Flask) -> CommunityFacts:
    """25 coins need no question, 500 are the most; two decimals."""
    return make_community()


@pytest.fixture
def counter(app: Flask, community: CommunityFacts) -> Counter:
    """A shop with its cashier."""
    return make_counter(app, community)


@pytest.fixture
def payer(app: Flask, community: CommunityFacts) -> Payer:
    """A member with 100 coins."""
    return make_payer(app, community)


@pytest.fixture
def friend(app: Flask, community: CommunityFacts) -> Payer:
    """Another member with 100 coins."""
    return make_payer(app, community)
