"""The command ``wijkmunt``: everything that is done at the server itself."""

import gc
from collections.abc import Sequence

COLLECT_AFTER = (50_000, 20, 20)
"""Python's garbage collection: new objects before a look, and looks before an older generation.

A request or a batch of a job leaves hardly any cycles, and looking for them every 700 objects
takes a fifth of a payment and a third of a job.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Carry out one command line; a mistake ends it with a sentence and status 1."""
    # What is imported stays: looking through it while it grows takes a sixth of the start.
    gc.disable()
    from backend.cli.commands import run  # noqa: PLC0415 - after the line above

    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()
    run(arguments)
