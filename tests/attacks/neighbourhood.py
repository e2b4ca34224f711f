"""Two neighbourhoods of which every kind of thing exists once, and who wants what is not theirs."""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from backend import clock
from backend.communities import service as communities
from backend.db import Model, db
from backend.db.model import Id
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.rescue import recovering
from backend.web.api import Route
from backend.web.caller import COMMUNITY_ROLES, ORGANISATION_ROLES, Place
from tests.attacks import references
from tests.contract.test_roles import MAY
from tests.contract.world import QUERIES, World, bodies, make_world
from tests.factories.cards import Holder, enrol
from tests.factories.communities import make_holder, make_member
from tests.factories.identity import (
    give_device_key,
    give_passkey,
    make_person,
    seconds_later,
    send,
    signed_in_client,
)
from tests.factories.programmes import line as programme_line
from tests.factories.programmes import make_programme
from tests.factories.rescue import name_helper
from tests.factories.rules import set_rule

HOUSEKEEPING = {"throttle_windows", "challenges", "sessions"}
"""Tables in which asking alone leaves a trace: attempts, ceremonies, when somebody was here."""


@dataclass
class Neighbourhood:
    """A world with the rest of its things: ``things`` by the names that the API has for them."""

    world: World
    card: Holder
    things: dict[str, str]
    bodies: dict[str, Any]
    ids: set[str] = field(default_factory=set)

    def path(self, route: Route, **instead: str) -> str:
        """The route's address here; things that its client makes get a new id."""
        made = references.made_by_client(route)
        new = {made: str(new_id())} if made else {}
        at = {"organisation_id": self.thing(route, "organisation_id")}
        path = references.path_of(route, {**self.things, **at, **new, **instead})
        return path + QUERIES.get(route.name, "")

    def thing(self, route: Route, name: str) -> str:
        """The id of the thing that ``name`` means in ``route``; organisations are of two kinds."""
        kind = MAY.get(route.name, ("", "shop"))[1]
        if name == "organisation_id":
            return str(self.world.organisation(kind).id)
        return self.things["line_of_programme" if route.name == "create_budget" else name]


def make_neighbourhood(app: Flask) -> Neighbourhood:
    """Build one; afterwards ``ids`` has every id that the database knows of."""
    world = make_world(app)
    card = enrol(world.desk)
    made = Neighbourhood(world, card, _things(world, card), bodies(world))
    made.ids = every_id()
    return made


@dataclass(frozen=True)
class Scene:
    """Mallory, who may do everything in her own neighbourhood, and another neighbourhood."""

    app: Flask
    own: Neighbourhood
    theirs: Neighbourhood
    mallory: FlaskClient


def make_scene(app: Flask) -> Scene:
    """Build both, with everything prepared for Mallory's requests to fit."""
    theirs, own = make_neighbourhood(app), make_neighbourhood(app)
    mallory = somebody_with_every_role(app, own.world)
    prepare_everything(own, mallory)
    return Scene(app, own, theirs, mallory)


def somebody_with_every_role(app: Flask, world: World) -> FlaskClient:
    """A browser, fresh, of a person who may do everything in that neighbourhood."""
    person_id = make_person("Mallory")
    for role in sorted(COMMUNITY_ROLES):
        communities.grant(person_id, role, Place(world.community.id), by=None)
    for role in sorted(ORGANISATION_ROLES):
        at = world.association if role == "coordinator" else world.shop
        communities.grant(person_id, role, at.place, by=None)
    return signed_in_client(app, person_id, fresh=True)


def prepare_everything(own: Neighbourhood, client: FlaskClient) -> None:
    """Make the rest fit too, so that a request with one wrong id has nothing else wrong in it."""
    person = uuid.UUID(send(client, "GET", "/me").json["person"]["id"])
    session = uuid.UUID(send(client, "GET", "/me").json["session_id"])
    key_id, _ = give_device_key(person, session)
    for name in ("put_note_sheet", "put_code_sheet", "give_certificate"):
        own.bodies[name] |= {"key_id": key_id.hex()}
    sales = {"open_to": ["member", "shop"], "gift_permille": 30}
    set_rule(own.world.community.id, "sales", sales)
    own.bodies["put_sale"] |= {"cents": 1_000}
    own.bodies["put_send"] |= {"community_id": str(own.world.community.id)}
    own.bodies["put_note_exchange"] |= {"notes": [{"amount": 100, "count": 1}]}
    office = f"/organisations/{own.world.shop.id}/exchange-office"
    answer = send(client, "PUT", office, {"sells": True})
    assert answer.status_code == 204, answer.text
    db.session.rollback()


