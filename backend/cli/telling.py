"""What commands that timers call have to say: a line for eyes, or JSON for a log."""

import json
import os
from datetime import UTC, datetime

import click


def tell(kind: str, line: str, **facts: object) -> None:
    """Print ``line``, or with ``WIJKMUNT_LOG=json`` an object of that kind with ``facts``."""
    if os.environ.get("WIJKMUNT_LOG") != "json":
        click.echo(line)
        return
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    click.echo(json.dumps({"at": at, "kind": kind, **facts}, ensure_ascii=False))
