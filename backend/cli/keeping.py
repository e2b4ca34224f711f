"""Commands that keep the database: backup, copies, restore, reopen, move."""

from dataclasses import replace
from pathlib import Path

import click

import migrations
from backend import audit
from backend.cli.workplace import at_work, keeper_config, offline_config
from backend.db import db
from backend.health import service as health
from backend.keeping import moving, reopening, service, shelf
from backend.keeping.errors import KeepingError
from backend.keeping.rules import Keep

SHELF = click.option(
    "--to",
    "folder",
    envvar="WIJKMUNT_COPIES",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the copies; WIJKMUNT_COPIES in the settings.",
)


@click.command()
@SHELF
@click.option("--days", default=14, show_default=True, type=click.IntRange(1), help="One each.")
@click.option("--weeks", default=8, show_default=True, type=click.IntRange(0), help="One each.")
@click.option("--months", default=12, show_default=True, type=click.IntRange(0), help="One each.")
def backup(folder: Path, days: int, weeks: int, months: int) -> None:
    """Copy the database while it is served, and remove copies that need not stay."""
    config = offline_config()
    made = service.make_copy(config, folder)
    click.echo(f"{made.folder}  {_size(made)}  revision {made.content.revision}")
    for gone in shelf.clear(folder, Keep(days, weeks, months)):
        click.echo(f"{gone}  removed")
    with at_work(config, current=False):
        if migrations.is_current(db.engine):
            health.note("backup", went_well=True)


@click.command()
@SHELF
def copies(folder: Path) -> None:
    """List the copies, newest first."""
    for copy in shelf.copies(folder):
        click.echo(f"{copy.folder}  {_size(copy)}  revision {copy.content.revision}")


@click.command()
@click.argument("copy", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--nothing-lost",
    is_flag=True,
    help="Nobody used the service after this copy was made: everybody stays signed in.",
)
def restore(copy: Path, nothing_lost: bool) -> None:
    """Put COPY where the settings want the database, where nothing may be; prove it by audit."""
    config, kept = keeper_config(), shelf.open_copy(copy)
    if not migrations.knows(kept.content.revision):
        raise KeepingError(f"the copy was made by version {kept.version}, which is newer than this")
    with service.put_back(kept, config) as address:
        click.echo(f"{len(kept.content.tables)} tables are as they were copied.")
        with at_work(replace(config, database_url=address), current=False):
            migrations.upgrade(db.engine)
            _open_again(nothing_lost)


@click.command()
def reopen() -> None:
    """End what was open when the database went back in time by other means; prove it by audit."""
    with at_work(offline_config()):
        _open_again(nothing_lost=False)


@click.command()
@click.option("--from", "source", required=True, metavar="FILE", help="The SQLite database.")
def move(source: str) -> None:
    """Move a SQLite database into the empty PostgreSQL of the settings; prove it by audit."""
    config = keeper_config()
    if config.uses_sqlite:
        raise KeepingError("WIJKMUNT_DATABASE has to name the PostgreSQL that is moved to")
    with at_work(config):
        tables = moving.move(f"sqlite:///{Path(source).absolute()}", config.database_url)
        click.echo(f"{sum(table.rows for table in tables.values())} rows are as they were.")
        _prove()


def _open_again(nothing_lost: bool) -> None:
    if not nothing_lost:
        closed = reopening.close_what_was_open()
        click.echo(
            f"Ended: {closed.sessions} sessions, {closed.device_keys} keys of phones,"
            f" {closed.links} unused invitations, {closed.recoveries} recoveries;"
            f" {closed.messages} messages are not sent again."
        )
    _prove()


def _prove() -> None:
    findings = audit.run()
    for finding in findings:
        click.echo(f"{finding.check}: {finding.id}: {finding.what}")
    if findings:
        raise KeepingError(f"the audit found {len(findings)} wrong")
    click.echo("The ledger is sound.")


def _size(copy: shelf.Copy) -> str:
    return f"{copy.bytes / 1_000_000:.1f} MB"


COMMANDS = (backup, copies, restore, reopen, move)
