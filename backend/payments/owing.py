"""A wallet that overspent while offline becomes whole first: a hook for the feature that knows.

``register`` is called by whoever wires the application together; without it nobody owes. Who owes
nothing is never asked on the way through the counter: the ledger refuses the others by itself.
"""

import uuid
from typing import Protocol

from flask import Flask, current_app

_NAME = "payments_owing"


class Owing(Protocol):
    """What wallets owe, in minor units."""

    def owes(self, community_id: uuid.UUID, person_id: uuid.UUID) -> int:
        """What a member's wallet owes now."""

    def make_whole(self, community_id: uuid.UUID, person_id: uuid.UUID) -> None:
        """Let what is in the wallet pay what it owes, as far as it goes."""


def register(app: Flask, hook: Owing) -> None:
    """Let ``hook`` say who owes."""
    app.extensions[_NAME] = hook


def owes(community_id: uuid.UUID, person_id: uuid.UUID) -> int:
    """What a member's wallet owes, minor units."""
    hook: Owing | None = current_app.extensions.get(_NAME)
    return hook.owes(community_id, person_id) if hook else 0


def make_whole(community_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Before a wallet is spent from: what it owes comes first. Costs one look for all others."""
    hook: Owing | None = current_app.extensions.get(_NAME)
    if hook:
        hook.make_whole(community_id, person_id)
