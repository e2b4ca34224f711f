"""Every currency lives a year on both databases; docs/currencies.md says what came of it."""

import pytest
from flask import Flask

from backend.presets import shelf
from tests.scenarios import report


@pytest.mark.parametrize("name", shelf.names())
def test_a_year_of(app: Flask, name: str) -> None:
    section = report.section_of(name)
    heading = section.partition("\n")[0]
    assert report.kept_section(heading) == section, "make currencies"


def test_the_document_is_what_is_generated() -> None:
    kept = report.kept()
    assert kept.startswith(report.INTRODUCTION)
    assert [line for line in kept.splitlines() if line.startswith("## ")] == report.headings()
