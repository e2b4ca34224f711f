"""What every test may ask for: an application on a migrated database of its own, of both kinds."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import migrations
from backend import clock, db
from backend.app import create_app
from backend.config import Config
from tests.support import compiled
from tests.support.lending import Lending
from tests.support.postgres import PostgresServer

pytest_plugins = ["tests.support.fixtures"]

ORIGIN = "https://munt.test"
SECRET = "a-secret-for-the-tests-of-40-characters!"
DATABASES = ("sqlite", "postgresql")
ISOLATION = os.environ.get("WIJKMUNT_TEST_ISOLATION", "READ COMMITTED")
"""Of transactions in PostgreSQL; ``make serializable`` runs everything under the strictest."""


def pytest_collection_finish() -> None:
    """Let garbage collection pass over what was imported, as the server does (``cli.wsgi``)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for this test process."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def lent_databases(postgres: PostgresServer) -> Lending:
    """Migrated, empty PostgreSQL databases, used by one test after another."""
    return Lending(postgres, "wijkmunt", lambda url: migrate(sqlalchemy_url(url)))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database to copy."""
    path = tmp_path_factory.mktemp("template") / "wijkmunt.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        copy = tmp_path / "wijkmunt.sqlite"
        copy.write_bytes(template.read_bytes())
        yield f"sqlite:///{copy}"
        return
    lending: Lending = request.getfixturevalue("lent_databases")
    name, address = lending.lend()
    yield sqlalchemy_url(address)
    lending.give_back(name)


@pytest.fixture
def make_app(database_url: str) -> Iterator[Callable[..., Flask]]:
    """Makes application instances on the test's database: several stand for several servers."""
    made: list[Flask] = []

    def make(**settings: object) -> Flask:
        app = create_app(config_for(database_url, **settings))
        with app.app_context():
            for engine in db.db.engines.values():
                compiled.share(engine)
        made.append(app)
        return app

    yield make
    clock.use_source(None)
    for app in made:
        db.dispose(app)


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application with its context pushed, so that services can be called directly."""
    app = make_app()
    with app.app_context():
        yield app
        db.db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies, on the app's own origin."""
    return app.test_client()


def config_for(database_url: str, **settings: object) -> Config:
    """Settings for a test; ``settings`` replace fields of ``Config``."""
    fields = {"origin": ORIGIN, "database_url": database_url, "secrets": (SECRET,), **settings}
    fields.setdefault("isolation_level", ISOLATION)
    return Config(**fields)  # type: ignore[arg-type]


def migrate(url: str) -> None:
    """Bring the database at ``url`` to the newest revision and close every connection."""
    app = create_app(config_for(url))
    with app.app_context():
        migrations.upgrade(db.db.engine)
    db.dispose(app)


def sqlalchemy_url(address: str) -> str:
    """The SQLAlchemy address of a libpq address."""
    return address.replace("postgresql://", "postgresql+psycopg://", 1)
