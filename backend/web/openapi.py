"""The OpenAPI 3.1 description, generated from the schemas that validate requests and answers."""

import re
from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from backend.web.api import PREFIX, ROUTES, Route
from backend.web.schemas import Schema

_ARGUMENT = re.compile(r"<(?:([a-z]+)(?:\([^)]*\))?:)?([a-z_]+)>")
_REF = "#/components/schemas/{model}"


class Problem(BaseModel):
    """RFC 9457 problem details; ``code`` is stable, further members explain it."""

    type: str
    title: str
    status: int
    code: str


@cache
def document() -> dict[str, Any]:
    """The whole description; routes must all have been declared."""
    routes = list(ROUTES.values())
    definitions, components = models_json_schema(_models(routes), ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        path = template(PREFIX + route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, definitions)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Wijkmunt", "version": "1", "license": {"name": "AGPL-3.0-or-later"}},
        "paths": paths,
        "components": {
            "schemas": components.get("$defs", {}),
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-wm_access"}
            },
        },
    }


def template(path: str) -> str:
    """A path as OpenAPI writes it: ``/payments/{payment_id}``."""
    return _ARGUMENT.sub(r"{\2}", path)


def _models(routes: Iterable[Route]) -> list[tuple[type[BaseModel], JsonSchemaMode]]:
    models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for route in routes:
        if route.body:
            models[(route.body, "validation")] = None
        if route.returns:
            models[(route.returns, "serialization")] = None
    return list(models)


def _operation(route: Route, definitions: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": (route.view.__doc__ or route.name).split("\n")[0],
        "tags": [route.view.__module__.split(".")[1]],
        "x-roles": _who(route),
        "parameters": _path_parameters(route) + _query_parameters(route.query),
        "responses": {**_successes(route, definitions), **_refusals(route, definitions)},
    }
    if not route.guard.public:
        operation["security"] = [{"session": []}]
    if route.body:
        schema = definitions[(route.body, "validation")]
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    if route.raw:
        operation["requestBody"] = {
            "required": True,
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind in route.raw.media_types
            },
        }
    return operation


def _who(route: Route) -> list[str]:
    if route.guard.public:
        return ["anybody"]
    return sorted(route.guard.roles) or ["signed in"]


def _successes(route: Route, definitions: dict[Any, Any]) -> dict[str, Any]:
    done = _success(route, definitions)
    found = {str(route.status if "content" in done else 204): done}
    for status in route.other_statuses:
        if status < HTTPStatus.BAD_REQUEST:
            empty = status == HTTPStatus.NO_CONTENT
            found[str(status)] = {"description": "done"} if empty else done
    return found


def _refusals(route: Route, definitions: dict[Any, Any]) -> dict[str, Any]:
    """Each status that the route can refuse with, as far as its declaration tells."""
    schema = definitions[(Problem, "serialization")]
    return {
        str(int(status)): {
            "description": status.phrase,
            "content": {"application/problem+json": {"schema": schema}},
        }
        for status in _possible(route)
        if status >= HTTPStatus.BAD_REQUEST
    }


def _possible(route: Route) -> list[HTTPStatus]:
    """The statuses of the families of conditions that a route like this one can meet."""
    changes, sends = route.method != "GET", bool(route.body or route.raw)
    possible = {
        HTTPStatus.BAD_REQUEST: sends,
        HTTPStatus.UNAUTHORIZED: not route.guard.public or changes,
        HTTPStatus.FORBIDDEN: changes or bool(route.guard.roles) or route.guard.fresh,
        HTTPStatus.NOT_FOUND: changes or "<" in route.path,
        HTTPStatus.CONFLICT: changes or "<" in route.path,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: sends,
        HTTPStatus.UNPROCESSABLE_ENTITY: sends or route.query is not None,
        HTTPStatus.TOO_MANY_REQUESTS: changes,
        HTTPStatus.SERVICE_UNAVAILABLE: True,
    }
    declared = [HTTPStatus(status) for status in route.other_statuses]
    return [status for status in HTTPStatus if possible.get(status) or status in declared]


def _success(route: Route, definitions: dict[Any, Any]) -> dict[str, Any]:
    if route.returns is None and route.media_types == ("application/json",):
        return {"description": "done"}
    schema = definitions[(route.returns, "serialization")] if route.returns else {"type": "string"}
    content = {media_type: {"schema": schema} for media_type in route.media_types}
    return {"description": "done", "content": content}


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", **({"format": "uuid"} if kind == "uuid" else {})},
        }
        for kind, name in _ARGUMENT.findall(route.path)
    ]


def _query_parameters(schema: type[Schema] | None) -> list[dict[str, Any]]:
    if schema is None:
        return []
    described = schema.model_json_schema()
    required = described.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": member}
        for name, member in described.get("properties", {}).items()
    ]
