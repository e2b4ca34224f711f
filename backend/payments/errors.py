"""Why a payment, a confirmation or a refund is refused, beyond what the code itself tells.

``backend.codes.errors`` and ``backend.ledger.errors`` name the other refusals of a payment.
"""

from backend.errors import Refused


class CodeUsed(Refused):
    """This code was used before; each one works once, also when that payment was refused."""

    code = "code_used"


class CodeAmountMismatch(Refused):
    """The payer keyed in another amount, and no other can be taken with this code."""

    code = "code_amount_mismatch"


class LimitExceeded(Refused):
    """More than one payment may be in this community; ``limit`` in minor units."""

    code = "limit_exceeded"


class ShopClosed(Refused):
    """The shop does not take payments at present."""

    code = "shop_closed"


class NotAllowedHere(Refused):
    """The payer is no member here, or this organisation takes no payments."""

    code = "not_allowed_here"


class CategoryNotAllowed(Refused):
    """By this community's rules its coin does not buy what this kind of shop sells."""

    code = "category_not_allowed"


class VisitsOverLimit(Refused):
    """The payer's community has spent here this month what both communities agreed on."""

    code = "visits_over_limit"


class PaymentNotWaiting(Refused):
    """Another answer came first, or the time to answer is over; ``now`` is its status."""

    code = "payment_not_waiting"


class PaymentNotPaid(Refused):
    """Only a payment that was paid can be refunded; ``now`` is its status."""

    code = "payment_not_paid"


class RefundTooMuch(Refused):
    """More than is left of the payment; ``left`` in minor units."""

    code = "refund_too_much"


class RefundTooLate(Refused):
    """The payment is older than this community refunds; ``days`` is how many it allows."""

    code = "refund_too_late"
