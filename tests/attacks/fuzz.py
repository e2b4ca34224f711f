"""The whole API, asked things that its own description allows or forbids, by everybody.

schemathesis makes the requests from our OpenAPI and checks each answer against it: no failure of
the server, no status, type or shape that is not described. Generated ids lead nowhere, so most
requests name things that exist; generated bodies are mixed with ones that fit.
"""

import contextvars
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case as AnyCase
from schemathesis import GenerationMode, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.app import create_app
from backend.db import db, dispose
from backend.web.api import ROUTES, Route
from backend.web.openapi import document
from tests.attacks.neighbourhood import (
    Neighbourhood,
    make_neighbourhood,
    neighbour,
    prepare_everything,
    somebody_with_every_role,
)
from tests.conftest import config_for, migrate

Case: TypeAlias = AnyCase[Any]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@dataclass
class Fuzz:
    """A run: ``counts`` says how often which status was answered, ``wrong`` what must not be."""

    own: Neighbourhood
    people: dict[str, FlaskClient]
    chance: random.Random
    counts: dict[int, int]
    wrong: list[str]

    def ask(self, case: Case) -> None:
        """Send one request as somebody, and check the answer."""
        route = ROUTES[case.operation.definition.raw["operationId"]]
        who = self.chance.choice(sorted(self.people))
        self._aim(case, route)
        answer = _send(self.people[who], case)
        self.counts[answer.status_code] = self.counts.get(answer.status_code, 0) + 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except BaseException as failure:  # schemathesis raises groups of failures
            told = " ".join(_lines(failure))[:700]
            self.wrong.append(f"{route.name} as {who}: {answer.status_code} {told}")

    def _aim(self, case: Case, route: Route) -> None:
        """Let most requests name things that exist, and half of the bodies fit but for a member."""
        for name in list(case.path_parameters or {}):
            if name in self.own.things and self.chance.random() < 0.8:
                case.path_parameters[name] = self.own.thing(route, name)
        fitting = self.own.bodies.get(route.name)
        if not isinstance(fitting, dict) or self.chance.random() < 0.5:
            return
        mixed = dict(fitting)
        if isinstance(case.body, dict) and case.body:
            changed = self.chance.choice(sorted(case.body))
            mixed[changed] = case.body[changed]
        case.body = mixed


def run(app: Flask, number: int, examples: int) -> Fuzz:
    """Ask every operation ``examples`` times in each mode; ``number`` is the seed."""
    own = make_neighbourhood(app)
    mallory = somebody_with_every_role(app, own.world)
    prepare_everything(own, mallory)
    people = {str(person): person.client for person in own.world.people}
    people |= {"nobody": app.test_client(), "everything": mallory}
    people |= {"a neighbour": neighbour(app, own.world)}
    fuzz = Fuzz(own, people, random.Random(number), {}, [])  # noqa: S311 - not a secret
    for case in cases(number, examples):
        fuzz.ask(case)
    return fuzz


def cases(number: int, examples: int) -> Iterator[Case]:
    """Requests for every operation, those that delete last."""
    schema = openapi.from_dict(document())
    operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    for operation in sorted(operations, key=lambda one: one.method == "delete"):
        for mode in _MODES:
            yield from _generated(operation, mode, number, examples)


def _generated(operation: Any, mode: GenerationMode, number: int, examples: int) -> list[Case]:
    made: list[Case] = []

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def collect(case: Case) -> None:
        made.append(case)

    with suppress(Unsatisfiable):  # nothing of an operation without any input can be wrong
        collect()
    return made


def _send(client: FlaskClient, case: Case) -> Any:
    origin = client.application.config["WIJKMUNT"].origin
    body = b"" if case.body is NOT_SET else json.dumps(case.body, default=repr).encode()
    return contextvars.Context().run(
        client.open,
        case.formatted_path,
        method=case.method,
        query_string=case.query or None,
        data=body,
        content_type=case.media_type,
        headers={"Origin": origin},
        base_url=origin,
    )


def _lines(failure: BaseException) -> Iterator[str]:
    for one in getattr(failure, "exceptions", None) or [failure]:
        yield f"{type(one).__name__}: {one}".replace("\n", " ")


def main() -> int:
    """Ask longer: ``SEED`` and ``EXAMPLES`` (of each mode of each operation) say what."""
    number, examples = (int(os.environ.get(name) or 20) for name in ("SEED", "EXAMPLES"))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fuzz.sqlite"
        migrate(url)
        app = create_app(config_for(url))
        with app.app_context():
            ran = run(app, number, examples)
            db.session.remove()
        dispose(app)
    print("\n".join(ran.wrong), file=sys.stderr)
    print(f"{sum(ran.counts.values())} requests, answers by status: {ran.counts}")
    return bool(ran.wrong)


if __name__ == "__main__":
    sys.exit(main())
