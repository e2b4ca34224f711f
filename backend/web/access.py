"""Every request is counted, and told in one line that says nothing about anybody.

The line holds the request's number, the route's template, the status, the time and, of a refusal,
its stable code: never a path, an address, an id or anything that was sent. It is written with one
call of the system: a payment may lose no time to it, and a log that cannot be written stops nobody.
"""

import contextlib
import itertools
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from backend import tally
from backend.config import Config
from backend.web.api import PREFIX, Route
from backend.web.openapi import template
from backend.web.problems import CODE, place_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OPERATION = "wijkmunt.operation"
REQUEST = "wijkmunt.request"
UNMATCHED = "unmatched"
HEADER = "X-Request-Id"
_STDERR = 2
_FAILED = b'{"type":"about:blank","title":"unexpected","status":500,"code":"unexpected"}'

log = logging.getLogger(__name__)


def operation_of(route: Route) -> str:
    """How a declared route is called in logs and metrics: method and template."""
    return f"{route.method} {template(PREFIX + route.path)}"


def register(app: Flask, config: Config) -> None:
    """Watch every request of ``app``; lines are written when the settings ask for them."""
    app.before_request(_note_operation)
    write = _to_stderr if config.access_log else None
    app.wsgi_app = _Watched(app.wsgi_app, write)  # type: ignore[method-assign]


def _note_operation() -> None:
    rule = request.url_rule
    if rule is not None:
        request.environ[OPERATION] = f"{request.method} {_template(rule.rule)}"


_template = lru_cache(maxsize=1024)(template)


class _Watched:
    def __init__(self, app: "WSGIApplication", write: Callable[[bytes], None] | None) -> None:
        self._app, self._write = app, write
        self._numbers = itertools.count(1)
        self._process = secrets.token_hex(4)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        began = time.perf_counter()
        name = f"{self._process}-{next(self._numbers)}"
        environ[REQUEST] = name
        status = "500"

        def start(
            given: str, headers: list[tuple[str, str]], error: Any = None
        ) -> Callable[[bytes], object]:
            nonlocal status
            status = given[:3]
            return start_response(given, [*headers, (HEADER, name)], error)

        try:
            answer = self._app(environ, start)
        except Exception as error:
            log.error("unexpected %s at %s", type(error).__name__, place_of(error))
            start("500 Internal Server Error", [("Content-Type", "application/problem+json")])
            answer = [_FAILED]
        self._note(environ, status, time.perf_counter() - began)
        return answer

    def _note(self, environ: "WSGIEnvironment", status: str, seconds: float) -> None:
        operation = environ.get(OPERATION, UNMATCHED)
        code = environ.get(CODE)
        tally.here.time(operation, status, seconds)
        if code:
            tally.here.count(tally.REFUSALS, operation, code)
        if self._write:
            self._write(_line(environ[REQUEST], operation, status, seconds, code))


def _line(name: str, operation: str, status: str, seconds: float, code: str | None) -> bytes:
    now = time.time()
    whole = int(now)
    refusal = f',"code":"{code}"' if code else ""
    return (
        f'{{"at":"{_second(whole)}.{int((now - whole) * 1000):03}Z","kind":"request",'
        f'"request":"{name}","operation":"{operation}","status":{status},'
        f'"ms":{seconds * 1000:.2f}{refusal}}}\n'
    ).encode()


@lru_cache(maxsize=2)
def _second(whole: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))


def _to_stderr(line: bytes) -> None:
    # A full disk or a reader that went away must not keep anybody from paying.
    with contextlib.suppress(OSError):
        os.write(_STDERR, line)
