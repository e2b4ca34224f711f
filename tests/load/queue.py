"""A shop's queue of payments accepted without a network, settled in one call, against pgbench."""

import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key
from flask import Flask

from backend import clock
from backend.codes import acceptance, base64url, payment
from backend.codes.certificate import Certificate
from backend.codes.payment import UnsignedPaymentCode
from backend.db import db
from backend.identity.cookies import ACCESS
from backend.ids import new_id
from backend.offline import service as offline
from tests.factories.communities import make_holder, make_organisation
from tests.factories.rules import set_rule
from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds
from tests.load.orders import Payer
from tests.load.pgbench import PgBench
from tests.load.place import app_of, postgresql
from tests.load.world import Session, World, make_phone, make_world
from tests.support import server as servers
from tests.support.server import Server

AMOUNT = 500
RULES = {
    "allowance": 1_000_000,
    "per_payment": 1_000,
    "payer_day": 1_000_000,
    "shop_day": 100_000_000,
    "days": 7,
    "guaranteed_permille": 1_000,
}


@dataclass
class Till:
    """A shop's phone without a network: it accepts codes and signs each acceptance."""

    shop_id: uuid.UUID
    session: Session
    key_id: bytes
    private_key: EllipticCurvePrivateKey

    def accept(self, code: str, second: int) -> dict[str, object]:
        """An item of the queue."""
        item_id = new_id()
        message = acceptance.message(self.shop_id, item_id, second, code)
        return {
            "id": str(item_id),
            "code": code,
            "amount": AMOUNT,
            "accepted_at": second,
            "key_id": self.key_id.hex(),
            "signature": base64url.encode(acceptance.sign(message, self.private_key)),
        }


@dataclass
class Street:
    """Payers with certificates and a till, on a real server."""

    server: Server
    app: Flask
    world: World
    till: Till
    certificates: Sequence[Certificate]
    counter: int = field(default=1)

    def settle(self, items: int) -> float:
        """Seconds that one call with so many new items takes. Raises unless all are paid."""
        body = json.dumps({"items": self._queue(items)}, separators=(",", ":")).encode()
        with self.app.app_context():
            token = self.till.session.token()
        headers = {
            "Origin": self.server.origin,
            "Cookie": f"{ACCESS}={token}",
            "Content-Type": "application/json",
        }
        connection = HTTPConnection(self.server.origin.removeprefix("http://"))
        started = time.perf_counter()
        path = f"/api/v1/organisations/{self.till.shop_id}/offline-payments"
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        took = time.perf_counter() - started
        connection.close()
        if answer.status != 200 or said.count(b'"status":"paid"') != items:
            raise RuntimeError(f"not everything was paid: {answer.status} {said[:300]!r}")
        return took

    def _queue(self, items: int) -> list[dict[str, object]]:
        second = int(clock.now().timestamp())
        keys = [load_der_private_key(payer.private_key, None) for payer in self.world.payers]
        queue = []
        for number in range(items):
            place = number % len(keys)
            private_key = keys[place]
            assert isinstance(private_key, EllipticCurvePrivateKey)
            code = payment.sign(self._code(place, second), private_key)
            queue.append(self.till.accept(code, second))
        return queue

    def _code(self, place: int, second: int) -> UnsignedPaymentCode:
        self.counter += 1
        return UnsignedPaymentCode(
            exact=True,
            community=self.world.community.number,
            key_id=self.world.payers[place].key_id,
            counter=self.counter,
            issued_at=second,
            amount=AMOUNT,
            certificate=self.certificates[place],
        )


def measure(effort: Effort) -> list[Figure]:
    """Items settled a second in one call divided by pgbench's transactions, round by round."""
    settled, transactions, seconds = Series(), Series(), Series()
    with postgresql() as postgres:
        pgbench = PgBench(postgres)
        database = postgres.create("wijkmunt")
        with (
            servers.running(database=database, example=False) as server,
            app_of(server) as app,
        ):
            street = _street(server, app, effort.phones)
            for number in range(effort.rounds + 1):
                took = street.settle(effort.queue)
                tps = pgbench.run(effort.seconds)
                if number:
                    settled.add(effort.queue / took)
                    seconds.add(took)
                    transactions.add(tps)
            server.wijkmunt("audit")
    return [
        of_rounds("queue", settled.over(transactions)),
        of_rounds("queue_rate", settled),
        of_rounds("queue_seconds", seconds),
    ]


def _street(server: Server, app: Flask, phones: int) -> Street:
    with app.app_context():
        world = make_world(app, 1, phones)
        set_rule(world.community.id, "offline", RULES)
        certificates = [
            _certificate(world, session, payer)
            for session, payer in zip(world.earners, world.payers, strict=True)
        ]
        shop = make_organisation(world.community.id)
        till = Till(shop.id, *make_phone(make_holder("shop_staff", shop.place)))
        db.session.remove()
    return Street(server, app, world, till, certificates)


def _certificate(world: World, session: Session, payer: Payer) -> Certificate:
    given = offline.give_certificate(world.community.id, session.person_id, payer.key_id)
    return given.certificate
