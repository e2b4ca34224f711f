"""The command ``wijkmunt``: everything that is done at the server itself."""

import gc
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Carry out one command line; a mistake ends it with a sentence and status 1."""
    # What is imported stays: looking through it while it grows takes a sixth of the start.
    gc.disable()
    from backend.cli.commands import run  # noqa: PLC0415 - after the line above

    gc.freeze()
    gc.enable()
    run(arguments)
