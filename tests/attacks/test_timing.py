"""Timing: learning a secret from how long its refusal takes.

Clocks are no proof on a shared machine, so the work itself is compared: what is computed, what is
sent to the database, and whether a secret is ever compared byte by byte in our own code.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from backend.identity import recovery
from tests.attacks.conftest import browser_at
from tests.attacks.watching import statements
from tests.factories import cards
from tests.factories.communities import make_community
from tests.factories.identity import make_person, send
from tests.factories.payments import make_counter
from tests.factories.tasks import make_desk

BACKEND = Path(__file__).parents[2] / "backend"
SECRET = re.compile(
    "(^|_)(pin|token|secret|password|digits|mac|hmac|signature|challenge|private_key|hash|hashed|digest)$"
)


def compared(node: ast.AST) -> Iterator[ast.Compare]:
    """The comparisons of a module that stop at the first difference."""
    for found in ast.walk(node):
        if isinstance(found, ast.Compare) and any(
            isinstance(operator, ast.Eq | ast.NotEq) for operator in found.ops
        ):
            yield found


def last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return ""


def is_column(node: ast.expr) -> bool:
    """Whether it is an attribute of a table: then the database compares, by its index."""
    return isinstance(node, ast.Attribute) and last_name(node.value)[:1].isupper()


def early_exits(module: ast.AST) -> list[str]:
    """Where something that is named like a secret is compared with ``==`` in Python."""
    return [
        ast.unparse(found)
        for found in compared(module)
        for sides in [[found.left, *found.comparators]]
        if not any(is_column(side) for side in sides)
        and not any(isinstance(side, ast.Constant) for side in sides)
        and any(SECRET.search(last_name(side)) for side in sides)
    ]


# Neither is a secret: a key id names a key, and a PIN is looked at here while it is being chosen.
NO_SECRETS = {"pin == pin[:size] * (len(pin) // size)", "pin == pin[::-1]"}


def test_no_secret_is_compared_byte_by_byte() -> None:
    """Measures how long a refusal takes, to learn how many bytes of a guess were right."""
    found = {
        f"{path.relative_to(BACKEND)}: {where}"
        for path in sorted(BACKEND.rglob("*.py"))
        for where in early_exits(ast.parse(path.read_text(encoding="utf-8")))
        if where not in NO_SECRETS
    }
    assert found == set()


@pytest.mark.parametrize("wrong", ["token == given", "row.link_hash != wanted", "_hash(t) == h"])
def test_the_search_finds_such_a_comparison(wrong: str) -> None:
    """The control."""
    assert early_exits(ast.parse(f"if {wrong}: pass")) == [wrong]


def test_each_pin_costs_the_same_work_however_much_of_it_is_right(
    target: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Types PINs at a counter that begin right, and compares the times."""
    community = make_community()
    counter = make_counter(target, community)
    holder = cards.enrol(make_desk(target, community))
    verified: list[str] = []
    verify: Callable[..., bool] = PasswordHasher.verify

    def watched(hasher: PasswordHasher, kept: str, given: bytes) -> bool:
        verified.append(kept)
        return verify(hasher, kept, given)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    for pin in ("1113", cards.PIN):
        cards.pay(counter, holder, pin=pin)
    work = {}
    for pin in ("8304", "8315", "1111", "830599"):
        verified.clear()
        with statements() as seen:
            answer = cards.pay(counter, holder, pin=pin)
        work[pin] = (answer.status_code, answer.json["code"], len(verified), tuple(seen.texts))
        assert all(pin not in str(values) for values in seen.values)
    assert work["8304"][2] == 1
    assert len(set(work.values())) == 1


def test_a_locked_card_costs_no_work_and_tells_nothing_of_a_pin(
    target: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Goes on after the last try: an answer that takes longer would be the right PIN's."""
    community = make_community()
    counter = make_counter(target, community)
    holder = cards.enrol(make_desk(target, community))
    for pin in ("1113", "1114", "1115", "1116", "1117"):
        cards.pay(counter, holder, pin=pin)

    def never(*_: object) -> bool:
        raise AssertionError("a locked card's PIN is not looked at")

    monkeypatch.setattr(PasswordHasher, "verify", never)
    answers = []
    for pin in ("1113", cards.PIN):
        with statements() as seen:
            answer = cards.pay(counter, holder, pin=pin)
        answers.append((answer.status_code, answer.json["code"], seen.texts))
    assert answers[0][1] == "card_locked"
    assert answers[0] == answers[1]


def test_a_recovery_code_is_looked_up_by_what_shares_nothing_with_it(target: Flask) -> None:
    """Types codes that begin right: an index that compared them would betray how far."""
    code = recovery.replace(make_person())[0]
    work = []
    body = {"code": "first", "device_name": "a"}
    send(browser_at(target, "192.0.2.9"), "POST", "/sign-in/recovery", body)
    for number, guess in enumerate((code[:-1] + ("A" if code[-1] != "A" else "B"), "A" * 16)):
        with statements() as seen:
            body = {"code": guess, "device_name": "a"}
            send(browser_at(target, f"192.0.2.{number}"), "POST", "/sign-in/recovery", body)
        bare = guess.replace("-", "")
        assert all(
            bare[:6] not in str(values) and bare[:6].encode() not in bound(values)
            for values in seen.values
        )
        work.append(seen.texts)
    assert work[0] == work[1]


def bound(values: object) -> bytes:
    """Every byte string among the values of a statement, one after another."""
    parts = values.values() if isinstance(values, dict) else values
    assert isinstance(parts, (tuple, list)) or hasattr(parts, "__iter__")
    return b"|".join(bytes(part) for part in parts if isinstance(part, bytes))
