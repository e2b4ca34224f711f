"""Wallet cards stop together with phones: a hook for the feature above that keeps cards.

``register`` is called by whoever wires the application together; without it there are no cards.
"""

import uuid
from collections.abc import Callable

from flask import Flask, current_app

Hook = Callable[[uuid.UUID, uuid.UUID | None, str], int]
"""Blocks every card of a person, whatever the community, in the unit of work under way.

Gets the person, who asked (None: the person, by a recovery code) and why; says how many cards.
"""

_NAME = "rescue_cards"


def register(app: Flask, hook: Hook) -> None:
    """Let ``hook`` block the cards of whoever lost their phone."""
    app.extensions[_NAME] = hook


def block_all(person_id: uuid.UUID, by: uuid.UUID | None, reason: str) -> int:
    """Block the person's cards; says how many."""
    hook: Hook | None = current_app.extensions.get(_NAME)
    return hook(person_id, by, reason) if hook else 0
