"""One process full of phones: prepares its requests, waits for the word, then sends as it can.

Reads pickled jobs from standard input until it ends. To each it says "ready"; after a line of input
it sends for the job's seconds and prints pickled ``Shots``. Raw sockets and one thread: the load
should cost the machine as little as it can.
"""

import gc
import pickle
import random
import re
import selectors
import socket
import sys
import time
import uuid

from tests.load.job import Job, Shots

_LENGTH = re.compile(rb"content-length: *([0-9]+)\r\n", re.IGNORECASE)
_ANSWER_KEPT = 300


def shoot(job: Job, ready: list[tuple[uuid.UUID, bytes]]) -> Shots:
    """Send until the seconds are over or nothing is left, one request a connection at a time."""
    with selectors.DefaultSelector() as selector:
        volley = _Volley(job, ready, selector)
        try:
            return volley.run()
        finally:
            volley.close()


class _Volley:
    """The connections of a job, those without a request in ``idle``."""

    def __init__(
        self, job: Job, ready: list[tuple[uuid.UUID, bytes]], selector: selectors.BaseSelector
    ) -> None:
        self._job, self._waiting, self._selector = job, iter(ready), selector
        self._shots = Shots()
        self._phones = [_Phone(job) for _ in range(job.connections)]
        self._idle = list(self._phones)
        self._chance = random.Random(job.seconds)  # noqa: S311
        for phone in self._phones:
            selector.register(phone.connection, selectors.EVENT_READ, phone)

    def run(self) -> Shots:
        """The whole of it."""
        started = self._due = time.perf_counter()
        end = started + self._job.seconds
        while True:
            now = time.perf_counter()
            self._send_what_is_due(now, end)
            if len(self._idle) == len(self._phones) and (self._due >= end or now >= end):
                break
            self._receive(self._pause(now, end))
        self._shots.elapsed = time.perf_counter() - started
        return self._shots

    def close(self) -> None:
        """Hang up."""
        for phone in self._phones:
            phone.connection.close()

    def _send_what_is_due(self, now: float, end: float) -> None:
        rate = self._job.rate
        while self._idle and self._due <= now < end and self._due < end:
            upcoming = next(self._waiting, None)
            if upcoming is None:
                self._shots.ran_out, self._due = True, end
                return
            # What had to wait for a connection has been late since it was due.
            self._idle.pop().send(*upcoming, at=self._due if rate else now)
            if rate:
                self._due += self._chance.expovariate(rate)

    def _pause(self, now: float, end: float) -> float | None:
        return max(0.0, self._due - now) if self._idle and self._due < end else None

    def _receive(self, seconds: float | None) -> None:
        for key, _ in self._selector.select(seconds):
            phone: _Phone = key.data
            phone.receive(self._shots)
            self._idle.append(phone)


class _Phone:
    """A connection that waits for the answer to its last request."""

    def __init__(self, job: Job) -> None:
        self.connection = socket.create_connection(("127.0.0.1", job.port))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._done = job.orders.done
        self._id: uuid.UUID | None = None
        self._since = 0.0

    def send(self, command_id: uuid.UUID, request: bytes, *, at: float) -> None:
        """Send a request that was due ``at``."""
        self._id, self._since = command_id, at
        self.connection.sendall(request)

    def receive(self, shots: Shots) -> None:
        """Read the answer and note what it says."""
        answer = b""
        while not _is_whole(answer):
            more = self.connection.recv(65_536)
            if not more:
                raise ConnectionError("the server hung up")
            answer += more
        shots.latencies.append(time.perf_counter() - self._since)
        if answer.startswith(b"HTTP/1.1 200 ") and self._done in answer:
            assert self._id is not None
            shots.acknowledged.append(self._id)
        else:
            said = answer.rpartition(b"\r\n\r\n")[2].decode(errors="replace")[:_ANSWER_KEPT]
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
    """One job after another."""
    while True:
        try:
            job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
        except EOFError:
            return
        ready = list(job.orders.requests(job.port))
        gc.collect()
        gc.freeze()
        sys.stdout.buffer.write(b"ready\n")
        sys.stdout.buffer.flush()
        sys.stdin.buffer.readline()
        pickle.dump(shoot(job, ready), sys.stdout.buffer)
        sys.stdout.buffer.flush()
        gc.unfreeze()


if __name__ == "__main__":
    main()
