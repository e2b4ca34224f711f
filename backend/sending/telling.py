"""Notices: coin came in, somebody asks for coin, somebody paid or declined a request."""

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from backend.db import db
from backend.identity import queries as identity
from backend.notices import service as notices
from backend.sending.models import Request, RequestPayment, Split

if TYPE_CHECKING:
    from backend.sending.paying import Order


def received(
    community_id: uuid.UUID, payee_id: uuid.UUID, payer_id: uuid.UUID, order: "Order", words: str
) -> None:
    """Tell who was paid by whom, how much and with which words."""
    notices.tell(
        [payee_id],
        community_id,
        "received",
        name=name_of(payer_id),
        amount=order.amount,
        words=words,
        send_id=order.id,
    )


def asked(row: Request) -> None:
    """Tell a contact that coin is asked of them."""
    if row.asked_id is None or row.person_id is None:
        return
    notices.tell(
        [row.asked_id],
        row.community_id,
        "request",
        name=name_of(row.person_id),
        amount=row.amount,
        words=row.words,
        request_id=row.id,
    )


def declined(row: Request) -> None:
    """Tell who asked that the answer is no."""
    if row.asked_id is None or row.person_id is None:
        return
    notices.tell(
        [row.person_id],
        row.community_id,
        "request_declined",
        name=name_of(row.asked_id),
        amount=row.amount,
        words=row.words,
        request_id=row.id,
    )


def paid(row: Request, order: "Order") -> None:
    """Tell a shop's cashier that the invoice was paid, and who split a bill that all have paid."""
    if row.organisation_id is not None and not row.many:
        notices.tell(
            [row.made_by],
            row.community_id,
            "invoice_paid",
            amount=order.amount,
            words=row.words,
            request_id=row.id,
            organisation_id=row.organisation_id,
        )
    if row.split_id is not None and not _unpaid(row.split_id):
        split = db.session.get_one(Split, row.split_id)
        notices.tell(
            [split.person_id],
            row.community_id,
            "split_paid",
            words=split.words,
            split_id=split.id,
        )


def name_of(person_id: uuid.UUID) -> str:
    """What the person is called; empty when there is nobody any more."""
    return identity.display_names([person_id]).get(person_id, "")


def _unpaid(split_id: uuid.UUID) -> int:
    """How many shares of a bill nobody has paid and nobody took back."""
    return db.session.execute(
        select(func.count())
        .select_from(Request)
        .outerjoin(RequestPayment, RequestPayment.request_id == Request.id)
        .where(
            Request.split_id == split_id,
            Request.cancelled_at.is_(None),
            RequestPayment.id.is_(None),
        )
    ).scalar_one()
