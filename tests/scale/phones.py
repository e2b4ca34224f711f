"""Phones at counters that pay without a pause and repeat what was not answered, under its id."""

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key

from backend import clock
from backend.codes import payment
from backend.codes.payment import UnsignedPaymentCode
from backend.identity.cookies import ACCESS
from backend.ids import new_id
from tests.load.orders import Payer, Shop
from tests.scale.people import People

SECONDS_TO_ANSWER = 5.0
PAUSE = 0.02
AMOUNT = 5


@dataclass
class Log:
    """What one phone was told: ids acknowledged as paid, each with when; and anything else."""

    paid: list[tuple[float, uuid.UUID]] = field(default_factory=list)
    longest: float = 0.0
    repeated: int = 0
    other: list[str] = field(default_factory=list)


class Phone(threading.Thread):
    """One payer's phone and a shop's, which pay one another as long as they may."""

    def __init__(self, port: int, number: int, payer: Payer, shop: Shop, first: int) -> None:
        super().__init__(daemon=True)
        self.log = Log()
        self._port, self._number, self._shop = port, number, shop
        key = load_der_private_key(payer.private_key, None)
        assert isinstance(key, EllipticCurvePrivateKey)
        self._key, self._key_id, self._counter = key, payer.key_id, first
        self._enough = threading.Event()
        self._line: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Pay until told to stop; a payment that was begun is carried through."""
        while not self._enough.is_set():
            self._pay()
            time.sleep(PAUSE)
        self._hang_up()

    def stop(self) -> Log:
        """Begin nothing more; what was told."""
        self._enough.set()
        self.join()
        return self.log

    def _pay(self) -> None:
        payment_id, body, began = new_id(), self._body(), time.monotonic()
        while True:
            status, said = self._send(payment_id, body)
            if status == http.client.OK and said.get("status") == "paid":
                now = time.monotonic()
                self.log.paid.append((now, payment_id))
                self.log.longest = max(self.log.longest, now - began)
                return
            if 0 < status < http.client.INTERNAL_SERVER_ERROR:
                self.log.other.append(f"{status} {said.get('code')}")
                return
            self.log.repeated += 1
            time.sleep(PAUSE)

    def _body(self) -> bytes:
        self._counter += 1
        unsigned = UnsignedPaymentCode(
            exact=False,
            community=self._number,
            key_id=self._key_id,
            counter=self._counter,
            issued_at=clock.millis(clock.now()) // 1000,
            amount=2_500,
        )
        code = payment.sign(unsigned, self._key)
        wanted = {"shop_id": str(self._shop.id), "amount": AMOUNT, "code": code}
        return json.dumps(wanted, separators=(",", ":")).encode()

    def _send(self, payment_id: uuid.UUID, body: bytes) -> tuple[int, dict[str, object]]:
        """The answer's status and JSON; (0, {}) when there was none."""
        if self._line is None:
            self._line = http.client.HTTPConnection(
                "localhost", self._port, timeout=SECONDS_TO_ANSWER
            )
        headers = {
            "Origin": f"http://localhost:{self._port}",
            "Cookie": f"{ACCESS}={self._shop.token}",
            "Content-Type": "application/json",
        }
        try:
            self._line.request("PUT", f"/api/v1/payments/{payment_id}", body, headers)
            answer = self._line.getresponse()
            said = answer.read()
            return answer.status, json.loads(said or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            self._hang_up()
            return 0, {}

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


class Crowd:
    """All phones at once."""

    def __init__(self, port: int, people: People, first: int) -> None:
        shops = people.shops
        self.phones = [
            Phone(port, people.community_number, payer, shops[number % len(shops)], first)
            for number, payer in enumerate(people.payers)
        ]
        for phone in self.phones:
            phone.start()

    def wait_for_more(self, count: int = 1, seconds: float = 60.0) -> None:
        """Wait until every phone has paid ``count`` times from now on."""
        before = [len(phone.log.paid) for phone in self.phones]
        deadline = time.monotonic() + seconds
        for phone, had in zip(self.phones, before, strict=True):
            while len(phone.log.paid) < had + count:
                if time.monotonic() > deadline or phone.log.other:
                    raise RuntimeError(f"a phone cannot pay any more: {phone.log.other[:3]}")
                time.sleep(0.01)

    def stop(self) -> list[Log]:
        """What each of them was told."""
        for phone in self.phones:
            phone.stop()
        return [phone.log for phone in self.phones]
