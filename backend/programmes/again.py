"""Commands under an id that the client made: the same one again finds what the first one did."""

from backend.db import DuplicateRow, again_on
from backend.ledger.errors import NotEnoughCoins, ReserveTooSmall

# Who meets a balance that has just changed then hears how much there still is.
looked_at_twice = again_on(DuplicateRow, NotEnoughCoins, ReserveTooSmall)
