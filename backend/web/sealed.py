"""Columns that a copy of the database does not give away: sealed, and still looked up by value.

What stands on paper, such as the code of a bearer note, has to be found again, shown again and be
unique, so it is sealed deterministically: AES-256-SIV (RFC 5297), the same text always to the same
seal. The key is random, one for each database, and lies in it sealed under the newest secret of
the installation. So secrets can change while what is printed stays what it is.
"""

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from flask import current_app
from sqlalchemy import Connection, Dialect, Text, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from backend import clock
from backend.codes import base64url
from backend.db import FactCache, Model, db, unit_of_work
from backend.errors import Unavailable
from backend.web.secret_keys import key_named, secret_keys

_PURPOSE = "data key"
_NAME = "codes"
_KEY_BYTES = 64
_NONCE_BYTES = 12
_CACHE = "data_keys"


class DataKeyLost(Unavailable):
    """The database's key was sealed under a secret that this installation does not have."""


class DataKey(Model):
    """A key of this database, sealed under the secret ``secret_id``: nonce, ciphertext and tag."""

    __tablename__ = "data_keys"
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    secret_id: Mapped[str] = mapped_column(Text)
    sealed: Mapped[bytes]
    sealed_at: Mapped[datetime]


class Sealed(TypeDecorator[str]):
    """Text that lies sealed in the database; in Python it is what was meant."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else seal(value, self.kind)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unseal(value, self.kind)


TEXT_CODE = Sealed("text code")
"""The eight characters on paper, wherever a table names them."""

SIGNED_CODE = Sealed("signed code")
"""The whole of what a QR holds."""


def seal(text: str, kind: str = TEXT_CODE.kind) -> str:
    """``text`` as it lies in a column of ``kind``."""
    return _seal(_known(), text, kind)


def unseal(sealed: str, kind: str = TEXT_CODE.kind) -> str:
    """What ``seal`` was given. Raises InvalidTag for anything else."""
    return _known().decrypt(base64url.decode(sealed), [kind.encode()]).decode()


def make_key(connection: Connection) -> Callable[[str, str], str]:
    """Give a database its key, and say how it seals a text of a kind.

    Called by the migration that makes the table, in an app context.
    """
    key = os.urandom(_KEY_BYTES)
    connection.execute(insert(DataKey).values(name=_NAME, **_closed(key)))
    siv = AESSIV(key)
    return lambda text, kind: _seal(siv, text, kind)


@unit_of_work
def renew_key() -> bool:
    """Seal the key under the newest secret; says whether it was under another one.

    Until this was done, the older secret must not be taken away. Raises DataKeyLost.
    """
    row = db.session.scalars(select(DataKey).where(DataKey.name == _NAME).with_for_update()).one()
    if row.secret_id == secret_keys(_PURPOSE)[0].id:
        return False
    closed = _closed(_open(row.secret_id, row.sealed))
    db.session.execute(update(DataKey).where(DataKey.name == _NAME).values(**closed))
    return True


def _seal(siv: AESSIV, text: str, kind: str) -> str:
    return base64url.encode(siv.encrypt(text.encode(), [kind.encode()]))


def _known() -> AESSIV:
    kept: FactCache[str, AESSIV] = current_app.extensions.setdefault(_CACHE, FactCache())
    return kept.get(_NAME, _load)


def _load() -> AESSIV:
    # On a connection of its own: values are sealed while a statement of the session is being made.
    with db.engine.connect() as connection:
        row = connection.execute(
            select(DataKey.secret_id, DataKey.sealed).where(DataKey.name == _NAME)
        ).one()
    return AESSIV(_open(row.secret_id, row.sealed))


def _open(secret_id: str, sealed: bytes) -> bytes:
    key = key_named(_PURPOSE, secret_id)
    if key is None:
        raise DataKeyLost
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(key.key).decrypt(nonce, rest, _NAME.encode())
    except InvalidTag:
        raise DataKeyLost from None


def _closed(key: bytes) -> dict[str, Any]:
    """The columns of ``DataKey`` but its name, for ``key`` under the newest secret."""
    newest = secret_keys(_PURPOSE)[0]
    nonce = os.urandom(_NONCE_BYTES)
    sealed = nonce + AESGCM(newest.key).encrypt(nonce, key, _NAME.encode())
    return {"secret_id": newest.id, "sealed": sealed, "sealed_at": clock.now()}
