"""Recovery codes: ten one-time codes on paper for whoever lost every passkey.

A code has 80 random bits, so a keyed hash is enough to store it: guessing 2^80 values is out of
reach however fast the hash is, and a slow password hash would only slow us down. The keyed hash is
also what is looked up, so no comparison depends on how much of a guess was right.
"""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterator

from sqlalchemy import delete, func, select, update

from backend import clock, ids
from backend.codes import text_code
from backend.db import db, unit_of_work
from backend.identity.models import RecoveryCode
from backend.web.secret_keys import SecretKey, secret_keys

CODES = 10
CHARACTERS = 16
"""Of Crockford's base32, five bits each: 80 bits."""

_GROUP = 4
_PURPOSE = "recovery code"


@unit_of_work
def replace(person_id: uuid.UUID) -> tuple[str, ...]:
    """Ten new codes, to be shown once, as ``ABCD-EFGH-JKMN-PQRS``; all earlier ones are void."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [_new_code() for _ in range(CODES)]
    newest = secret_keys(_PURPOSE)[0]
    now = clock.now()
    db.session.add_all(
        RecoveryCode(
            id=ids.new_id(),
            person_id=person_id,
            code_hash=_hash(code, newest),
            secret_id=newest.id,
            created_at=now,
        )
        for code in codes
    )
    db.session.flush()
    return tuple("-".join(_groups(code)) for code in codes)


@unit_of_work
def use(typed: str) -> uuid.UUID | None:
    """Use up the code that was typed and say whose it was; None for no unused code."""
    code = text_code.simplify(typed)
    hashes = [_hash(code, key) for key in secret_keys(_PURPOSE)]
    return db.session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.code_hash.in_(hashes), RecoveryCode.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(RecoveryCode.person_id),
        execution_options={"synchronize_session": False},
    ).scalar_one_or_none()


def owner(typed: str) -> uuid.UUID | None:
    """Whose unused code was typed; it stays unused. None for no such code."""
    code = text_code.simplify(typed)
    hashes = [_hash(code, key) for key in secret_keys(_PURPOSE)]
    return db.session.execute(
        select(RecoveryCode.person_id).where(
            RecoveryCode.code_hash.in_(hashes), RecoveryCode.used_at.is_(None)
        )
    ).scalar_one_or_none()


def unused(person_id: uuid.UUID) -> int:
    """How many codes still work; those of a secret that was taken away do not."""
    return db.session.execute(
        select(func.count())
        .select_from(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.used_at.is_(None),
            RecoveryCode.secret_id.in_([key.id for key in secret_keys(_PURPOSE)]),
        )
    ).scalar_one()


def _new_code() -> str:
    return "".join(secrets.choice(text_code.ALPHABET) for _ in range(CHARACTERS))


def _groups(code: str) -> Iterator[str]:
    return (code[start : start + _GROUP] for start in range(0, CHARACTERS, _GROUP))


def _hash(code: str, secret: SecretKey) -> bytes:
    return hmac.digest(secret.key, code.encode(), hashlib.sha256)
