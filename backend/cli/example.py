"""Commands of the example neighbourhood."""

import click

import migrations
from backend.cli.workplace import at_work, keeper_config, own_origin
from backend.codes.links import build_enrolment_link
from backend.db import db
from backend.example import doors
from backend.example import service as neighbourhood
from backend.example.doors import OpenDoor

PORT = click.option("--port", default=8000, show_default=True, help="Where it will be served.")


@click.group()
def example() -> None:
    """The example neighbourhood, for trying everything out on this machine."""


@example.command()
@PORT
def load(port: int) -> None:
    """Make the example on the database of this folder, unless it is there already."""
    origin = own_origin(port)
    with at_work(keeper_config(WIJKMUNT_EXAMPLE="1", WIJKMUNT_ORIGIN=origin), current=False):
        migrations.upgrade(db.engine)
        opened = neighbourhood.load()
    _show(opened, origin)


@example.command()
@PORT
def links(port: int) -> None:
    """Print the ways into the example's roles."""
    config = keeper_config(WIJKMUNT_EXAMPLE="1", WIJKMUNT_ORIGIN=own_origin(port))
    with at_work(config):
        neighbourhood.check_database(config)
        opened = doors.all_doors()
    _show(opened, config.origin)


def _show(opened: list[OpenDoor], origin: str) -> None:
    click.echo("The example neighbourhood is ready. Step into a role with one click on")
    click.echo(f"  {origin}/")
    click.echo("or make a passkey of your own for one, with a link that works once:")
    for door in opened:
        click.echo(f"  {door.key:<12} {door.where}")
        click.echo(f"    {build_enrolment_link(origin, door.token)}")


COMMANDS = (example,)
