"""Where the API takes the id of a thing: read from the routes, so that no new one is missed."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from backend.web.api import Route

_ARGUMENT = re.compile(r"<(?:[a-z]+(?:\([^)]*\))?:)?([a-z_]+)>")
Schema = Mapping[str, Any]


def in_path(route: Route) -> list[str]:
    """The names of the path's arguments, in order."""
    return _ARGUMENT.findall(route.path)


def in_body(route: Route) -> list[str]:
    """Where ids stand in the body, such as ``terms.community_id`` or ``ids.0``."""
    return _found(route.body)


def in_query(route: Route) -> list[str]:
    """The names of query parameters that are ids."""
    return _found(route.query)


def made_by_client(route: Route) -> str | None:
    """The argument of a ``PUT`` that is the new thing's own id, made by who sends it."""
    ends_with_it = route.method == "PUT" and route.path.endswith(">")
    return in_path(route)[-1] if ends_with_it else None


def path_of(route: Route, values: Mapping[str, object]) -> str:
    """The path below ``/api/v1`` with ``values`` in place of its arguments."""
    return _ARGUMENT.sub(lambda argument: str(values[argument[1]]), route.path)


def value_at(body: Any, where: str) -> Any:
    """What stands at ``where`` in a body; None when nothing does."""
    for step in where.split("."):
        if isinstance(body, list):
            body = body[int(step)] if int(step) < len(body) else None
        elif isinstance(body, dict):
            body = body.get(step)
    return body


def with_value(body: Any, where: str, value: object) -> Any:
    """A copy of ``body`` with ``value`` at ``where``."""
    copy = deepcopy(body)
    *steps, last = where.split(".")
    inner = copy
    for step in steps:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    inner[int(last) if isinstance(inner, list) else last] = value
    return copy


def _found(model: Any) -> list[str]:
    if model is None:
        return []
    schema = model.model_json_schema()
    return sorted(set(_ids(schema, schema.get("$defs", {}), ())))


def _ids(schema: Schema, defs: Schema, at: tuple[str, ...]) -> Iterator[str]:
    if "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    if schema.get("format") == "uuid":
        yield ".".join(at)
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from _ids(choice, defs, at)
    for name, member in schema.get("properties", {}).items():
        yield from _ids(member, defs, (*at, name))
    if "items" in schema:
        yield from _ids(schema["items"], defs, (*at, "0"))
