"""Tables of notes with a code: whoever scans one first has its coin. Amounts are minor units."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model
from backend.web.sealed import SIGNED_CODE, TEXT_CODE


class NoteSheet(Model):
    """``count`` notes of ``amount`` each; its id is also that of the transfer that funded it.

    The coin came out of the budget, or without one out of the organisation's till.
    """

    __tablename__ = "note_sheets"
    __table_args__ = (CheckConstraint("amount > 0 AND count BETWEEN 1 AND 500", name="size"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    budget_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("budgets.id"))
    amount: Mapped[int]
    count: Mapped[int]
    created_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class BearerNote(Model):
    """A note: unsigned while ``jws`` is NULL; then out, until it is taken or withdrawn.

    ``id`` is the JWS's ``jti`` and the text code under the QR; ``nbf`` and ``exp`` are Unix
    seconds, as signed by the device key ``key_id`` of ``person_id``. Both lie sealed: whoever reads
    the table cannot take the note.
    """

    __tablename__ = "bearer_notes"
    __table_args__ = (
        Unique("jws"),
        Unique("sheet_id", "serial"),
        CheckConstraint("nbf < exp", name="window"),
        CheckConstraint("(jws IS NULL) = (registered_at IS NULL)", name="registered"),
        CheckConstraint("serial > 0", name="serial"),
    )
    id: Mapped[str] = mapped_column(TEXT_CODE, primary_key=True)
    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("note_sheets.id"))
    serial: Mapped[int]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    key_id: Mapped[bytes] = mapped_column(LargeBinary)
    nbf: Mapped[int] = mapped_column(BigInteger)
    exp: Mapped[int] = mapped_column(BigInteger)
    jws: Mapped[str | None] = mapped_column(SIGNED_CODE)
    registered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class NoteTaking(Model):
    """A note was taken, once: into the wallet of ``person_id``, or by them into a shop's till.

    Its ledger transfer has the same id.
    """

    __tablename__ = "note_takings"
    __table_args__ = (Unique("note_id"), Index(None, "shop_id", "at"))
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    note_id: Mapped[str] = mapped_column(TEXT_CODE, ForeignKey("bearer_notes.id"))
    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("note_sheets.id"), index=True)
    shop_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class NoteWithdrawal(Model):
    """``count`` notes with serials ``first`` to ``last`` were withdrawn; the coin went back.

    Its ledger transfer has the same id.
    """

    __tablename__ = "note_withdrawals"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("note_sheets.id"), index=True)
    first: Mapped[int]
    last: Mapped[int]
    count: Mapped[int]
    why: Mapped[str] = mapped_column(Text)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
