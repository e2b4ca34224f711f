"""The migrated database is what the models say, on both databases; history is one straight line."""

import re

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

import migrations
from backend import db
from tests.architecture.tree import ROOT, files


def test_the_migrated_database_is_what_the_models_say(app: Flask) -> None:
    with db.db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.Base.metadata) == []


def test_a_migrated_database_is_current_and_migrating_again_changes_nothing(app: Flask) -> None:
    assert migrations.is_current(db.db.engine)
    migrations.upgrade(db.db.engine)
    assert migrations.is_current(db.db.engine)


def test_history_is_one_line() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    revisions = list(script.walk_revisions())
    assert len(script.get_heads()) == 1
    assert [found.revision for found in revisions if found.is_merge_point] == []
    assert [found.revision for found in revisions if found.is_branch_point] == []


def test_a_revision_states_its_place_in_its_name() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    numbers = [found.revision[:4] for found in reversed(list(script.walk_revisions()))]
    assert numbers == sorted(numbers)


NARROWING = re.compile(
    r"\bdrop_(column|table|constraint)\b|\balter_column\b|\brename_table\b"
    r"|\bDROP (COLUMN|TABLE)\b|\bRENAME (TO|COLUMN)\b|\bSET NOT NULL\b"
)
RELEASED_WITH = 29
"""Up to this revision nothing was served anywhere yet."""


def test_nothing_goes_that_the_version_before_still_uses() -> None:
    narrowing = [
        path.name
        for path in files(".py", under="migrations/versions")
        if path.name[:4].isdigit()
        and int(path.name[:4]) > RELEASED_WITH
        and NARROWING.search(text := path.read_text(encoding="utf-8"))
        and not re.search(r"^CONTRACTS = ", text, re.MULTILINE)
    ]
    assert narrowing == [], "docs/migrations.md says how a change is made in two releases"
