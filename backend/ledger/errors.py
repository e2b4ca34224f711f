"""Conditions under which the ledger refuses to move coin."""

from backend.errors import Refused


class NotEnoughCoins(Refused):
    """The debited account would fall below its floor."""

    code = "not_enough_coins"


class TransferNotAllowed(Refused):
    """No rule permits this kind of transfer between these two accounts."""

    code = "transfer_not_allowed"


class WalletOwes(Refused):
    """The wallet spent more than it had while offline; what comes in makes it whole first.

    ``owes`` in minor units, where it is known.
    """

    code = "wallet_owes"


class AccountClosed(Refused):
    """One of the accounts takes part in nothing any more."""

    code = "account_closed"


class ReserveTooSmall(Refused):
    """So much coin would exist that the reserve no longer covers it as the community promised."""

    code = "reserve_too_small"
