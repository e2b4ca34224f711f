"""The tables of notices, and of what is pushed to phones about them."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class Notice(Model):
    """Something that a person is told: its kind and plain values, never prose."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(None, "person_id", "at", "id"),
        Index(None, "community_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    kind: Mapped[str] = mapped_column(Text)
    params: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class PushSubscription(Model):
    """Where a browser may be told (RFC 8030): ``endpoint`` at its maker, keys of RFC 8291.

    It ends with its session. ``secret_id`` names the secret behind the key that it was made for;
    ``refused`` counts answers in a row that were neither yes nor "later".
    """

    __tablename__ = "push_subscriptions"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sessions.id"), index=True)
    endpoint: Mapped[str] = mapped_column(Text, unique=True)
    public_key: Mapped[bytes]
    auth: Mapped[bytes]
    secret_id: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    refused: Mapped[int] = mapped_column(server_default="0")


class PushSilence(Model):
    """A switch that somebody turned off: notices of its kinds are not pushed to them."""

    __tablename__ = "push_silences"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)


class PushMessage(Model):
    """A notice on its way to one browser; gone once it is delivered, given up or too old.

    Nobody sends it before ``due_at``: whoever takes it moves that on first, for as long as the
    sending may last. A sender that dies leaves a message that falls due again. No foreign key:
    a phone that signs out just now must never stop what is being told; senders sweep such rows.
    """

    __tablename__ = "push_messages"

    notice_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    subscription_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    attempts: Mapped[int]
