"""One process full of shops' phones: signs its codes, waits for the word, then pays as it can.

Reads a pickled ``Job`` from standard input and says "ready"; after a line of input it sends for
the job's seconds and prints a pickled ``Shots``. Raw sockets and one thread: the load should
cost the machine as little as it can. Signing is done before, as phones do it on their own.
"""

import pickle
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
            _next(connection, selector, waiting, shots, end)
        while selector.get_map():
            for key, _ in selector.select():
                assert isinstance(key.fileobj, socket.socket)
                payment_id, sent = key.data
                _receive(key.fileobj, payment_id, sent, shots)
                selector.unregister(key.fileobj)
                _next(key.fileobj, selector, waiting, shots, end)
        shots.elapsed = time.perf_counter() - started
    return shots


def _next(
    connection: socket.socket,
    selector: selectors.BaseSelector,
    waiting: Iterator[tuple[uuid.UUID, bytes]],
    shots: Shots,
    end: float,
) -> None:
    now = time.perf_counter()
    upcoming = next(waiting, None) if now < end else None
    if upcoming is None:
        shots.ran_out = shots.ran_out or now < end
        connection.close()
        return
    payment_id, data = upcoming
    connection.sendall(data)
    selector.register(connection, selectors.EVENT_READ, (payment_id, now))


def _receive(connection: socket.socket, payment_id: uuid.UUID, sent: float, shots: Shots) -> None:
    answer = b""
    while not _is_whole(answer):
        more = connection.recv(65_536)
        if not more:
            raise ConnectionError("the server hung up")
        answer += more
    shots.latencies.append(time.perf_counter() - sent)
    if answer.startswith(b"HTTP/1.1 200 ") and b'"status":"paid"' in answer:
        shots.paid.append(payment_id)
    else:
        said = answer.rpartition(b"\r\n\r\n")[2].decode(errors="replace")[:300]
        shots.other[said] = shots.other.get(said, 0) + 1


def _is_whole(answer: bytes) -> bool:
    head, separator, body = answer.partition(b"\r\n\r\n")
    if not separator:
        return False
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return len(body) >= int(value)
    raise ValueError("an answer without a length")


def main() -> None:
    """One job."""
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
    ready = list(requests(job))
    print("ready", flush=True)
    sys.stdin.buffer.readline()
    sys.stdout.buffer.write(pickle.dumps(shoot(job, ready)))


if __name__ == "__main__":
    main()
