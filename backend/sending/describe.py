"""Rows as the API says them: receipts, requests, bills."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from backend import clock
from backend.codes.links import build_request_link
from backend.codes.request import PayeeKind
from backend.communities import queries as communities
from backend.db import db
from backend.identity import queries as identity
from backend.sending import models, reading, rules, schemas


@dataclass(frozen=True, slots=True)
class _Paid:
    """How often a request was paid, and how much came in."""

    count: int = 0
    amount: int = 0


def receipts(rows: Sequence[models.Send], person_id: uuid.UUID) -> list[schemas.Receipt]:
    """What was sent between members, as ``person_id`` sees it."""
    others = [row.payee_id if row.payer_id == person_id else row.payer_id for row in rows]
    names = identity.display_names(set(others))
    return [
        schemas.Receipt(
            id=row.id,
            community_id=row.community_id,
            at=row.at,
            amount=row.amount,
            direction="out" if row.payer_id == person_id else "in",
            other=schemas.Party(kind="member", id=other, name=names.get(other, "")),
            words=row.words,
            request_id=row.request_id,
        )
        for row, other in zip(rows, others, strict=True)
    ]


def shop_receipt(paid: models.RequestPayment, request: models.Request) -> schemas.Receipt:
    """What a shop's request was paid with, as the payer sees it."""
    return schemas.Receipt(
        id=paid.id,
        community_id=request.community_id,
        at=paid.at,
        amount=paid.amount,
        direction="out",
        other=party(PayeeKind.SHOP, request.payee_id),
        words=request.words,
        request_id=request.id,
    )


def party(kind: PayeeKind, payee_id: uuid.UUID) -> schemas.Party:
    """Who is paid, by name."""
    if kind is PayeeKind.SHOP:
        name = communities.organisation(payee_id).name
    else:
        name = identity.display_names([payee_id]).get(payee_id, "")
    return schemas.Party(kind=kind.value, id=payee_id, name=name)


def asked(found: reading.Asked, code: str) -> schemas.AskedRequest:
    """A request for whoever may pay it."""
    content = found.content
    return schemas.AskedRequest(
        id=content.request_id,
        community_id=found.community.id,
        payee=party(found.payee.kind, found.payee.id),
        amount=content.amount or None,
        words=content.words,
        expires_at=found.standing.expires_at,
        many=found.standing.many,
        standing=content.is_standing,
        code=code,
    )


def asked_rows(rows: Iterable[models.Request]) -> list[schemas.AskedRequest]:
    """Registered requests for the contact whom they ask."""
    return [
        schemas.AskedRequest(
            id=row.id,
            community_id=row.community_id,
            payee=party(_kind(row), row.payee_id),
            amount=row.amount or None,
            words=row.words,
            expires_at=row.expires_at,
            many=row.many,
            standing=False,
            code=row.code,
        )
        for row in rows
    ]


def requests(rows: Sequence[models.Request]) -> list[schemas.PaymentRequest]:
    """Requests as their payee sees them."""
    paid = _paid(row.id for row in rows)
    names = identity.display_names({row.asked_id for row in rows if row.asked_id})
    now = clock.now()
    return [_request(row, paid.get(row.id, _Paid()), names, now) for row in rows]


def payments(
    rows: Sequence[models.RequestPayment], request: models.Request
) -> list[schemas.RequestPayment]:
    """Who paid a request: names for a member, none for a shop."""
    names: dict[uuid.UUID, str] = {}
    if request.person_id is not None:
        names = identity.display_names({row.payer_id for row in rows})
    return [
        schemas.RequestPayment(
            id=row.id,
            number=row.number,
            at=row.at,
            amount=row.amount,
            name=names.get(row.payer_id),
        )
        for row in rows
    ]


def splits(rows: Sequence[models.Split]) -> list[schemas.Split]:
    """Bills with how far they are paid."""
    shares: dict[uuid.UUID, list[models.Request]] = {row.id: [] for row in rows}
    for share in db.session.scalars(
        select(models.Request).where(models.Request.split_id.in_(shares))
    ):
        if share.split_id is not None:
            shares[share.split_id].append(share)
    paid = _paid(share.id for of_one in shares.values() for share in of_one)
    return [_split(row, shares[row.id], paid) for row in rows]


def _split(
    row: models.Split, shares: Sequence[models.Request], paid: dict[uuid.UUID, _Paid]
) -> schemas.Split:
    live = [share for share in shares if share.cancelled_at is None or share.id in paid]
    return schemas.Split(
        id=row.id,
        community_id=row.community_id,
        words=row.words,
        at=row.at,
        own=row.own,
        total=row.own + sum(share.amount for share in shares),
        received=sum(paid[share.id].amount for share in live if share.id in paid),
        paid=sum(share.id in paid for share in live),
        shares=len(live),
    )


def _request(
    row: models.Request, paid: _Paid, names: dict[uuid.UUID, str], now: datetime
) -> schemas.PaymentRequest:
    status = rules.status_of(reading.standing_of(row, paid.count), now)
    return schemas.PaymentRequest.model_validate(
        {
            "id": row.id,
            "community_id": row.community_id,
            "kind": _kind(row).value,
            "organisation_id": row.organisation_id,
            "amount": row.amount or None,
            "words": row.words,
            "code": row.code,
            "link": build_request_link(current_app.config["WIJKMUNT"].origin, row.code),
            "many": row.many,
            "at": row.at,
            "expires_at": row.expires_at,
            "status": status,
            "paid": paid.count,
            "received": paid.amount,
            "asked": names.get(row.asked_id) if row.asked_id else None,
            "split_id": row.split_id,
            "share": row.share,
        }
    )


def _kind(row: models.Request) -> PayeeKind:
    return PayeeKind.SHOP if row.organisation_id else PayeeKind.MEMBER


def _paid(request_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, _Paid]:
    """How often and how much, of those requests that were paid at all."""
    p = models.RequestPayment
    rows = db.session.execute(
        select(p.request_id, func.count(), func.sum(p.amount))
        .where(p.request_id.in_(list(request_ids)))
        .group_by(p.request_id)
    )
    return {row[0]: _Paid(row[1], int(row[2])) for row in rows}
