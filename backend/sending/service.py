"""What sending offers to its routes and to other features."""

import uuid

from backend.sending import asking, contacts, describe, paying, queries, schemas
from backend.sending.asking import NewRequest, NewSplit, Terms
from backend.sending.paying import Order
from backend.web.caller import Caller
from backend.web.throttle import limit

__all__ = ["NewRequest", "NewSplit", "Order", "Terms", "hide", "pay", "register", "show", "split"]

_REQUESTS = "200 per day"
hide = contacts.hide
show = contacts.show


def pay(order: Order, caller: Caller) -> schemas.Receipt:
    """Pay, and the receipt of it; see ``paying.pay`` for what it raises."""
    return queries.receipt(paying.pay(order, caller), caller)


def register(new: NewRequest, caller: Caller) -> schemas.PaymentRequest:
    """Register a request; see ``asking.register``, and Throttled."""
    limit("payment_request", str(caller.person_id), _REQUESTS)
    return describe.requests([asking.register(new, caller)])[0]


def split(new: NewSplit, caller: Caller) -> schemas.SplitDetail:
    """Share a bill; see ``asking.split``, and Throttled."""
    limit("payment_request", str(caller.person_id), _REQUESTS)
    asking.split(new, caller)
    return queries.split(new.id, caller.person_id)


def cancel(request_id: uuid.UUID, caller: Caller) -> schemas.PaymentRequest:
    """Take a request back; see ``asking.cancel``."""
    return describe.requests([asking.cancel(request_id, caller)])[0]


def cancel_split(split_id: uuid.UUID, caller: Caller) -> schemas.SplitDetail:
    """Take back what nobody has paid of a bill; see ``asking.cancel_split``."""
    asking.cancel_split(split_id, caller)
    return queries.split(split_id, caller.person_id)


def decline(request_id: uuid.UUID, caller: Caller) -> schemas.AskedRequest:
    """Say no to what is asked of the caller; see ``asking.decline``."""
    return describe.asked_rows([asking.decline(request_id, caller)])[0]
