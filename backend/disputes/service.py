"""What disputes do for routes and for other features."""

from backend.disputes.deciding import decide
from backend.disputes.disputing import Complaint, accept, answer, ask, open_dispute, withdraw
from backend.disputes.paying import pay

__all__ = [
    "Complaint",
    "accept",
    "answer",
    "ask",
    "decide",
    "open_dispute",
    "pay",
    "withdraw",
]
