"""Bodies that no app of ours sends: huge, deep, unreadable, or with more in them than is asked.

They come from somebody who may call each operation. What is written as it was before.
"""

import contextvars
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from backend.app import MOST_BYTES_OF_A_REQUEST
from backend.web.api import ROUTES, Route
from tests.attacks.neighbourhood import Scene, digests, make_scene
from tests.attacks.references import in_path, value_at, with_value

DEEP = 50_000
UNREADABLE = {
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "bad UTF-8": b'{"a": "\xff\xfe\xc3\x28"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a lone surrogate": b'{"a": "\\ud800"}',
    "a raw surrogate": b'{"a": "\xed\xa0\x80"}',
    "not a number": b'{"a": NaN, "b": Infinity}',
    "a number of many digits": b'{"a": ' + b"9" * 100_000 + b"}",
    "an exponent": b'{"a": 1e999999999}',
    "half of it": b'{"a": ',
    "two of them": b"{}{}",
    "a list": b"[]",
    "text": b'"{}"',
    "null": b"null",
    "nothing with NULs": b"\x00" * 64,
    "a million keys": b"{" + b",".join(b'"%d":1' % n for n in range(20_000)) + b"}",
}
HOSTILE = ["\x00", "a\x00b", "\ud800", "a\udfff", "\x1b[31m", "\u202e" * 3, "x" * 100_000]
"""What a text may have in it. The last ones are readable; where they are taken, they are text."""

ESCAPED = ["%00", "a%00b", "%ff", "%ed%a0%80", "%0d%0aX-Evil:%201", "..%2f..%2fetc%2fpasswd", "%27"]


class Sender:
    """Somebody who may do everything at home, and a body that fits for each operation."""

    def __init__(self, scene: Scene) -> None:
        self.own, self.client = scene.own, scene.mallory
        self.origin = scene.app.config["WIJKMUNT"].origin

    def send(self, route: Route, data: bytes, query: str = "", **instead: str) -> Any:
        """Send the bytes as they are; ``instead`` are other values of the path's arguments."""
        path = self.own.path(route, **instead)
        return contextvars.Context().run(
            self.client.open,
            f"/api/v1{path.partition('?')[0]}{query}" if query else f"/api/v1{path}",
            method=route.method,
            data=data,
            content_type="application/json",
            headers={"Origin": self.origin},
            base_url=self.origin,
        )

    def bodies(self) -> Iterator[tuple[Route, Any]]:
        """The operations that take an object with something in it."""
        for route in with_body():
            if isinstance(self.own.bodies.get(route.name), dict):
                yield route, self.own.bodies[route.name]


@pytest.fixture(scope="module")
def sender(scene: Scene) -> Sender:
    return Sender(scene)


def with_body() -> Iterator[Route]:
    return (route for route in ROUTES.values() if route.body is not None)


def wrong(route: Route, what: str, answer: Any, allowed: set[int]) -> list[str]:
    if answer.status_code in allowed:
        return []
    return [f"{route.name}: {what}: {answer.status_code} {answer.text[:200]}"]


def test_what_cannot_be_read_is_refused_by_name_and_changes_nothing(sender: Sender) -> None:
    before, found, all_of_them = digests(), [], list(UNREADABLE.items())
    for number, route in enumerate(with_body()):
        for what, data in [all_of_them[(number + step) % len(all_of_them)] for step in (0, 5, 10)]:
            answer = sender.send(route, data)
            found += wrong(route, what, answer, {401, 403, 404, 413, 422, 429})
    assert not found, "\n".join(found)
    assert digests() == before


def test_more_than_a_request_may_have_is_not_read(sender: Sender) -> None:
    found: list[str] = []
    for route in with_body():
        most = route.most_bytes or MOST_BYTES_OF_A_REQUEST
        found += wrong(route, "too long", sender.send(route, b" " * (most + 1)), {413})
    assert not found, "\n".join(found)


def test_no_member_is_taken_that_was_not_asked_for(sender: Sender) -> None:
    """Mass assignment (CWE-915): what the server decides cannot be sent along."""
    extra = {"id": "1", "status": "paid", "role": "issuer", "balance": 1, "person_id": "1",
             "created_at": "2020-01-01T00:00:00Z", "__class__": "x", "is_admin": True}  # fmt: skip
    before, tried, taken = digests(), 0, []
    for route, fitting in sender.bodies():
        for name, value in extra.items():
            if name in fitting or name in route.body.model_fields:  # type: ignore[union-attr]
                continue
            tried += 1
            answer = sender.send(route, json.dumps({**fitting, name: value}).encode())
            kinds = {one["code"] for one in answer.json.get("fields", [])}
            if answer.status_code != 422 or kinds != {"extra_forbidden"}:
                taken.append(f"{route.name}.{name}: {answer.status_code} {answer.text[:200]}")
    assert not taken, "\n".join(taken)
    assert tried > 500
    assert digests() == before


def test_no_nested_object_takes_more_either(sender: Sender) -> None:
    before, taken = digests(), []
    for route, fitting in sender.bodies():
        for where in objects(fitting):
            if route.name == "confirm_payment":
                continue  # what an authenticator says is not ours to describe
            inside = {**value_at(fitting, where), "id_": 1}
            answer = sender.send(route, json.dumps(with_value(fitting, where, inside)).encode())
            taken += wrong(route, where, answer, {422})
    assert not taken, "\n".join(taken)
    assert digests() == before


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_no_text_breaks_anything(app: Flask) -> None:
    """NUL, lone surrogates, terminal escapes: in every text of every body, query and path.

    PostgreSQL keeps no NUL, so what lets one through fails there.
    """
    sender, found = Sender(make_scene(app)), list[str]()
    for route, fitting in sender.bodies():
        for where in texts(fitting):
            for text in HOSTILE:
                data = json.dumps(with_value(fitting, where, text)).encode()
                found += failed(route, f"{where}={text[:8]!r}", sender.send(route, data))
    for route in ROUTES.values():
        names = list(route.query.model_fields) if route.query else []
        for name in names:
            for text in ESCAPED:
                found += failed(route, name, sender.send(route, b"", query=f"?{name}={text}"))
        for name in {"code_id", "key_id", "community"} & set(in_path(route)):
            for text in ESCAPED:
                found += failed(route, name, sender.send(route, b"{}", **{name: text}))
    assert not found, "\n".join(found)


def failed(route: Route, what: str, answer: Any) -> list[str]:
    return wrong(route, what, answer, set(range(500)))


def objects(body: Any, at: str = "") -> Iterator[str]:
    """Where objects stand in a body, below its top."""
    for name, value in members(body):
        where = f"{at}.{name}" if at else name
        if isinstance(value, dict):
            yield where
        yield from objects(value, where)


def texts(body: Any, at: str = "") -> Iterator[str]:
    """Where texts stand in a body."""
    for name, value in members(body):
        where = f"{at}.{name}" if at else name
        if isinstance(value, str):
            yield where
        yield from texts(value, where)


def members(body: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(body, dict):
        yield from body.items()
    elif isinstance(body, list):
        yield from ((str(number), value) for number, value in enumerate(body[:1]))
