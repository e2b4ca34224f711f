"""Every command of ``wijkmunt``, and how a mistake in one is told."""

from collections.abc import Sequence

import click
from sqlalchemy.exc import DatabaseError

from backend.cli import example, founding, keeping, presets, secrets, serving, tick, upkeep
from backend.config import ConfigError
from backend.errors import DomainError
from backend.keeping.errors import KeepingError
from backend.web.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="wijkmunt %(version)s")
def commands() -> None:
    """Run and look after a neighbourhood currency."""


ROOMS = (serving, upkeep, secrets, keeping, tick, founding, presets, example)

for command in (command for room in ROOMS for command in room.COMMANDS):
    commands.add_command(command)


def run(arguments: Sequence[str] | None = None) -> None:
    """Carry out one command line; a mistake ends it with a sentence and status 1."""
    try:
        commands(args=arguments, prog_name="wijkmunt")
    except (ConfigError, KeepingError) as error:
        raise SystemExit(f"wijkmunt: {error}") from None
    except DomainError as error:
        raise SystemExit(f"wijkmunt: refused: {error}") from None
    except DatabaseError as error:
        reason = str(error.orig).strip().split("\n")[0]
        raise SystemExit(f"wijkmunt: the database does not answer as it should: {reason}") from None
