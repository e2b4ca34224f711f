"""Challenges of ceremonies: random, for one purpose and subject, good once and for five minutes.

Issuing and taking are transactions of their own, so that a challenge stays taken whatever becomes
of the attempt (WebAuthn level 3 section 13.4.3). Only its SHA-256 is kept: whoever reads the table
cannot finish what somebody else has begun.
"""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select

from backend import clock, ids
from backend.db import db, unit_of_work
from backend.identity import models, rules
from backend.identity.errors import ChallengeExpired

CHALLENGE_BYTES = 32
_SWEPT_AT_ONCE = 20


@dataclass(frozen=True)
class NewChallenge:
    """A challenge that was just made; its 32 bytes exist nowhere else."""

    id: uuid.UUID
    challenge: bytes = field(repr=False)


@dataclass(frozen=True)
class Challenge:
    """What a challenge was bound to; ``display_name`` waits here during a sign-up.

    ``challenge`` is the SHA-256 of its bytes.
    """

    id: uuid.UUID
    challenge: bytes = field(repr=False)
    purpose: str
    subject_id: uuid.UUID | None
    person_id: uuid.UUID | None
    display_name: str = field(repr=False)
    expires_at: datetime


@unit_of_work
def issue(
    purpose: str,
    *,
    subject_id: uuid.UUID | None,
    person_id: uuid.UUID | None,
    display_name: str = "",
) -> NewChallenge:
    """A new challenge, remembered; some that nobody answered are forgotten on the way."""
    now = clock.now()
    made = NewChallenge(ids.new_id(), secrets.token_bytes(CHALLENGE_BYTES))
    row = models.Challenge(
        id=made.id,
        challenge=digest(made.challenge),
        purpose=purpose,
        subject_id=subject_id,
        person_id=person_id,
        display_name=display_name,
        expires_at=now + rules.CHALLENGE_FOR,
    )
    db.session.add(row)
    _sweep(now)
    return made


def digest(challenge: bytes) -> bytes:
    """What is kept of a challenge. It has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(challenge).digest()


def take(challenge_id: uuid.UUID, purposes: Collection[str]) -> Challenge:
    """The challenge, which nobody can take again. Never called inside a unit of work.

    Raises ChallengeExpired when it is unknown, taken, too old or for another purpose.
    """
    if db.session.info.get("in_unit_of_work"):
        raise AssertionError("a challenge is taken in a transaction of its own")
    challenge = _remove(challenge_id)
    if challenge is None or challenge.purpose not in purposes:
        raise ChallengeExpired
    if clock.now() >= challenge.expires_at:
        raise ChallengeExpired
    return challenge


@unit_of_work
def _remove(challenge_id: uuid.UUID) -> Challenge | None:
    row = db.session.execute(
        delete(models.Challenge)
        .where(models.Challenge.id == challenge_id)
        .returning(*models.Challenge.__table__.columns),
        execution_options={"synchronize_session": False},
    ).one_or_none()
    return None if row is None else Challenge(**row._mapping)


def _sweep(now: datetime) -> None:
    over = (
        select(models.Challenge.id)
        .where(models.Challenge.expires_at <= now)
        .limit(_SWEPT_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    db.session.execute(
        delete(models.Challenge).where(models.Challenge.id.in_(over)),
        execution_options={"synchronize_session": False},
    )
