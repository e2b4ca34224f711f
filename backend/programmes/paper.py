"""The printed notes that are out, for the public page: a hook for the feature that prints them.

``register`` is called by whoever wires the application together; without it there are none.
"""

import uuid
from collections.abc import Callable, Mapping

from flask import Flask, current_app

Hook = Callable[[uuid.UUID], Mapping[int, int]]
"""How many notes of each amount (minor units) of a community are out."""


def register(app: Flask, hook: Hook) -> None:
    """Let ``hook`` count the notes."""
    app.extensions["programmes_paper"] = hook


def notes_out(community_id: uuid.UUID) -> Mapping[int, int]:
    """How many notes of each amount (minor units) are out."""
    hook: Hook | None = current_app.extensions.get("programmes_paper")
    return hook(community_id) if hook else {}
