"""Somebody who holds a passkey, and browsers in which they are signed in."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.authenticator import Authenticator
from tests.factories.identity import give_passkey, make_person, signed_in_client


@dataclass
class Holder:
    """A person, their authenticator, and a browser that is signed in but not fresh."""

    person_id: uuid.UUID
    authenticator: Authenticator
    client: FlaskClient


@pytest.fixture
def holder(app: Flask) -> Holder:
    """Somebody with one passkey who is signed in."""
    person_id = make_person()
    return Holder(person_id, give_passkey(person_id), signed_in_client(app, person_id))


@pytest.fixture
def fresh(app: Flask, holder: Holder) -> FlaskClient:
    """Another browser of the same person, in which a passkey was confirmed just now."""
    return signed_in_client(app, holder.person_id, fresh=True)


@pytest.fixture
def two_servers(make_app: Callable[..., Flask]) -> tuple[Flask, Flask]:
    """Two application instances on one database, as two machines run them."""
    return make_app(), make_app()
