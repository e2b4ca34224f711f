"""Reads of notes with a code: sheets with their counts, and the note that somebody holds."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from backend.circulation.bearer_models import BearerNote, NoteSheet, NoteTaking
from backend.communities import queries as communities
from backend.db import db
from backend.errors import NotFound
from backend.web.caller import Place


@dataclass(frozen=True, slots=True)
class NoteCounts:
    """A sheet, and how many of its notes are in which state."""

    sheet: NoteSheet
    unsigned: int
    unused: int
    used: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note, and when it was taken, if it was."""

    note: BearerNote
    taken_at: datetime | None

    @property
    def status(self) -> str:
        """``used``, ``withdrawn``, ``unsigned`` or ``unused``."""
        if self.taken_at is not None:
            return "used"
        if self.note.withdrawn_at is not None:
            return "withdrawn"
        return "unsigned" if self.note.jws is None else "unused"


def sheet(sheet_id: uuid.UUID) -> NoteSheet:
    """A sheet of notes. Raises NotFound."""
    row = db.session.get(NoteSheet, sheet_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def counted(sheet_id: uuid.UUID) -> NoteCounts:
    """A sheet with its counts. Raises NotFound."""
    return _counted([sheet(sheet_id)])[0]


def sheets_of(organisation_id: uuid.UUID) -> list[NoteCounts]:
    """The sheets that an organisation printed, newest first."""
    rows = db.session.scalars(
        select(NoteSheet)
        .where(NoteSheet.organisation_id == organisation_id)
        .order_by(NoteSheet.created_at.desc(), NoteSheet.id.desc())
    ).all()
    return _counted(rows)


def notes_on(sheet_id: uuid.UUID) -> list[NoteState]:
    """The notes of a sheet by serial."""
    rows = db.session.execute(
        select(BearerNote, NoteTaking.at)
        .join(NoteTaking, NoteTaking.note_id == BearerNote.id, isouter=True)
        .where(BearerNote.sheet_id == sheet_id)
        .order_by(BearerNote.serial)
        .execution_options(populate_existing=True)
    )
    return [NoteState(row[0], row[1]) for row in rows]


def note(note_id: str) -> BearerNote:
    """A note. Raises NotFound."""
    row = db.session.get(BearerNote, note_id)
    if row is None:
        raise NotFound
    return row


def by_jws(jws: str) -> BearerNote | None:
    """The note that was signed so."""
    return db.session.scalar(select(BearerNote).where(BearerNote.jws == jws))


def by_text(code_id: str) -> BearerNote | None:
    """The signed note with this text code."""
    found = db.session.get(BearerNote, code_id, populate_existing=True)
    return found if found is not None and found.jws is not None else None


def is_signed(jws: str) -> bool:
    """Whether this is the signed code of a note that was printed."""
    return by_jws(jws) is not None


def is_note(code_id: str) -> bool:
    """Whether a text code stands on a note that was printed."""
    return by_text(code_id) is not None


def is_taken(note_id: str) -> bool:
    """Whether somebody has the coin of a note already."""
    return db.session.scalar(select(NoteTaking.id).where(NoteTaking.note_id == note_id)) is not None


def taking(taking_id: uuid.UUID) -> NoteTaking | None:
    """What was done under this id."""
    return db.session.get(NoteTaking, taking_id, populate_existing=True)


def printed(code_ids: Collection[str]) -> set[str]:
    """Those of the text codes that stand on notes."""
    return set(db.session.scalars(select(BearerNote.id).where(BearerNote.id.in_(code_ids))))


def signing_keys(community_id: uuid.UUID, now: datetime) -> Sequence[bytes]:
    """The ids of the device keys with a note that is good in this community at ``now``."""
    return db.session.scalars(
        select(BearerNote.key_id)
        .join(NoteSheet, NoteSheet.id == BearerNote.sheet_id)
        .where(
            NoteSheet.community_id == community_id,
            BearerNote.registered_at.is_not(None),
            BearerNote.withdrawn_at.is_(None),
            BearerNote.exp > int(now.timestamp()),
        )
        .distinct()
    ).all()


def outstanding(community_id: uuid.UUID) -> dict[int, int]:
    """How many notes with a code are out, by amount; what is printed but not signed as well."""
    rows = db.session.execute(
        _out()
        .join(NoteSheet, NoteSheet.id == BearerNote.sheet_id)
        .where(NoteSheet.community_id == community_id)
        .group_by(NoteSheet.amount)
        .order_by(NoteSheet.amount)
        .add_columns(NoteSheet.amount)
    )
    return {row.amount: row.out for row in rows}


def _out() -> Select[Any]:
    return (
        select(func.count().label("out"))
        .select_from(BearerNote)
        .join(NoteTaking, NoteTaking.note_id == BearerNote.id, isouter=True)
        .where(BearerNote.withdrawn_at.is_(None), NoteTaking.id.is_(None))
    )


def _counted(found: Sequence[NoteSheet]) -> list[NoteCounts]:
    if not found:
        return []
    signed, gone = BearerNote.registered_at.is_not(None), BearerNote.withdrawn_at.is_not(None)
    free = NoteTaking.id.is_(None)
    rows = db.session.execute(
        select(
            BearerNote.sheet_id,
            func.count().filter(~gone & ~signed).label("unsigned"),
            func.count().filter(~gone & signed & free).label("unused"),
            func.count(NoteTaking.id).label("used"),
            func.count().filter(gone & free).label("withdrawn"),
        )
        .join(NoteTaking, NoteTaking.note_id == BearerNote.id, isouter=True)
        .where(BearerNote.sheet_id.in_([one.id for one in found]))
        .group_by(BearerNote.sheet_id)
    )
    by_sheet = {row.sheet_id: row for row in rows}
    return [
        NoteCounts(one, at.unsigned, at.unused, at.used, at.withdrawn)
        for one in found
        for at in [by_sheet[one.id]]
    ]


def organisation_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation in the body."""
    return communities.place_of_organisation(touched["body"].organisation_id)


def sheet_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation that printed the sheet in the path."""
    return _place(sheet(touched["note_sheet_id"]))


def sheet_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation that printed the sheet in the body."""
    return _place(sheet(touched["body"].sheet_id))


def _place(found: NoteSheet) -> Place:
    return Place(found.community_id, found.organisation_id)
