"""A neighbourhood with payments without a network, a full guarantee, a shop and a payer."""

import pytest
from flask import Flask

from backend.communities.queries import CommunityFacts
from tests.factories.communities import make_community
from tests.factories.offline import OfflineShop, fill_guarantee, make_offline_shop, offer
from tests.factories.payments import Payer, make_payer


@pytest.fixture
def community(app: Flask) -> CommunityFacts:
    """Certificates of at most 20 coins, 10 at once, 15 a day of one payer, 50 a day in all."""
    made = make_community()
    offer(made)
    fill_guarantee(made.id, 100_000)
    return made


@pytest.fixture
def shop(app: Flask, community: CommunityFacts) -> OfflineShop:
    """A shop in a cellar."""
    return make_offline_shop(app, community)


@pytest.fixture
def payer(app: Flask, community: CommunityFacts) -> Payer:
    """A member with 100 coins and a phone."""
    return make_payer(app, community)
