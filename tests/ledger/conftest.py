"""A community for the ledger's tests."""

import uuid

import pytest
from flask import Flask

from backend.communities.models import Community, Currency
from backend.db import db, unit_of_work
from tests.factories.ledger import WHEN


@unit_of_work
def make_community(number: int) -> uuid.UUID:
    """A community with a currency of its own, straight in its tables."""
    currency = Currency(id=uuid.uuid4(), name="coin", plural="coins", symbol="c", decimals=0)
    db.session.add(currency)
    db.session.flush()
    community = Community(
        id=uuid.uuid4(),
        number=number,
        slug=f"community-{number}",
        name=f"Community {number}",
        languages=["nl"],
        timezone="Europe/Amsterdam",
        currency_id=currency.id,
        created_at=WHEN,
    )
    db.session.add(community)
    return community.id


@pytest.fixture
def community(app: Flask) -> uuid.UUID:
    """The id of a community."""
    return make_community(1)


@pytest.fixture
def other_community(app: Flask) -> uuid.UUID:
    """The id of a community with another currency."""
    return make_community(2)
