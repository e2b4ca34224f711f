"""What the tests of the codes share: the vectors, the test keys, instants."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.vectors.keys import OTHER, SIGNER

VECTORS = Path(__file__).parents[1] / "vectors"
PUBLIC = {"signer": SIGNER.private.public_key(), "other": OTHER.private.public_key()}


def read_vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def at(seconds: float) -> datetime:
    """The instant ``seconds`` after the Unix epoch."""
    return datetime.fromtimestamp(seconds, UTC)
