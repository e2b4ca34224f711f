"""Commands under an id that the client made: the same one again finds what the first one did."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from backend.db import DuplicateRow
from backend.ledger.errors import NotEnoughCoins, ReserveTooSmall

P = ParamSpec("P")
R = TypeVar("R")


def looked_at_twice(use_case: Callable[P, R]) -> Callable[P, R]:
    """Run ``use_case`` again when somebody was faster.

    Of two with one id the second then finds the first; who meets a balance that has just changed
    then hears how much there still is.
    """

    @functools.wraps(use_case)
    def twice(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return use_case(*args, **kwargs)
        except (DuplicateRow, NotEnoughCoins, ReserveTooSmall):
            return use_case(*args, **kwargs)

    return twice
