"""What phones send: payments with distinct signed codes, and claims of a task's reward.

Imports little, since the load's own processes need it.
"""

import itertools
import json
import secrets
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key

from backend.codes import payment
from backend.codes.payment import UnsignedPaymentCode
from backend.identity.cookies import ACCESS
from backend.ids import new_id
from backend.tasks.phones import COOKIE as PHONE

AMOUNT = 650
"""Minor units of every payment."""

LIMIT = 2_500


@dataclass(frozen=True)
class Shop:
    """A shop and the access token of its cashier's session."""

    id: uuid.UUID
    token: str


@dataclass(frozen=True)
class Payer:
    """A phone: its key's id, and the private key as PKCS 8, so that it can go to a process."""

    key_id: bytes
    private_key: bytes


@dataclass(frozen=True)
class Payments:
    """Payments at counters: shops and payers by chance.

    Codes are numbered from ``first_counter`` on, so that no round repeats another's.
    """

    community_number: int
    shops: list[Shop]
    payers: list[Payer]
    count: int
    first_counter: int
    done: bytes = b'"status":"paid"'

    def requests(self, port: int) -> Iterator[tuple[uuid.UUID, bytes]]:
        """The commands as the app sends them."""
        for payment_id, cookies, body in self.commands():
            yield payment_id, put(port, f"/payments/{payment_id}", cookies, body)

    def commands(self) -> Iterator[tuple[uuid.UUID, str, dict[str, object]]]:
        """Id, cookies and body; with fresh codes, signed now, as phones do it on their own."""
        private_keys = [load_der_private_key(payer.private_key, None) for payer in self.payers]
        issued_at = int(time.time())
        for number in range(self.count):
            place = number % len(self.payers)
            private_key = private_keys[place]
            assert isinstance(private_key, EllipticCurvePrivateKey)
            unsigned = UnsignedPaymentCode(
                exact=False,
                community=self.community_number,
                key_id=self.payers[place].key_id,
                counter=self.first_counter + number,
                issued_at=issued_at,
                amount=LIMIT,
            )
            shop = self.shops[secrets.randbelow(len(self.shops))]
            code = payment.sign(unsigned, private_key)
            body: dict[str, object] = {"shop_id": str(shop.id), "amount": AMOUNT, "code": code}
            yield new_id(), f"{ACCESS}={shop.token}", body


@dataclass(frozen=True)
class Claims:
    """Claims with the code of a poster, by people in turn; each phone shows its mark."""

    code: str
    tokens: list[str]
    count: int
    done: bytes = b'"status":"booked"'

    def requests(self, port: int) -> Iterator[tuple[uuid.UUID, bytes]]:
        """One claim after another."""
        people = [(token, secrets.token_hex(16)) for token in self.tokens]
        for token, mark in itertools.islice(itertools.cycle(people), self.count):
            claim_id = new_id()
            body = {"code": self.code, "minutes": None}
            cookies = f"{ACCESS}={token}; {PHONE}={mark}"
            yield claim_id, put(port, f"/claims/{claim_id}", cookies, body)


def put(port: int, path: str, cookies: str, body: Mapping[str, object]) -> bytes:
    """The whole HTTP request, as the app sends it."""
    content = json.dumps(body, separators=(",", ":"))
    head = (
        f"PUT /api/v1{path} HTTP/1.1\r\n"
        f"Host: localhost:{port}\r\n"
        f"Origin: http://localhost:{port}\r\n"
        f"Cookie: {cookies}\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return (head + content).encode()
