"""One process full of shops' phones: signs its codes, waits for the word, then pays as it can.

Reads a pickled ``Job`` from standard input and says "ready"; after a line of input it sends for
the job's seconds and prints a pickled ``Shots``. Raw sockets and one thread: the load should
cost the machine as little as it can. Signing is done before, as phones do it on their own.
"""

import pickle
import re
import secrets
import selectors
import socket
import sys
import time
import uuid
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key

from backend.codes import payment
from backend.codes.payment import UnsignedPaymentCode
from backend.identity.cookies import ACCESS
from backend.ids import new_id
from tests.load.job import AMOUNT, Job, Shots
from tests.load.world import Shop

_LENGTH = re.compile(rb"content-length: *([0-9]+)\r\n", re.IGNORECASE)


def requests(job: Job) -> Iterator[tuple[uuid.UUID, bytes]]:
    """Commands with fresh codes, as bytes to send; shops and payers by chance."""
    private_keys = [load_der_private_key(payer.private_key, None) for payer in job.payers]
    issued_at = int(time.time())
    for number in range(job.codes):
        payer = job.payers[number % len(job.payers)]
        private_key = private_keys[number % len(job.payers)]
        assert isinstance(private_key, EllipticCurvePrivateKey)
        unsigned = UnsignedPaymentCode(
            exact=False,
            community=job.community_number,
            key_id=payer.key_id,
            counter=job.first_counter + number,
            issued_at=issued_at,
            amount=2_500,
        )
        payment_id = new_id()
        shop = job.shops[secrets.randbelow(len(job.shops))]
        yield payment_id, request(job, shop, payment_id, payment.sign(unsigned, private_key))


def request(job: Job, shop: Shop, payment_id: uuid.UUID, code: str) -> bytes:
    """The whole HTTP request, as the app sends it."""
    body = f'{{"shop_id":"{shop.id}","amount":{AMOUNT},"code":"{code}"}}'
    head = (
        f"PUT /api/v1/payments/{payment_id} HTTP/1.1\r\n"
        f"Host: localhost:{job.port}\r\n"
        f"Origin: http://localhost:{job.port}\r\n"
        f"Cookie: {ACCESS}={shop.token}\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def shoot(job: Job, ready: list[tuple[uuid.UUID, bytes]]) -> Shots:
    """Keep every connection busy with one request at a time until the seconds are over."""
    shots, waiting = Shots(), iter(ready)
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        end = started + job.seconds
        for _ in range(job.connections):
            connection = socket.create_connection(("127.0.0.1", job.port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            phone = _Phone(connection)
            if phone.send_next(waiting, shots, end):
                selector.register(connection, selectors.EVENT_READ, phone)
        while selector.get_map():
            for key, _ in selector.select():
                answered: _Phone = key.data
                answered.receive(shots)
                if not answered.send_next(waiting, shots, end):
                    selector.unregister(answered.connection)
                    answered.connection.close()
        shots.elapsed = time.perf_counter() - started
    return shots


class _Phone:
    """A connection that waits for the answer to its last request."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._payment_id: uuid.UUID | None = None
        self._sent = 0.0

    def send_next(
        self, waiting: Iterator[tuple[uuid.UUID, bytes]], shots: Shots, end: float
    ) -> bool:
        """Send the next request, unless the time is over or none is left."""
        self._sent = time.perf_counter()
        upcoming = next(waiting, None) if self._sent < end else None
        if upcoming is None:
            shots.ran_out = shots.ran_out or self._sent < end
            return False
        self._payment_id, data = upcoming
        self.connection.sendall(data)
        return True

    def receive(self, shots: Shots) -> None:
        """Read the answer and note what it says."""
        answer = b""
        while not _is_whole(answer):
            more = self.connection.recv(65_536)
            if not more:
                raise ConnectionError("the server hung up")
            answer += more
        shots.latencies.append(time.perf_counter() - self._sent)
        if answer.startswith(b"HTTP/1.1 200 ") and b'"status":"paid"' in answer:
            assert self._payment_id is not None
            shots.paid.append(self._payment_id)
        else:
            said = answer.rpartition(b"\r\n\r\n")[2].decode(errors="replace")[:300]
            shots.other[said] = shots.other.get(said, 0) + 1


def _is_whole(answer: bytes) -> bool:
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    length = _LENGTH.search(answer, 0, head + 2)
    if length is None:
        raise ValueError("an answer without a length")
    return len(answer) - head - 4 >= int(length[1])


def main() -> None:
    """One job."""
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
    ready = list(requests(job))
    print("ready", flush=True)
    sys.stdin.buffer.readline()
    sys.stdout.buffer.write(pickle.dumps(shoot(job, ready)))


if __name__ == "__main__":
    main()
