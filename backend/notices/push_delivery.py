"""One attempt to push: encrypted for one browser, signed by us, to a public address only.

The address of an endpoint is looked up, checked and then connected to, so that a name that answers
differently the second time gains nothing. Redirects are not followed, proxies of the environment
not used, and of the answer only its status is read.
"""

import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import requests
from pywebpush import WebPusher
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.util.connection import create_connection

from backend.codes import base64url
from backend.notices import push_rules, vapid
from backend.notices.errors import EndpointRefused
from backend.notices.push_queue import Taken
from backend.notices.push_rules import Told

SECONDS = 10.0
"""For connecting, and again for each part of the answer."""

Attempt = tuple[Told, timedelta | None]
"""What became of it, and how long the other side wants us to wait."""


class Courier:
    """Sends pushes; ``sender`` is our origin, ``own_machine`` as in ``push_rules``."""

    def __init__(self, sender: str, *, own_machine: bool) -> None:
        self._sender = sender if sender.startswith("https://") else "mailto:nobody@localhost"
        self._own_machine = own_machine
        self._session = _Session(own_machine=own_machine)

    def deliver(self, message: Taken, now: datetime) -> Attempt:
        """Try once."""
        try:
            push_rules.check_endpoint(message.endpoint, own_machine=self._own_machine)
            answer = self._send(message, now)
        except EndpointRefused:
            return Told.GONE, None
        except (requests.RequestException, HTTPError, OSError):
            return Told.LATER, None
        except ValueError:
            # Keys that are no point of the curve: nobody can be told by them.
            return Told.GONE, None
        return push_rules.judge(answer.status_code), _wanted_pause(answer.headers)

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def _send(self, message: Taken, now: datetime) -> requests.Response:
        subscription = {
            "endpoint": message.endpoint,
            "keys": {
                "p256dh": base64url.encode(message.public_key),
                "auth": base64url.encode(message.auth),
            },
        }
        headers = vapid.authorisation(message.secret_id, message.endpoint, self._sender, now)
        headers["Urgency"] = "high" if push_rules.is_urgent(message.kind) else "normal"
        # The same notice again, after a crash, replaces one that is not delivered yet.
        headers["Topic"] = base64url.encode(message.notice_id.bytes)
        answer = WebPusher(subscription, requests_session=self._session).send(
            push_rules.payload(message.kind, message.notice_id),
            headers,
            ttl=max(1, int((message.expires_at - now).total_seconds())),
            timeout=SECONDS,
        )
        assert isinstance(answer, requests.Response)  # noqa: S101 - narrows the type
        return answer


def _wanted_pause(headers: Mapping[str, str]) -> timedelta | None:
    """``Retry-After`` in seconds (RFC 9110, section 10.2.3); a date is not worth the trouble."""
    given = headers.get("Retry-After", "")
    return timedelta(seconds=int(given)) if given.isdecimal() and len(given) < 6 else None


class _Session(requests.Session):
    """Goes straight to public addresses, and nowhere else."""

    def __init__(self, *, own_machine: bool) -> None:
        super().__init__()
        self.trust_env = False
        self.mount("https://", _Adapter(own_machine=own_machine))
        self.mount("http://", _Adapter(own_machine=own_machine))

    def request(self, *arguments: Any, **options: Any) -> requests.Response:
        """As in requests, without redirects, and without the body of the answer."""
        options |= {"allow_redirects": False, "stream": True}
        answer = super().request(*arguments, **options)
        answer.close()
        answer._content = b""
        return answer


class _Adapter(HTTPAdapter):
    def __init__(self, *, own_machine: bool) -> None:
        self._own_machine = own_machine
        super().__init__(max_retries=0, pool_connections=16, pool_maxsize=16)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """As in requests, with connections that look where they go."""
        super().init_poolmanager(*arguments, **options)
        plain, secure = _connections(own_machine=self._own_machine)
        self.poolmanager.pool_classes_by_scheme = {"http": plain, "https": secure}


def _connections(
    *, own_machine: bool
) -> tuple[type[HTTPConnectionPool], type[HTTPSConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, own_machine=own_machine)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, own_machine=own_machine)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return PlainPool, SecurePool


def _connect(connection: HTTPConnection, *, own_machine: bool) -> socket.socket:
    """A connection to the first address of the host, when all of them may be reached."""
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if not all(push_rules.may_reach(one, own_machine=own_machine) for one in addresses):
            raise NewConnectionError(connection, "not a public address")
        last: OSError | None = None
        for address in addresses:
            try:
                return create_connection((address, connection.port), SECONDS)
            except OSError as problem:
                last = problem
        raise last or OSError("no address")
    except OSError as problem:
        raise NewConnectionError(connection, str(problem)) from problem
