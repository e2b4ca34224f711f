"""Somebody signed in somewhere: a hook for features above, which tell the person's other phones.

``register`` is called by whoever wires the application together; without it nobody is told.
"""

import uuid
from collections.abc import Callable
from enum import Enum

from flask import Flask, current_app


class Arrival(Enum):
    """What happened to somebody's account, in words that a notice may have as its kind."""

    NEW_DEVICE = "new_device"
    SIGNED_IN_BY_CODE = "signed_in_by_code"
    PASSKEY_ADDED = "passkey_added"


Hook = Callable[[uuid.UUID, Arrival, str], None]


def register(app: Flask, hook: Hook) -> None:
    """Let ``hook`` be told of each arrival: whose, what, and the device's own name for itself."""
    app.extensions["identity_arrivals"] = hook


def happened(person_id: uuid.UUID, what: Arrival, device_name: str) -> None:
    """Tell the hook, inside the unit of work in which it happens."""
    hook: Hook | None = current_app.extensions.get("identity_arrivals")
    if hook is not None:
        hook(person_id, what, device_name)
