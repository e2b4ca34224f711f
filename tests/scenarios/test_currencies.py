"""Every currency lives a year; docs/currencies.md says what came of it, whichever the database.

The two databases take turns, so that both live half of the years; ``test_any_order`` lives its year
on both, and ``make currencies`` all of them.
"""

import pytest
from flask import Flask

from backend.presets import shelf
from tests.conftest import DATABASES
from tests.scenarios import report

YEARS = [(DATABASES[turn % 2], name) for turn, name in enumerate(shelf.names())]


@pytest.mark.parametrize(("database_url", "name"), YEARS, indirect=["database_url"])
def test_a_year_of(app: Flask, name: str) -> None:
    section = report.section_of(name)
    heading = section.partition("\n")[0]
    assert report.kept_section(heading) == section, "make currencies"


def test_the_document_is_what_is_generated() -> None:
    kept = report.kept()
    assert kept.startswith(report.INTRODUCTION)
    assert [line for line in kept.splitlines() if line.startswith("## ")] == report.headings()
