"""What our SQL uses of PostgreSQL is what docs/scale.md says, and no more."""

import re
from pathlib import Path

import pytest

from tests.scale.statements import AVOIDED, FEATURES, features, normal
from tests.support.server import ROOT

PAGE = ROOT / "docs" / "scale.md"


def sources() -> list[Path]:
    return [path for room in ("backend", "migrations") for path in (ROOT / room).rglob("*.py")]


def test_nothing_is_used_that_other_engines_lack_and_that_is_easily_avoided() -> None:
    found = {
        (str(path.relative_to(ROOT)), name)
        for path in sources()
        for name in features(path.read_text(encoding="utf-8"), AVOIDED)
    }
    assert found == set()


def test_the_page_speaks_about_all_that_is_used() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("| What we use |")[2]
    rows = re.findall(r"^\| ([^|`]+) \| [0-9,]+ \|", table, re.MULTILINE)
    assert sorted(rows) == sorted(FEATURES)


@pytest.mark.parametrize(
    ("statement", "uses"),
    [
        ("SELECT a FROM b WHERE c = %(d)s FOR UPDATE SKIP LOCKED", ["row locks", "skip locked"]),
        (
            "INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING RETURNING b",
            ["on conflict", "returning"],
        ),
        ("SELECT unnest($1::uuid[])", ["arrays"]),
        ("SELECT serial FROM task_codes", []),
    ],
)
def test_what_a_statement_uses_is_recognised(statement: str, uses: list[str]) -> None:
    assert features(statement, FEATURES) == uses
    assert features(statement, AVOIDED) == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT nextval('a')",
        "LOCK TABLE a",
        "ALTER TABLE a ADD CONSTRAINT b UNIQUE (c) DEFERRABLE",
        "LISTEN a",
        "SELECT ctid FROM a",
    ],
)
def test_what_is_avoided_would_be_noticed(statement: str) -> None:
    assert features(statement, AVOIDED) != []


def test_statements_that_differ_in_their_number_of_parameters_are_one() -> None:
    one = "SELECT a\n FROM b WHERE c IN (%(c_1)s)"
    three = "SELECT a FROM b WHERE c IN (%(c_1)s, %(c_2)s, %(c_3)s)"
    assert normal(one) == normal(three)
