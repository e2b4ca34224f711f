"""Whom the attacks are aimed at: an application on SQLite, and somebody who is signed in there.

Most attacks stop before the database, so one kind of database is enough. Those that race or that
lean on a database's own rules ask for ``app`` and run on both.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend import clock, db
from backend.app import create_app
from tests.attacks.neighbourhood import Scene, make_scene
from tests.conftest import config_for
from tests.factories.identity import give_passkey, make_person, signed_in_client
from tests.identity.conftest import Holder


@pytest.fixture(scope="module")
def scene(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """What the tests of a file share, as their attacks leave it as it was."""
    copy = tmp_path_factory.mktemp("scene") / "scene.sqlite"
    copy.write_bytes(sqlite_template.read_bytes())
    app = create_app(config_for(f"sqlite:///{copy}"))
    with app.app_context():
        yield make_scene(app)
        db.db.session.remove()
    db.dispose(app)


@pytest.fixture
def target(sqlite_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application under attack, its context pushed."""
    copy = tmp_path / "target.sqlite"
    copy.write_bytes(sqlite_template.read_bytes())
    app = create_app(config_for(f"sqlite:///{copy}"))
    with app.app_context():
        yield app
        db.db.session.remove()
    clock.use_source(None)
    db.dispose(app)


@pytest.fixture
def victim(target: Flask) -> Holder:
    """Somebody with a passkey, and a browser of theirs that is signed in but not fresh."""
    person_id = make_person()
    return Holder(person_id, give_passkey(person_id), signed_in_client(target, person_id))


def browser_at(app: Flask, address: str) -> FlaskClient:
    """A browser without cookies whose requests come from ``address``."""
    browser = app.test_client()
    browser.environ_base = {"REMOTE_ADDR": address}
    return browser
