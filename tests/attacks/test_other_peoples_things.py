"""Ids of things that belong to others (CWE-639), in every place where the API takes an id.

The places come from the routes themselves. Mallory may do everything in a neighbourhood of her
own; what she names is another neighbourhood's, or her neighbour's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from backend.web.api import ROUTES, Route
from tests.attacks import references
from tests.attacks.neighbourhood import Neighbourhood, Scene, digests, neighbour
from tests.contract.test_roles import ABOUT_ONESELF, EVERYBODY_HERE, MAY
from tests.factories.identity import send

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

NEVER_SOMEBODY_ELSES = {
    *("add_passkey.challenge_id", "confirm_session.challenge_id", "confirm_payment.challenge_id"),
    *("create_budget.id", "create_task.id", "settle_offline_payments.items.0.id"),
    *("put_split.shares.0.id", "put_programme.lines.0.id"),
}
"""Ceremonies, which are attacked in test_stolen_ceremonies.py, and ids that the client makes."""

EXCLUDED_BY = {
    "put_sale.customer_id": "organisation_id",
    "put_note_exchange.customer_id": "organisation_id",
    "put_line_change.customer_id": "organisation_id",
    "put_loan.customer_id": "organisation_id",
    "put_wage.customer_id": "person_id",
    "put_send.contact_id": "code",
}
"""What has to go from a body so that the other of two ids can stand there."""

SAYS_NOTHING = {"mark_notices_read", "hide_contact", "show_contact", "approve_claims"}
"""What is answered as if there were no such thing: nothing is done, and nothing is told."""

ABOUT_HERSELF = {"end_role", "decide_dispute"}
"""What would be refused to Mallory at home too: a role that she alone holds, a shop of her own."""

OTHER_WORDS = {
    *("customer_unknown", "contact_unknown", "partner_closed", "line_foreign", "no_association"),
    *("fee_association_invalid", "not_your_request", "shares_invalid", "wrong_plan"),
    *("code_unreadable", "role_too_new", "id_conflict", "budget_foreign"),
}
"""Refusals with a word of their own, that fits for things which do not exist too."""


@dataclass(frozen=True)
class Attempt:
    """A request with one id in it that is somebody else's."""

    route: Route
    where: str
    path: str
    body: Any

    def __str__(self) -> str:
        return f"{self.route.name}.{self.where}"


def guarded() -> Iterator[Route]:
    """Every operation that needs a session; the example's are not there but in the example."""
    for route in ROUTES.values():
        if not route.guard.public and not route.name.endswith("_in_example"):
            yield route


def attempts(own: Neighbourhood, theirs: Neighbourhood) -> Iterator[Attempt]:
    """For each place of each operation a request of Mallory's own with one id of theirs."""
    for route in guarded():
        body = own.bodies.get(route.name)
        for name in references.in_path(route):
            if name != references.made_by_client(route):
                path = own.path(route, **{name: theirs.thing(route, name)})
                yield Attempt(route, name, path, body)
        for where in references.in_body(route):
            if f"{route.name}.{where}" not in NEVER_SOMEBODY_ELSES:
                foreign = with_theirs(route, where, body, theirs)
                yield Attempt(route, where, own.path(route), foreign)
        for name in references.in_query(route):
            path = own.path(route)
            query = f"{name}={theirs.things['payment_id']}"
            yield Attempt(route, f"?{name}", f"{path}{'&' if '?' in path else '?'}{query}", body)


def with_theirs(route: Route, where: str, body: Any, theirs: Neighbourhood) -> Any:
    value = references.value_at(theirs.bodies.get(route.name), where)
    if value not in theirs.ids:
        value = theirs.thing(route, where.rpartition(".")[2])
    changed = references.with_value(body or {}, where, value)
    gone = EXCLUDED_BY.get(f"{route.name}.{where}")
    return changed | {gone: None} if gone else changed


def said(answer: Any) -> str:
    problem = answer.mimetype == "application/problem+json"
    return str(answer.json["code"]) if problem else ""


def told(answer: Any, theirs: Neighbourhood) -> set[str]:
    """Ids of theirs that an answer gives away."""
    return set(_UUID.findall(answer.text)) & theirs.ids


