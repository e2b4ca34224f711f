"""Attacks below HTTP: slow headers, smuggled requests, bytes that are no text. On a real server.

Bodies that come slowly are the proxy's to keep away (docs/running.md): the server reads a body in
the thread that answers, and has no bound of its own for that.
"""

import socket
import time
from collections.abc import Iterator

import pytest

from tests.support.server import Server, running

_END = b"\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


def port(server: Server) -> int:
    return int(server.origin.rpartition(":")[2])


def connect(server: Server, data: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port(server)), timeout=30)
    connection.sendall(data)
    return connection


def answers(server: Server, data: bytes) -> list[int]:
    """The statuses of all answers to what was sent on one connection, until it is closed."""
    with connect(server, data) as connection:
        came = b""
        while part := connection.recv(65_536):
            came += part
    return [int(line.split()[1]) for line in came.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]


def post(server: Server, headers: bytes, body: bytes) -> bytes:
    """A request of the app's own that needs no session, with ``headers`` about its body."""
    return (
        b"POST /api/v1/sign-in/options HTTP/1.1\r\nHost: localhost\r\nOrigin: "
        + server.origin.encode()
        + b"\r\nContent-Type: application/json\r\n"
        + headers
        + b"\r\n\r\n"
        + body
    )


def test_who_sends_headers_slowly_is_hung_up_on(server: Server) -> None:
    with connect(server, b"GET /healthz HTTP/1.1\r\nHost: x\r\n") as connection:
        began = time.monotonic()
        assert connection.recv(1_000) == b""
        assert time.monotonic() - began < 25


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 2\r\nContent-Length: 40",
        b"Content-Length: 2, 2",
        b"Content-Length: +2",
        b"Content-Length: -1",
        b"Content-Length : 2",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding: identity, chunked\r\nX: a\x00b",
    ],
)
def test_a_body_whose_end_can_be_read_in_two_ways_is_refused(
    server: Server, headers: bytes
) -> None:
    smuggled = b"{}GET /healthz HTTP/1.1\r\nHost: x" + _END
    assert answers(server, post(server, headers, smuggled)) == [400]


def test_no_second_request_hides_in_a_first_ones_body(server: Server) -> None:
    """With both lengths given the chunks count, and what follows them is not asked again."""
    hidden = b"GET /healthz HTTP/1.1\r\nHost: x" + _END
    inside = post(server, b"Connection: close\r\nContent-Length: %d" % len(hidden), hidden)
    assert answers(server, inside) == [422]
    both = post(server, b"Connection: close\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
                b"0\r\n\r\n" + hidden)  # fmt: skip
    assert len(answers(server, both)) == 1


def test_more_than_a_request_may_have_is_refused_before_it_is_sent(server: Server) -> None:
    endless = post(server, b"Connection: close\r\nContent-Length: 1000000000000", b"{")
    assert answers(server, endless) == [413]
    headers = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 600_000 + _END
    assert answers(server, headers) == [431]


def test_the_other_protocols_are_not_spoken(server: Server) -> None:
    assert answers(server, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") in ([400], [])
    websocket = (
        b"GET /api/v1/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close"
        b"\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    assert 101 not in answers(server, websocket)


@pytest.mark.parametrize(
    "target",
    [
        b"/../../../etc/passwd",
        b"/..%2f..%2f..%2fetc%2fpasswd",
        b"/assets/../../../setup.cfg",
        b"/assets/%2e%2e/%2e%2e/%2e%2e/setup.cfg",
        b"/%2e%2e/%2e%2e/setup.cfg",
        b"//etc/passwd",
        b"/assets/..\\..\\setup.cfg",
        b"/%ff%fe",
        b"/a%00b.html",
        b"/\xc3\x28",
    ],
)
def test_no_path_leads_out_of_the_built_app(server: Server, target: bytes) -> None:
    with connect(server, b"GET " + target + b" HTTP/1.1\r\nHost: x" + _END) as connection:
        came = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert came.startswith((b"HTTP/1.1 200", b"HTTP/1.1 40"))
    assert b"root:" not in came
    assert b"install_requires" not in came
