"""Databases that hold the example: it is made once a test process, and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import migrations
from backend import clock, db
from backend.app import create_app
from backend.example import service
from tests.conftest import DATABASES, config_for, sqlalchemy_url
from tests.support.postgres import PostgresServer

ORIGIN = "http://localhost:8000"


@pytest.fixture(scope="session")
def sqlite_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the example, to copy."""
    path = tmp_path_factory.mktemp("example") / "wijkmunt.sqlite"
    make_example(f"sqlite:///{path}")
    return path


@pytest.fixture(params=DATABASES)
def example_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that holds the example; the test runs once on each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_example")
        copy = tmp_path / "example.sqlite"
        copy.write_bytes(template.read_bytes())
        yield f"sqlite:///{copy}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name, address = server.clone("example", lambda url: make_example(sqlalchemy_url(url)))
    yield sqlalchemy_url(address)
    server.drop(name)


@pytest.fixture
def example(example_url: str) -> Iterator[Flask]:
    """An application with the example in its database, its context pushed."""
    app = example_app(example_url)
    with app.app_context():
        yield app
        db.db.session.remove()
    clock.use_source(None)
    db.dispose(app)


def example_app(url: str) -> Flask:
    return create_app(config_for(url, origin=ORIGIN, example=True))


def make_example(url: str) -> None:
    """Migrate the database at ``url`` and make the example in it."""
    app = example_app(url)
    with app.app_context():
        migrations.upgrade(db.db.engine)
        service.load()
    db.dispose(app)