def neighbour(app: Flask, world: World) -> FlaskClient:
    """A browser, fresh, of a member of that neighbourhood who has no part in its things."""
    return signed_in_client(app, make_member(world.community.id, "Mallory"), fresh=True)


def every_id() -> set[str]:
    """Every UUID in the database, as text."""
    db.session.rollback()
    found: set[str] = set()
    for table in Model.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, Id)]
        if columns:
            for row in db.session.execute(select(*columns)):
                found.update(str(value) for value in row if value is not None)
    return found


def digests() -> dict[str, str]:
    """What each table holds, shortened: equal before and after when nothing was written."""
    db.session.rollback()
    return {
        table.name: _digest(db.session.execute(select(table).order_by(*table.primary_key)))
        for table in Model.metadata.sorted_tables
        if table.name not in HOUSEKEEPING
    }


def _digest(rows: Any) -> str:
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def _things(world: World, card: Holder) -> dict[str, str]:
    community, shop, association = world.community.id, world.shop.id, world.association.id
    person = world.payer.person_id
    give_passkey(person)
    helper = name_helper(community, person, make_member(community))
    lost = make_member(community, "Kwijt")
    started = _by_an_old_hand(world)
    recovery = recovering.start(new_id(), lost, world.association.place, started, "kwijt")
    values: dict[str, object] = {
        "community_id": community,
        "community": world.community.slug,
        "organisation_id": shop,
        "shop_id": shop,
        "from_organisation_id": shop,
        "to_organisation_id": shop,
        "office_id": shop,
        "association_id": association,
        "gift_to": association,
        "funder_id": association,
        "person_id": world.counter.cashier.person_id,
        "payment_id": world.waiting_id,
        "issue_id": world.asked.issue_id,
        "programme_id": world.asked.programme_id,
        "withdrawal_id": world.asked.withdrawal_id,
        "helper_row_id": helper.id,
        "recovery_id": recovery.id,
        "card_id": card.card_id,
        "passkey_id": _first_id("/me/passkeys", "passkeys", world.payer.client),
        "task_id": world.task_id,
        "code_id": world.code_id,
        "claim_id": world.claim_id,
        "account_id": ledger.wallet(community, person),
        "session_id": world.payer.session_id,
        "key_id": world.payer.key_id.hex(),
        "budget_id": world.desk.budget.id,
        "customer_id": _customer(world),
        "contact_id": world.counter.cashier.person_id,
        "asked_id": world.counter.cashier.person_id,
        "line_of_programme": _programme_line(community),
        "up_to": _first_id("/me/notices", "notices", world.payer.client),
        **world.redeeming,
    }
    return {name: str(value) for name, value in values.items()}


def _programme_line(community_id: uuid.UUID) -> uuid.UUID:
    """A line of a programme, for budgets; the credit line of the path is among the others."""
    line = programme_line("Groen", 1)
    make_programme(community_id, lines=(line,))
    return line.id


def _by_an_old_hand(world: World) -> uuid.UUID:
    """A coordinator who is one for long enough to let people back in."""
    now = clock.now()
    seconds_later(now, -timedelta(days=30).total_seconds())
    person_id = make_holder("coordinator", world.association.place)
    clock.use_source(None)
    return person_id


def _customer(world: World) -> str:
    """The number that a desk of this neighbourhood has for somebody who shows a code there."""
    shown = {"code": world.payer.code(), "organisation_id": str(world.shop.id)}
    client = world.counter.cashier.client
    answer = send(client, "POST", f"/communities/{world.community.id}/customers", shown)
    assert answer.status_code == 200, answer.text
    found: str = answer.json["id"]
    return found


def _first_id(path: str, name: str, client: FlaskClient) -> str:
    found: str = send(client, "GET", path).json[name][0]["id"]
    return found
