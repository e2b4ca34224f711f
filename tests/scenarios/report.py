"""Lives every currency's year and writes docs/currencies.md: `python -m tests.scenarios.report`."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from backend import db
from backend.app import create_app
from backend.presets import shelf
from tests.conftest import config_for, migrate, sqlalchemy_url
from tests.scenarios import (
    brixton_pound,
    chiemgauer,
    circuit_nederland,
    eusko,
    ithaca_hours,
    makkie,
    sardex,
    sol_violette,
    stadsmunt,
    torekes,
    zuiderling,
)
from tests.scenarios.table import Row, section
from tests.scenarios.year import Year, a_year_of
from tests.support.postgres import PostgresServer

DOCUMENT = Path(__file__).parents[2] / "docs" / "currencies.md"
INTRODUCTION = """\
# Currencies: what is published, and what a simulated year comes to

Each of these currencies is a [preset](presets.md): a file of settings and nothing else. For each,
a few hundred members live through a year in simulated time, on SQLite and on PostgreSQL: they
earn, pay, trade and redeem through the services that the app uses, and the jobs run as the timer
runs them. Each month the reserve has to cover what the policy promises, and at the end of the
year `wijkmunt audit` finds nothing. What the tables show is read from the ledger. Figures that
nobody has confirmed are named below each table.

This page is written by `make currencies`; a test fails when it is not current.
"""

LIVES: Mapping[str, Callable[[Year], list[Row]]] = {
    "brixton-pound": brixton_pound.live,
    "chiemgauer": chiemgauer.live,
    "circuit-nederland": circuit_nederland.live,
    "eusko": eusko.live,
    "ithaca-hours": ithaca_hours.live,
    "makkie": makkie.live,
    "sardex": sardex.live,
    "sol-violette": sol_violette.live,
    "stadsmunt": stadsmunt.live,
    "torekes": torekes.live,
    "zuiderling": zuiderling.live,
}


def section_of(name: str) -> str:
    """The section of a currency, after a year of it in the database of the app at hand."""
    with a_year_of(name) as year:
        rows = LIVES[name](year)
        year.close()
        return section(name, year.preset, rows)


def kept() -> str:
    """The document as it is."""
    return DOCUMENT.read_text(encoding="utf-8")


def kept_section(heading: str) -> str:
    """What the document says under a heading; empty when it is not there."""
    _, found, rest = kept().partition(f"{heading}\n")
    return found + rest.split("\n## ")[0].rstrip() + "\n" if found else ""


def headings() -> list[str]:
    """The heading of each currency, in order."""
    presets = [shelf.load(name) for name in shelf.names()]
    return [f"## {preset.title}, {preset.place}" for preset in presets]


def lived(url: str) -> list[str]:
    """The section of each currency, lived on the empty database at ``url``."""
    migrate(url)
    app = create_app(config_for(url))
    with app.app_context():
        sections = [section_of(name) for name in shelf.names()]
    db.dispose(app)
    return sections


def main() -> None:
    """Write the document anew, when both databases tell the same."""
    postgres = PostgresServer()
    try:
        with tempfile.TemporaryDirectory() as folder:
            sections = lived(f"sqlite:///{folder}/year.sqlite")
        if lived(sqlalchemy_url(postgres.create("year"))) != sections:
            raise SystemExit("the two databases tell different years")
    finally:
        postgres.stop()
    DOCUMENT.write_text("\n".join([INTRODUCTION, *sections]), encoding="utf-8")


if __name__ == "__main__":
    main()
