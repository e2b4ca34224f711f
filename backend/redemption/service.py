"""What other rooms may ask of redeeming."""

from backend.redemption.bank_details import set_for_community, set_for_organisation
from backend.redemption.requests import ask, cancel, send_again
from backend.redemption.settlements import check, dissolve, gather, refuse, release, take_out
from backend.redemption.statements import book, take_in
from backend.redemption.treasury import file_of

__all__ = [
    "ask",
    "book",
    "cancel",
    "check",
    "dissolve",
    "file_of",
    "gather",
    "refuse",
    "release",
    "send_again",
    "set_for_community",
    "set_for_organisation",
    "take_in",
    "take_out",
]
