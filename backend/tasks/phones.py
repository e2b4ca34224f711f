"""Which claims come from one phone: a random mark in a cookie, hashed with a key, kept for weeks.

It says nothing about a person and leads nowhere outside a neighbourhood. Without it nobody would
see that one phone claims for many (``backend.watch``); nothing is ever refused because of it.
"""

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta

from flask import Response, g, request
from sqlalchemy import delete

from backend import clock
from backend.db import Batch, db, unit_of_work
from backend.tasks.models import Claim
from backend.tasks.presence_models import ClaimPhone
from backend.web.secret_keys import newest_key

COOKIE = "__Host-wm_phone"
KEPT = timedelta(days=35)
_PURPOSE = "phone marks"
_MARK_BYTES = 16
_HASH_BYTES = 8

_INSERT = (
    "INSERT INTO claim_phones (claim_id, community_id, person_id, phone, at)"
    " VALUES (:id, :community_id, :person_id, :phone, :at)"
)


def mark() -> bytes:
    """The mark of the phone that asks; a new one for a phone that has none."""
    found = _read(request.cookies.get(COOKIE, ""))
    if found is None:
        found = g.new_phone_mark = secrets.token_bytes(_MARK_BYTES)
    return found


def mark_in(cookies: str) -> bytes | None:
    """The mark in a Cookie header (RFC 6265, section 4.2.1); None for a phone that has none."""
    start = f"{COOKIE}="
    given = (pair[len(start) :] for pair in cookies.split("; ") if pair.startswith(start))
    return _read(next(given, ""))


def _read(given: str) -> bytes | None:
    try:
        found = bytes.fromhex(given)
    except ValueError:
        return None
    return found if len(found) == _MARK_BYTES else None


def hand_out(response: Response) -> Response:
    """Give a new mark to the phone that needs one; after each answer of the routes with claims."""
    new: bytes | None = g.pop("new_phone_mark", None)
    if new:
        response.set_cookie(
            COOKIE,
            new.hex(),
            max_age=int(KEPT.total_seconds()),
            path="/",
            secure=True,
            httponly=True,
            samesite="Strict",
        )
    return response


def add_to(batch: Batch, claim: Claim, phone: bytes) -> None:
    """Note from which phone a claim comes, in the batch that writes the claim."""
    batch.add(
        _INSERT,
        id=claim.id,
        community_id=claim.community_id,
        person_id=claim.person_id,
        phone=_hashed(phone, claim.community_id),
        at=clock.millis(claim.at),
    )


@unit_of_work
def forget(community_id: uuid.UUID, now: datetime) -> None:
    """Remove the marks that are older than ``KEPT``."""
    db.session.execute(
        delete(ClaimPhone).where(
            ClaimPhone.community_id == community_id, ClaimPhone.at < now - KEPT
        )
    )


def _hashed(phone: bytes, community_id: uuid.UUID) -> bytes:
    """Another value in every community, so that marks cannot be joined across them."""
    mixed = hmac.digest(newest_key(_PURPOSE), phone + community_id.bytes, hashlib.sha256)
    return mixed[:_HASH_BYTES]
