"""The application under the strictest isolation, as a distributed engine would have it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from backend.db import db

STRICTEST = "SERIALIZABLE"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """As in ``tests.conftest``, but every transaction is as if it were alone."""
    app = make_app(isolation_level=STRICTEST)
    with app.app_context():
        yield app
        db.session.remove()
