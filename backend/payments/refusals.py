"""Refusals as they are kept: a stable code and at most one number that explains it.

Kept so that the same id always gets the same answer, whatever has changed since.
"""

from backend.codes import errors as codes
from backend.errors import DomainError
from backend.ledger.errors import AccountClosed, NotEnoughCoins, TransferNotAllowed, WalletOwes
from backend.payments import errors

_REFUSALS: tuple[type[DomainError], ...] = (
    codes.CodeUnreadable,
    codes.CodeVersionUnknown,
    codes.CodeWrongCommunity,
    codes.CodeKeyUnknown,
    codes.CodeKeyRevoked,
    codes.CodeSignatureBad,
    codes.CodeExpired,
    codes.CodeFromFuture,
    errors.CodeUsed,
    errors.CodeAmountMismatch,
    errors.LimitExceeded,
    NotEnoughCoins,
    WalletOwes,
    errors.ShopClosed,
    errors.NotAllowedHere,
    errors.CategoryNotAllowed,
    errors.VisitsOverLimit,
)
_BY_CODE = {refusal.code: refusal for refusal in _REFUSALS}
_NUMBERS = {
    codes.CodeExpired.code: "seconds",
    codes.CodeFromFuture.code: "seconds",
    errors.LimitExceeded.code: "limit",
}

REFUSALS = _REFUSALS
"""All of them, in the order in which they are found."""

LEDGER_REFUSALS = (NotEnoughCoins, WalletOwes, TransferNotAllowed, AccountClosed)


def from_ledger(refusal: DomainError) -> DomainError:
    """What the ledger's refusal is called at the counter."""
    known = isinstance(refusal, (NotEnoughCoins, WalletOwes))
    return refusal if known else errors.NotAllowedHere()


def number_of(refusal: DomainError) -> int | None:
    """The number to keep with ``refusal.code``."""
    value = refusal.params.get(_NUMBERS.get(refusal.code, ""))
    return value if isinstance(value, int) else None


def again(code: str, number: int | None) -> DomainError:
    """The refusal that was kept."""
    name = _NUMBERS.get(code)
    return _BY_CODE[code](**({name: number} if name else {}))