def refused(answer: Any) -> bool:
    if answer.status_code in {403, 404}:
        return True
    return answer.status_code in {409, 422} and said(answer) in OTHER_WORDS


def test_one_id_of_another_neighbourhood_among_ones_own_opens_nothing(scene: Scene) -> None:
    own, theirs, mallory = scene.own, scene.theirs, scene.mallory
    before, tried, let_in = digests(), 0, []
    for attempt in attempts(own, theirs):
        tried += 1
        answer = send(mallory, attempt.route.method, attempt.path, attempt.body)
        quiet = attempt.where.startswith("?") or attempt.route.name in SAYS_NOTHING
        sent = set(_UUID.findall(f"{attempt.path} {attempt.body}"))
        if told(answer, theirs) - sent or not (
            refused(answer) or (quiet and answer.status_code < 300)
        ):
            let_in.append(f"{attempt}: {answer.status_code} {said(answer)} {answer.text[:200]}")
    assert not let_in, "\n".join(let_in)
    assert digests() == before
    assert tried > 200


def test_everything_of_another_neighbourhood_does_not_exist(scene: Scene) -> None:
    theirs, mallory = scene.theirs, scene.mallory
    before, let_in = digests(), []
    for route in guarded():
        if route.name in ABOUT_ONESELF or "code" in theirs.bodies.get(route.name, {}):
            continue
        answer = send(mallory, route.method, theirs.path(route), theirs.bodies.get(route.name))
        if (answer.status_code, said(answer)) != (404, "not_found"):
            let_in.append(f"{route.name}: {answer.status_code} {answer.text[:200]}")
    assert not let_in, "\n".join(let_in)
    assert digests() == before


def test_an_id_that_is_taken_gives_nobody_what_it_stands_for(scene: Scene) -> None:
    own, theirs, mallory = scene.own, scene.theirs, scene.mallory
    before, tried, let_in = digests(), 0, []
    for route in guarded():
        made = references.made_by_client(route)
        if made is None or made not in theirs.things or theirs.things[made] not in theirs.ids:
            continue
        tried += 1
        path = own.path(route, **{made: theirs.things[made]})
        answer = send(mallory, route.method, path, own.bodies.get(route.name))
        if answer.status_code < 400 or told(answer, theirs) - {theirs.things[made]}:
            let_in.append(f"{route.name}: {answer.status_code} {answer.text[:200]}")
    assert not let_in, "\n".join(let_in)
    assert digests() == before
    assert tried > 15


def test_a_neighbour_without_any_role_reaches_only_what_is_for_members(scene: Scene) -> None:
    theirs = scene.theirs
    mallory = neighbour(scene.app, theirs.world)
    before, let_in = digests(), []
    for route in guarded():
        if route.name in ABOUT_ONESELF or for_members(route, theirs):
            continue
        answer = send(mallory, route.method, theirs.path(route), theirs.bodies.get(route.name))
        if not refused(answer) and said(answer) != "slip_unknown":
            let_in.append(f"{route.name}: {answer.status_code} {answer.text[:200]}")
    assert not let_in, "\n".join(let_in)
    assert digests() == before


def for_members(route: Route, theirs: Neighbourhood) -> bool:
    """Whether any member may ask it, or whoever has scanned the code that is in the body."""
    here = MAY.get(route.name, (set(), ""))[0] == EVERYBODY_HERE
    return here or route.name == "put_my_card" or "code" in theirs.bodies.get(route.name, {})


def test_at_home_the_same_requests_are_let_through(scene: Scene) -> None:
    """The control: what is refused above is refused for the ids, and for nothing else."""
    own, mallory = scene.own, scene.mallory
    at_last = sorted(MAY.keys() - ABOUT_HERSELF, key=lambda name: ROUTES[name].method == "DELETE")
    kept_out = [
        f"{name}: {answer.status_code} {said(answer)}"
        for name, answer in ((name, ask(mallory, own, ROUTES[name])) for name in at_last)
        if answer.status_code in {401, 403, 404}
    ]
    assert not kept_out, "\n".join(kept_out)


def ask(client: FlaskClient, own: Neighbourhood, route: Route) -> Any:
    return send(client, route.method, own.path(route), own.bodies.get(route.name))
