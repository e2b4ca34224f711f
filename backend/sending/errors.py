"""Why something is not sent, asked for or split.

What a request itself, its key and the clock tell is named in ``backend.codes.errors``.
"""

from backend.errors import Forbidden, Invalid, NotFound, Refused


class SendingNotAllowed(Refused):
    """In this community members do not pay one another."""

    code = "sending_not_allowed"


class DayLimitReached(Refused):
    """One may send no more to members today; ``limit`` and ``left`` in minor units."""

    code = "send_day_limit"


class OwnRequest(Refused):
    """Nobody pays themselves."""

    code = "own_request"


class RequestUnknown(Refused):
    """The payee's phone never registered this request here, or registered another one."""

    code = "request_unknown"


class RequestCancelled(Refused):
    """The payee took the request back."""

    code = "request_cancelled"


class RequestPaid(Refused):
    """The request was for one payment, and that was made."""

    code = "request_paid"


class RequestAmountMismatch(Refused):
    """The request says another ``amount`` (minor units), and no other can be paid with it."""

    code = "request_amount_mismatch"


class PayeeLeft(Refused):
    """Who is to be paid takes no part in this community any more."""

    code = "payee_left"


class ContactUnknown(NotFound):
    """There is no such contact: coin has to pass between two members first."""

    code = "contact_unknown"


class RequestTooLong(Invalid):
    """A request is good for at most so many ``days``."""

    code = "request_too_long"


class NotYourRequest(Forbidden):
    """A request is signed by a key of the payee's: the member, or who works at the counter."""

    code = "not_your_request"


class SharesInvalid(Invalid):
    """A bill is shared by two people or more, each share with an id of its own."""

    code = "shares_invalid"
