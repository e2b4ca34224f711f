"""A claim on the express lane (``backend.web.express``): booked by what is remembered, or nothing.

Whatever does not simply succeed takes the ordinary way from the beginning (``claiming.claim``).
"""

import uuid

from flask import g

from backend import clock
from backend.tasks import claiming, facts, phones, schemas
from backend.tasks.spots import Position
from backend.web.caller import Caller


def command(claim_id: uuid.UUID, body: schemas.NewClaim, phone: bytes | None) -> claiming.Command:
    """What is claimed, from the request's body and the mark of the phone that sent it."""
    given = body.position
    position = Position(given.latitude, given.longitude, given.accuracy) if given else None
    return claiming.Command(claim_id, body.code, body.minutes, position, phone)


def claim(claim_id: uuid.UUID, body: schemas.NewClaim, caller: Caller) -> bytes | None:
    """The answer's JSON; None, or any condition, when ``claiming.claim`` has to decide.

    A typed code is limited there, and a phone without a mark is given one there.
    """
    phone = phones.mark_in(g.cookies)
    if phone is None or facts.is_typed(body.code):
        return None
    now = clock.now()
    found = facts.code_facts(facts.jws_of(body.code), caller, now)
    booked = claiming.book(found, caller, command(claim_id, body, phone), now)
    return booked.model_dump_json().encode()
