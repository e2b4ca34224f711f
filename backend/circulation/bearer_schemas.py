"""What the API takes and says about notes with a code. Amounts are minor units."""

from typing import Annotated, Literal

from pydantic import Field

from backend.communities.queries import OrganisationBrief
from backend.web.code_schemas import KeyId, Serial
from backend.web.schemas import Amount, Ident, Schema, Text, Time


class NewNoteSheet(Schema):
    """A sheet of notes of one amount, out of a budget, or out of the till without one."""

    organisation_id: Ident
    budget_id: Ident | None = None
    amount: Amount
    count: Serial
    key_id: KeyId


class NoteSheet(Schema):
    """A sheet: ``count`` notes of ``amount``, of which so many are in each state."""

    id: Ident
    organisation: OrganisationBrief
    budget_id: Ident | None
    amount: Amount
    count: int
    unsigned: int
    unused: int
    used: int
    withdrawn: int
    created_at: Time


class NoteSheets(Schema):
    """The sheets of an organisation, newest first, and what it may print.

    ``denominations``: the amounts of notes by the community's rules; empty when there are none.
    """

    sheets: list[NoteSheet]
    denominations: list[Amount]


class NoteOnSheet(Schema):
    """One note of a sheet; ``link`` is null until it is signed."""

    serial: int
    id: str
    text: str
    link: str | None
    status: Literal["unsigned", "unused", "used", "withdrawn"]


class NotesOnSheet(Schema):
    """A sheet with every note on it, by serial, and until when they are good."""

    sheet: NoteSheet
    codes: list[NoteOnSheet]
    expires_at: Time


class NewNoteWithdrawal(Schema):
    """Which serials are lost, and why they are withdrawn."""

    sheet_id: Ident
    first: Serial
    last: Serial
    why: Annotated[Text, Field(min_length=1, max_length=500)]


class NoteWithdrawal(Schema):
    """``count`` notes were withdrawn and ``amount`` coin went back."""

    id: Ident
    count: int
    amount: Amount
    at: Time
    sheet: NoteSheet


class ScannedNote(Schema):
    """What was scanned (a JWS or the link around it) or typed (a text code)."""

    code: str


class NoteReading(Schema):
    """What a note is, before it is taken."""

    amount: Amount
    serial: int
    organisation: OrganisationBrief
    community_id: Ident
    expires_at: Time


class NewNoteTaking(ScannedNote):
    """Take a note: into the till of ``shop_id``, or without one into the caller's wallet."""

    shop_id: Ident | None = None


class NoteTaking(Schema):
    """A note was taken."""

    id: Ident
    amount: Amount
    serial: int
    organisation: OrganisationBrief
    shop_id: Ident | None
    at: Time
