"""Commands that show the currencies which come with Wijkmunt, and check a file of one's own."""

import click

from backend.presets import shelf
from backend.presets.errors import PresetInvalid


@click.group()
def preset() -> None:
    """Currencies as files of settings."""


@preset.command(name="list")
def list_presets() -> None:
    """List the currencies that come with Wijkmunt."""
    width = max(map(len, shelf.names()))
    for name in shelf.names():
        found = shelf.load(name)
        click.echo(f"{name:{width}}  {found.title}, {found.place}")


@preset.command(name="show")
@click.argument("name")
def show_preset(name: str) -> None:
    """Print a preset's file, which is also a model for your own."""
    click.echo(shelf.text_of(name)[0], nl=False)


@preset.command(name="check")
@click.argument("file")
def check_preset(file: str) -> None:
    """Say whether FILE can be founded, and on which line it cannot."""
    try:
        found = shelf.load(file)
    except PresetInvalid as invalid:
        for problem in invalid.problems:
            click.echo(str(problem))
        raise SystemExit(1) from None
    click.echo(f"{found.title} can be founded with: wijkmunt community create --preset {file}")


COMMANDS = (preset,)
