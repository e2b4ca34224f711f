"""Who pays whom at a site of several servers, and what its ledger's audit says afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask

from backend.app import create_app
from backend.config import from_environment
from backend.db import db, dispose
from backend.ledger import audit
from tests.load.orders import Payer, Shop
from tests.load.world import make_world
from tests.scale.site import Site


@dataclass(frozen=True)
class People:
    """The number of their community, its shops with a cashier signed in, and payers' phones."""

    community_number: int
    shops: list[Shop]
    payers: list[Payer]


@contextmanager
def app_of(site: Site) -> Iterator[Flask]:
    """One more application on the site's database."""
    app = create_app(from_environment(site.servers[0].environment))
    with app.app_context():
        yield app
        db.session.remove()
    dispose(app)


def make_people(site: Site, shops: int, payers: int) -> People:
    """New ones; every payer has coins enough."""
    with app_of(site) as app:
        world = make_world(app, shops, payers)
        return People(world.community.number, world.shops(), world.payers)


def audited(site: Site) -> list[audit.Finding]:
    """What is wrong with the ledger; nothing, one hopes."""
    with app_of(site):
        return audit.run()
