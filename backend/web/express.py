"""The express lane: what has to be quickest is served without Flask's request machinery.

It only ever says yes. Where anything is not as expected (another origin, no session, a body that
does not fit, a refusal, a conflict, a failure) it says nothing, and the request takes the ordinary
way from the beginning, which names what is wrong. That is safe because a lane's function writes
all or nothing, and the ordinary way finds what was written under the same id.
"""

import io
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import Flask, g
from pydantic_core import to_json

from backend.config import Config
from backend.web.access import OPERATION, operation_of
from backend.web.api import PREFIX, ROUTES, Route
from backend.web.caller import Caller
from backend.web.schemas import Schema

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CallerOfCookies = Callable[[str], Caller | None]
"""Reads a Cookie header; the caller may come from memory, as the lane's batch vouches for it."""

MOST_BYTES = 2_048
_ID_LENGTH = 36


def register(app: Flask, config: Config, caller_of: CallerOfCookies) -> None:
    """Open a lane for every route that declares one; all others pass by."""
    for route in ROUTES.values():
        if route.express is not None:
            made = _Reading if route.method == "GET" else _Lane
            app.wsgi_app = made(app, config.origin, route, caller_of)  # type: ignore[method-assign]


class _Reading:
    """A route that is asked very often: a fixed path, and answers that nobody keeps.

    Its function reads for a caller from memory, so it looks at the stamps itself. It answers the
    bytes of a JSON text, none when there is nothing new.
    """

    def __init__(self, app: Flask, _: str, route: Route, caller_of: CallerOfCookies) -> None:
        self._app, self._route, self._caller_of = app, route, caller_of
        self._ordinary: WSGIApplication = app.wsgi_app
        self._path = PREFIX + route.path
        self._operation = operation_of(route)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"] != self._path or environ["REQUEST_METHOD"] != "GET":
            return self._ordinary(environ, start_response)
        answer = self._try(environ)
        if answer is None:
            return self._ordinary(environ, start_response)
        environ[OPERATION] = self._operation
        kept = ("Cache-Control", "no-store")
        if not answer:
            start_response("204 No Content", [kept])
            return []
        length = ("Content-Length", str(len(answer)))
        start_response("200 OK", [("Content-Type", "application/json"), length, kept])
        return [answer]

    def _try(self, environ: "WSGIEnvironment") -> bytes | None:
        assert self._route.express is not None  # noqa: S101 - narrows the type
        given = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        with self._app.app_context():
            try:
                caller = self._caller_of(environ.get("HTTP_COOKIE", ""))
                answer = None if caller is None else self._route.express(given, caller)
            except Exception:  # the ordinary way meets it again and names it
                return None
        return answer if isinstance(answer, bytes) else None


class _Lane:
    """One route with its identifier last, such as ``PUT /payments/<uuid:payment_id>``."""

    def __init__(self, app: Flask, origin: str, route: Route, caller_of: CallerOfCookies) -> None:
        self._app, self._origin, self._route = app, origin, route
        self._caller_of = caller_of
        self._ordinary: WSGIApplication = app.wsgi_app
        self._prefix = PREFIX + route.path.partition("<uuid:")[0]
        self._operation = operation_of(route)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not self._is_for(environ):
            return self._ordinary(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        answer = self._try(environ, body)
        if answer is None:
            environ["wsgi.input"] = io.BytesIO(body)
            return self._ordinary(environ, start_response)
        environ[OPERATION] = self._operation
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(answer))),
            ("Cache-Control", "no-store"),
        ]
        start_response("200 OK", headers)
        return [answer]

    def _is_for(self, environ: "WSGIEnvironment") -> bool:
        path, length = environ["PATH_INFO"], environ.get("CONTENT_LENGTH", "")
        return (
            environ["REQUEST_METHOD"] == self._route.method
            and path.startswith(self._prefix)
            and len(path) == len(self._prefix) + _ID_LENGTH
            and environ.get("HTTP_ORIGIN") == self._origin
            and environ.get("CONTENT_TYPE") == "application/json"
            and length.isascii()
            and length.isdigit()
            and int(length) <= MOST_BYTES
        )

    def _try(self, environ: "WSGIEnvironment", body: bytes) -> bytes | None:
        with self._app.app_context():
            try:
                return self._serve(environ, body)
            except Exception:  # the ordinary way meets it again and names it
                return None

    def _serve(self, environ: "WSGIEnvironment", body: bytes) -> bytes | None:
        route = self._route
        assert route.express is not None  # noqa: S101 - this and the next narrow the types
        assert route.body is not None  # noqa: S101
        g.cookies = environ.get("HTTP_COOKIE", "")
        caller = self._caller_of(g.cookies)
        given = route.body.model_validate_json(body)
        if caller is None or not self._lets(caller, given):
            return None
        identifier = uuid.UUID(environ["PATH_INFO"][-_ID_LENGTH:])
        answer = route.express(identifier, given, caller)
        return answer if answer is None or isinstance(answer, bytes) else to_json(answer)

    def _lets(self, caller: Caller, given: Schema) -> bool:
        guard = self._route.guard
        return guard.at is None or caller.holds(guard.roles, guard.at({"body": given}))
