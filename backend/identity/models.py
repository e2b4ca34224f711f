"""Tables: people, passkeys, sessions, device keys, recovery codes, challenges and holds."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class Person(Model):
    """Somebody with an account. A display name is all that is asked."""

    __tablename__ = "people"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    display_name: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime]


class Passkey(Model):
    """A WebAuthn credential; ``public_key`` is its COSE key, ``transports`` are space-separated."""

    __tablename__ = "passkeys"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    transports: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class Session(Model):
    """A signed-in browser: the family of one refresh token.

    ``sequence`` numbers the newest refresh token, made at ``rotated_at``. ``authenticated_at`` is
    when a passkey was last confirmed; ``recovered_at`` when a recovery code opened the session.
    """

    __tablename__ = "sessions"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    device_name: Mapped[str]
    sequence: Mapped[int]
    created_at: Mapped[datetime]
    rotated_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    authenticated_at: Mapped[datetime | None]
    recovered_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class DeviceKey(Model):
    """The public half of a phone's signing key, and the session that it came with last.

    ``on_server`` marks the key of a session whose phone cannot keep one.
    """

    __tablename__ = "device_keys"
    __table_args__ = (CheckConstraint("length(key_id) = 8", name="key_id"),)
    key_id: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sessions.id"), index=True)
    public_key: Mapped[bytes]
    name: Mapped[str]
    on_server: Mapped[bool]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class RecoveryCode(Model):
    """The keyed hash of a recovery code; ``secret_id`` names the secret that keyed it."""

    __tablename__ = "recovery_codes"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    secret_id: Mapped[str]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Challenge(Model):
    """A pending ceremony. ``person_id`` of a sign-up names a person who does not exist yet.

    ``challenge`` is the SHA-256 of what the authenticator is to sign.
    """

    __tablename__ = "challenges"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    challenge: Mapped[bytes]
    purpose: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    person_id: Mapped[uuid.UUID | None]
    display_name: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AccountHold(Model):
    """Nobody can sign in as this person before ``until``: their account is being recovered."""

    __tablename__ = "account_holds"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
