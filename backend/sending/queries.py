"""Reads: receipts, requests of a payee, what is asked of somebody, bills, contacts, keys."""

import uuid
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from backend import clock
from backend.codes import base64url
from backend.codes.keys import load_public_key, public_jwk
from backend.codes.request import PayeeKind
from backend.communities import service as settings
from backend.db import db
from backend.errors import NotFound
from backend.identity import queries as identity
from backend.sending import asking, contacts, describe, reading, rules, schemas
from backend.sending.errors import SendingNotAllowed
from backend.sending.models import Request, RequestPayment, Send, Split
from backend.web.caller import Caller

PAGE = 50
MOST_RECEIVED = 20
MOST_KEYS = 500


def receipt(payment_id: uuid.UUID, caller: Caller) -> schemas.Receipt:
    """What the caller sent or was sent, or paid by a shop's request; raises NotFound."""
    sent = db.session.get(Send, payment_id)
    if sent is not None and caller.person_id in (sent.payer_id, sent.payee_id):
        return describe.receipts([sent], caller.person_id)[0]
    paid = db.session.get(RequestPayment, payment_id)
    if sent is not None or paid is None or paid.payer_id != caller.person_id:
        raise NotFound
    return describe.shop_receipt(paid, db.session.get_one(Request, paid.request_id))


def received(person_id: uuid.UUID, community_id: uuid.UUID, after: datetime) -> schemas.Received:
    """What members sent to a member after an instant: a screen that waits asks this."""
    rows = db.session.scalars(
        select(Send)
        .where(Send.payee_id == person_id, Send.community_id == community_id, Send.at > after)
        .order_by(Send.at.desc(), Send.id.desc())
        .limit(MOST_RECEIVED)
    ).all()
    return schemas.Received(receipts=describe.receipts(rows, person_id))


def look(code: str, caller: Caller) -> schemas.AskedRequest:
    """What a scanned request asks; raises why the caller cannot pay it, as far as is known now."""
    found = reading.read(code, caller, clock.now())
    rules.check_open(found.standing)
    between = found.payee.kind is PayeeKind.MEMBER
    if between and not settings.between_members(found.community).allowed:
        raise SendingNotAllowed
    return describe.asked(found, code)


def asked_of(person_id: uuid.UUID, community_id: uuid.UUID) -> schemas.AskedRequests:
    """The open requests that ask this person, newest first."""
    rows = db.session.scalars(
        select(Request)
        .outerjoin(RequestPayment, RequestPayment.request_id == Request.id)
        .where(
            Request.asked_id == person_id,
            Request.community_id == community_id,
            Request.cancelled_at.is_(None),
            Request.declined_at.is_(None),
            Request.expires_at > clock.now(),
            RequestPayment.id.is_(None),
        )
        .order_by(Request.at.desc(), Request.id.desc())
        .limit(PAGE)
    ).all()
    return schemas.AskedRequests(requests=describe.asked_rows(rows))


def of_member(
    person_id: uuid.UUID, community_id: uuid.UUID, before: uuid.UUID | None
) -> schemas.RequestList:
    """A member's own requests that are not shares of a bill, newest first."""
    return _page(
        before,
        Request.person_id == person_id,
        Request.community_id == community_id,
        Request.split_id.is_(None),
    )


def of_organisation(organisation_id: uuid.UUID, before: uuid.UUID | None) -> schemas.RequestList:
    """The requests of an organisation, newest first."""
    return _page(before, Request.organisation_id == organisation_id)


def detail(request_id: uuid.UUID, caller: Caller, before: int | None) -> schemas.RequestDetail:
    """A request of the caller's or of their counter, with a page of its payments."""
    row = asking.of_payee(request_id, caller)
    wanted = select(RequestPayment).where(RequestPayment.request_id == row.id)
    if before is not None:
        wanted = wanted.where(RequestPayment.number < before)
    found = db.session.scalars(wanted.order_by(RequestPayment.number.desc()).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    return schemas.RequestDetail(
        request=describe.requests([row])[0],
        payments=describe.payments(shown, row),
        next=shown[-1].number if len(found) > PAGE else None,
    )


def splits_of(person_id: uuid.UUID, community_id: uuid.UUID) -> schemas.SplitList:
    """The newest bills of a member."""
    rows = db.session.scalars(
        select(Split)
        .where(Split.person_id == person_id, Split.community_id == community_id)
        .order_by(Split.at.desc(), Split.id.desc())
        .limit(PAGE)
    ).all()
    return schemas.SplitList(splits=describe.splits(rows))


def split(split_id: uuid.UUID, person_id: uuid.UUID) -> schemas.SplitDetail:
    """A bill of the person's with its shares; raises NotFound."""
    row = db.session.get(Split, split_id)
    if row is None or row.person_id != person_id:
        raise NotFound
    rows = db.session.scalars(
        select(Request).where(Request.split_id == split_id).order_by(Request.share, Request.id)
    ).all()
    return schemas.SplitDetail(split=describe.splits([row])[0], requests=describe.requests(rows))


def contacts_of(person_id: uuid.UUID, community_id: uuid.UUID) -> schemas.ContactList:
    """The people with whom a member exchanged coin."""
    found = contacts.of(person_id, community_id)
    return schemas.ContactList(contacts=[schemas.Contact.model_validate(one) for one in found])


def request_keys(community_id: uuid.UUID) -> schemas.RequestKeys:
    """The keys that signed open requests of organisations, each with the organisation's id.

    With them a phone without a network can tell whether a printed request is real.
    """
    rows = db.session.execute(
        select(Request.key_id, Request.organisation_id)
        .where(
            Request.community_id == community_id,
            Request.organisation_id.is_not(None),
            Request.cancelled_at.is_(None),
            Request.expires_at > clock.now(),
        )
        .distinct()
        .order_by(Request.key_id, Request.organisation_id)
        .limit(MOST_KEYS)
    ).all()
    known = identity.device_keys({row.key_id for row in rows})
    jwks = {
        key_id: public_jwk(load_public_key(key.public_key_spki)) for key_id, key in known.items()
    }
    return schemas.RequestKeys(
        keys=[
            {**jwks[row.key_id], "org": base64url.encode(row.organisation_id.bytes)}
            for row in rows
            if row.key_id in jwks
        ]
    )


def _page(before: uuid.UUID | None, *conditions: ColumnElement[bool]) -> schemas.RequestList:
    wanted = select(Request).where(*conditions)
    last = db.session.get(Request, before) if before else None
    if before is not None:
        if last is None:
            raise NotFound
        wanted = wanted.where(tuple_(Request.at, Request.id) < tuple_(last.at, last.id))
    rows = db.session.scalars(
        wanted.order_by(Request.at.desc(), Request.id.desc()).limit(PAGE + 1)
    ).all()
    shown = rows[:PAGE]
    return schemas.RequestList(
        requests=describe.requests(shown), next=shown[-1].id if len(rows) > PAGE else None
    )
