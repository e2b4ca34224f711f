"""What payments without a network offer to routes and to whoever wires the application."""

import uuid

from backend.offline import certificates, debts, guarantee, settling
from backend.offline.checking import Item
from backend.offline.guarantee import MoveOrder

__all__ = [
    "Item",
    "MoveOrder",
    "Owing",
    "give_certificate",
    "move_guarantee",
    "settle",
    "waive",
]

give_certificate = certificates.give
move_guarantee = guarantee.move
settle = settling.settle
waive = debts.waive


class Owing:
    """What payments ask before a wallet is spent from (``backend.payments.owing``)."""

    def owes(self, community_id: uuid.UUID, person_id: uuid.UUID) -> int:
        """What a member's wallet owes now, minor units."""
        return debts.owed_by(community_id, person_id)

    def make_whole(self, community_id: uuid.UUID, person_id: uuid.UUID) -> None:
        """Let what is in the wallet pay what it owes, as far as it goes."""
        debts.make_whole(community_id, person_id)
