"""An application for commands at the server: the database, without anybody to serve."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import Flask

import migrations
from backend import db
from backend.app import create_app
from backend.config import Config, ConfigError, from_environment
from backend.environment import given


def offline_config(**changes: str) -> Config:
    """The settings of this process, with ``changes`` to its environment.

    For what neither signs nor opens anything, and so needs no secret.
    """
    environment = {**os.environ, **changes}
    if not given(environment, "WIJKMUNT_SECRETS"):
        environment["WIJKMUNT_SECRETS"] = secrets.token_urlsafe(48)
    return from_environment(environment)


def keeper_config(**changes: str) -> Config:
    """The same for what has to open what the database keeps sealed. Raises ConfigError.

    A database is made under the installation's secrets: under invented ones nobody could open it.
    """
    return from_environment({**os.environ, **changes})


@contextmanager
def at_work(config: Config, *, current: bool = True) -> Iterator[Flask]:
    """The application with its context pushed; every connection is closed afterwards.

    Raises ConfigError when the database is not at the newest revision, unless ``current`` is off.
    """
    app = create_app(config)
    try:
        with app.app_context():
            if current:
                require_current()
            yield app
    finally:
        db.dispose(app)


def require_current() -> None:
    """Raise ConfigError unless the database is at the newest revision."""
    if not migrations.is_current(db.db.engine):
        raise ConfigError("the database is not up to date; bring it there with: wijkmunt migrate")


def own_origin(port: int, environment: Mapping[str, str] = os.environ) -> str:
    """The configured origin, or this machine's on ``port``."""
    return environment.get("WIJKMUNT_ORIGIN") or f"http://localhost:{port}"
