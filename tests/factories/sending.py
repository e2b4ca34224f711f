"""People who pay people: signed requests and what is done with them. Needs an app context."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from backend import clock
from backend.codes import request
from backend.codes.request import PayeeKind, PaymentRequest
from backend.ids import new_id
from tests.factories.identity import send
from tests.factories.payments import Payer

# Operations for any member of the community that the path names.
FOR_MEMBERS = (
    *("read_received", "read_own_requests", "read_asked", "read_request_keys"),
    *("read_splits", "read_contacts", "hide_contact", "show_contact"),
)


def asks(
    payee: Payer,
    amount: int = 0,
    words: str = "",
    *,
    shop_id: uuid.UUID | None = None,
    request_id: uuid.UUID | None = None,
    at: datetime | None = None,
    days: float = 7,
    **changes: Any,
) -> str:
    """The signed request of this person's phone, for themselves or for a shop."""
    issued = at or clock.now()
    usual: dict[str, Any] = {
        "community": payee.community.number,
        "kind": PayeeKind.SHOP if shop_id else PayeeKind.MEMBER,
        "payee_id": shop_id or payee.person_id,
        "amount": amount,
        "words": words,
        "request_id": request_id or new_id(),
        "issued_at": int(issued.timestamp()),
        "expires_at": int((issued + timedelta(days=days)).timestamp()),
        "key_id": payee.key_id,
    }
    return request.sign(PaymentRequest(**usual | changes), payee.private_key)


def register(payee: Payer, code: str, **more: object) -> Any:
    """Register a signed request under its own id; the server's answer."""
    request_id = request.read_unverified(code).request_id
    return send(payee.client, "PUT", f"/payment-requests/{request_id}", {"code": code, **more})


def pay(payer: Payer, body: dict[str, object], send_id: uuid.UUID | None = None) -> Any:
    """Pay by a code or to a contact; the server's answer."""
    return send(payer.client, "PUT", f"/sends/{send_id or new_id()}", body)


def pay_code(payer: Payer, code: str, amount: int, send_id: uuid.UUID | None = None) -> Any:
    """Pay by a scanned code; the server's answer."""
    return pay(payer, {"code": code, "amount": amount}, send_id)


def sent_once(payer: Payer, payee: FlaskClient) -> dict[str, object]:
    """One of each thing, by path argument: a bill of one share that ``payer`` has paid."""
    request_id, split_id, send_id = new_id(), new_id(), new_id()
    terms = request_terms(payer.community.id)
    share = {"id": str(request_id), "name": "Joop", "terms": terms}
    bill = {"community_id": str(payer.community.id), "words": "", "own": 0, "shares": [share]}
    split = send(payee, "PUT", f"/splits/{split_id}", bill).json
    assert pay_code(payer, split["requests"][0]["code"], 1, send_id).status_code == 200
    return {"send_id": send_id, "request_id": request_id, "split_id": split_id}


def request_terms(community_id: uuid.UUID) -> dict[str, object]:
    """What the server signs for a phone without a key: one minor unit, this week."""
    until = clock.now() + timedelta(days=7)
    return {
        "community_id": str(community_id),
        "amount": 1,
        "words": "",
        "expires_at": until.isoformat(),
    }


def sending_bodies(community_id: uuid.UUID) -> dict[str, object]:
    """A body that fits the schema of each operation of sending."""
    terms = request_terms(community_id)
    share = {"id": str(new_id()), "name": "Joop", "terms": terms}
    return {
        "put_send": {"amount": 1, "code": "eyJ"},
        "look_at_request": {"code": "eyJ"},
        "put_payment_request": {"terms": terms},
        "put_split": {
            "community_id": str(community_id),
            "words": "",
            "own": 0,
            "shares": [share],
        },
    }
