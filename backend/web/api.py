"""Routes: parse, call one service function, serialise, with guard and schemas in one place."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, request
from pydantic import BaseModel

from backend.db import StaleFacts
from backend.web import guards
from backend.web.guards import Guard
from backend.web.origin import require_own_origin
from backend.web.problems import InvalidRequest
from backend.web.schemas import Nothing, Schema

PREFIX = "/api/v1"
View = Callable[..., Any]
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_TRIES = 5


@dataclass(frozen=True)
class RawBody:
    """A body that is a file: its media types, and how many bytes it may have at most."""

    media_types: tuple[str, ...]
    most_bytes: int


@dataclass(frozen=True)
class Route:
    """One operation of the API: what guards it, what it takes and what it answers.

    A ``vouched`` route takes its caller from memory and passes the stamps on to its batch;
    ``express`` is its function for the express lane (``backend.web.express``). ``raw`` takes a
    file as ``body`` (bytes), read only after the guard has let the caller through. ``most_bytes``
    is for bodies that may be larger than requests usually are. ``other_statuses`` are those that
    an answer may have beside ``status`` and the refusals that every such route has.
    """

    method: str
    path: str
    guard: Guard
    view: View
    body: type[Schema] | None = None
    query: type[Schema] | None = None
    returns: type[BaseModel] | None = None
    status: int = 200
    other_statuses: tuple[int, ...] = ()
    vouched: bool = False
    express: Callable[..., Mapping[str, object] | bytes | None] | None = None
    media_types: tuple[str, ...] = ("application/json",)
    raw: RawBody | None = None
    most_bytes: int | None = None

    @property
    def name(self) -> str:
        """The operation's name, unique in the API."""
        return self.view.__name__


@dataclass(frozen=True)
class Reply:
    """An answer with a status of its own or something to do to the response (cookies)."""

    body: BaseModel | None
    status: int | None = None
    finish: Callable[[Response], None] = field(default=lambda _: None)


ROUTES: dict[str, Route] = {}
"""Every operation by name; what OpenAPI and the guard tests walk through."""


class Routes:
    """The routes of one feature, as a Flask blueprint under ``/api/v1``."""

    def __init__(self, feature: str) -> None:
        self.blueprint = Blueprint(feature, __name__, url_prefix=PREFIX)

    def get(self, path: str, **options: Any) -> Callable[[View], View]:
        """Declare a GET route; the options are the fields of ``Route``."""
        return self._declare("GET", path, options)

    def post(self, path: str, **options: Any) -> Callable[[View], View]:
        """Declare a POST route; the options are the fields of ``Route``."""
        return self._declare("POST", path, options)

    def put(self, path: str, **options: Any) -> Callable[[View], View]:
        """Declare a PUT route; the options are the fields of ``Route``."""
        return self._declare("PUT", path, options)

    def patch(self, path: str, **options: Any) -> Callable[[View], View]:
        """Declare a PATCH route; the options are the fields of ``Route``."""
        return self._declare("PATCH", path, options)

    def delete(self, path: str, **options: Any) -> Callable[[View], View]:
        """Declare a DELETE route; the options are the fields of ``Route``."""
        return self._declare("DELETE", path, options)

    def _declare(self, method: str, path: str, options: dict[str, Any]) -> Callable[[View], View]:
        def declare(view: View) -> View:
            route = Route(method=method, path=path, view=view, **options)
            if route.name in ROUTES and ROUTES[route.name].view is not view:
                raise ValueError(f"two operations are named {route.name}")
            ROUTES[route.name] = route
            self.blueprint.add_url_rule(
                path, route.name, lambda **arguments: _serve(route, arguments), methods=[method]
            )
            return view

        return declare


def _serve(route: Route, arguments: dict[str, Any]) -> Response:
    if route.method in _CHANGING:
        require_own_origin(request, current_app.config["WIJKMUNT"])
    given = dict(arguments)
    if route.most_bytes is not None:
        request.max_content_length = route.most_bytes
    if route.body is not None:
        given["body"] = _read_body(route.body)
    if route.query is not None:
        given["query"] = route.query.model_validate_strings(request.args.to_dict())
    for attempt in range(_TRIES):
        try:
            return _attempt(route, given, vouched=route.vouched and attempt == 0)
        except StaleFacts:
            if not route.vouched or attempt + 1 == _TRIES:
                raise
    raise AssertionError("unreachable: the last try returns or raises")


def _attempt(route: Route, given: dict[str, Any], *, vouched: bool) -> Response:
    """Check the guard and call the view; after ``StaleFacts`` both have to be done anew."""
    caller = guards.check(route.guard, given, vouched=vouched)
    if route.raw is not None:
        given = {**given, "body": _read_raw(route.raw)}
    return _answer(route, route.view(**given, **({"caller": caller} if caller else {})))


def _read_body(schema: type[Schema]) -> Schema:
    if request.mimetype != "application/json":
        raise InvalidRequest(fields=[{"path": "", "code": "json_expected"}])
    data = request.get_data(cache=False)
    if schema is Nothing and not data:
        return Nothing()
    return schema.model_validate_json(data)


def _read_raw(raw: RawBody) -> bytes:
    """The file that was sent; more than it may have is answered with 413 without reading it."""
    if request.mimetype not in raw.media_types:
        raise InvalidRequest(fields=[{"path": "", "code": "file_expected"}])
    request.max_content_length = raw.most_bytes
    return request.get_data(cache=True)


def _answer(route: Route, result: Any) -> Response:
    if isinstance(result, Response):
        return result
    reply = result if isinstance(result, Reply) else Reply(result)
    status = reply.status or (route.status if reply.body is not None else HTTPStatus.NO_CONTENT)
    body = b"" if reply.body is None else reply.body.model_dump_json().encode()
    response = Response(body, status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    reply.finish(response)
    return response


def to_json(value: object) -> str:
    """Compact JSON, for what is no schema."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
