"""What an organisation has to give back to its customers is not turned into euro: a hook.

``register`` is called by whoever wires the application together; without it nothing is owed.
"""

import uuid
from collections.abc import Callable

from flask import Flask, current_app

Hook = Callable[[uuid.UUID], int]
"""Says of an organisation how many minor units it owes."""

_NAME = "redemption_owing"


def register(app: Flask, hook: Hook) -> None:
    """Let ``hook`` say what an organisation owes."""
    app.extensions[_NAME] = hook


def owed_by(organisation_id: uuid.UUID) -> int:
    """What the organisation owes, minor units."""
    hook: Hook | None = current_app.extensions.get(_NAME)
    return hook(organisation_id) if hook else 0
