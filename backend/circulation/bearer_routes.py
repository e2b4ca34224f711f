"""HTTP of notes with a code: print them, take them, take them out of circulation."""

import uuid

from flask import current_app

from backend.circulation import bearer, bearer_queries, bearer_taking
from backend.circulation import bearer_schemas as shown
from backend.circulation.bearer_models import NoteSheet
from backend.circulation.bearer_queries import NoteCounts, NoteState
from backend.clock import from_millis
from backend.codes import text_code
from backend.codes.links import build_link
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import OrganisationBrief
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.code_schemas import PreparedCodes, SheetKey, SignedCodes
from backend.web.guards import SIGNED_IN, role

routes = Routes("bearer_notes")

_PRINTER = role("coordinator", "shop_owner", at=bearer_queries.sheet_in)


@routes.get(
    "/organisations/<uuid:organisation_id>/note-sheets",
    guard=role("coordinator", "shop_owner", at=communities.organisation_in),
    returns=shown.NoteSheets,
)
def read_note_sheets(organisation_id: uuid.UUID, caller: Caller) -> shown.NoteSheets:
    """The sheets of notes that an organisation printed."""
    community = communities.community(communities.organisation(organisation_id).community_id)
    return shown.NoteSheets(
        sheets=[_sheet(one) for one in bearer_queries.sheets_of(organisation_id)],
        denominations=sorted(community_service.note_rules(community).denominations),
    )


@routes.put(
    "/note-sheets/<uuid:note_sheet_id>",
    guard=role("coordinator", "shop_owner", at=bearer_queries.organisation_in_body, fresh=True),
    body=shown.NewNoteSheet,
    returns=shown.NoteSheet,
)
def put_note_sheet(
    note_sheet_id: uuid.UUID, body: shown.NewNoteSheet, caller: Caller
) -> shown.NoteSheet:
    """Fund a sheet of notes, to be signed next."""
    order = bearer.SheetOrder(
        note_sheet_id,
        body.organisation_id,
        body.budget_id,
        body.amount,
        body.count,
        bytes.fromhex(body.key_id),
        caller.person_id,
    )
    bearer.create(order)
    return _sheet(bearer_queries.counted(note_sheet_id))


@routes.get("/note-sheets/<uuid:note_sheet_id>", guard=_PRINTER, returns=shown.NotesOnSheet)
def read_note_sheet(note_sheet_id: uuid.UUID, caller: Caller) -> shown.NotesOnSheet:
    """A sheet with all its notes."""
    found = bearer_queries.notes_on(note_sheet_id)
    return shown.NotesOnSheet(
        sheet=_sheet(bearer_queries.counted(note_sheet_id)),
        codes=[_note(one) for one in found],
        expires_at=from_millis(min(one.note.exp for one in found) * 1000),
    )


@routes.post(
    "/note-sheets/<uuid:note_sheet_id>/prepare",
    guard=_PRINTER,
    body=SheetKey,
    returns=PreparedCodes,
)
def prepare_note_sheet(note_sheet_id: uuid.UUID, body: SheetKey, caller: Caller) -> PreparedCodes:
    """What the phone has to sign next."""
    key_id = bytes.fromhex(body.key_id)
    return PreparedCodes(codes=bearer.prepare(note_sheet_id, key_id, caller.person_id))


@routes.post(
    "/note-sheets/<uuid:note_sheet_id>/codes",
    guard=_PRINTER,
    body=SignedCodes,
    returns=shown.NoteSheet,
)
def register_notes(note_sheet_id: uuid.UUID, body: SignedCodes, caller: Caller) -> shown.NoteSheet:
    """Put signed notes into circulation, all of them or none."""
    bearer.register(note_sheet_id, body.jws, caller.person_id)
    return _sheet(bearer_queries.counted(note_sheet_id))


@routes.put(
    "/note-withdrawals/<uuid:note_withdrawal_id>",
    guard=role("coordinator", "shop_owner", at=bearer_queries.sheet_in_body, fresh=True),
    body=shown.NewNoteWithdrawal,
    returns=shown.NoteWithdrawal,
)
def put_note_withdrawal(
    note_withdrawal_id: uuid.UUID, body: shown.NewNoteWithdrawal, caller: Caller
) -> shown.NoteWithdrawal:
    """Take lost notes out of circulation; their coin goes back to where it came from."""
    order = bearer.WithdrawalOrder(
        note_withdrawal_id, body.sheet_id, body.first, body.last, body.why, caller.person_id
    )
    made = bearer.withdraw(order)
    sheet = _sheet(bearer_queries.counted(made.sheet_id))
    return shown.NoteWithdrawal(
        id=made.id, count=made.count, amount=made.count * sheet.amount, at=made.at, sheet=sheet
    )


@routes.post(
    "/bearer-notes/read", guard=SIGNED_IN, body=shown.ScannedNote, returns=shown.NoteReading
)
def read_note(body: shown.ScannedNote, caller: Caller) -> shown.NoteReading:
    """Say what a scanned or typed note is, before anybody takes it."""
    note, sheet = bearer_taking.read(caller, body.code)
    return shown.NoteReading(
        amount=sheet.amount,
        serial=note.serial,
        organisation=_organisation(sheet),
        community_id=sheet.community_id,
        expires_at=from_millis(note.exp * 1000),
    )


@routes.put(
    "/note-takings/<uuid:taking_id>",
    guard=SIGNED_IN,
    body=shown.NewNoteTaking,
    returns=shown.NoteTaking,
)
def put_note_taking(
    taking_id: uuid.UUID, body: shown.NewNoteTaking, caller: Caller
) -> shown.NoteTaking:
    """Take a note: whoever is first has the coin."""
    order = bearer_taking.TakingOrder(taking_id, body.code, body.shop_id)
    made = bearer_taking.take(caller, order)
    sheet = bearer_queries.sheet(made.sheet_id)
    return shown.NoteTaking(
        id=made.id,
        amount=sheet.amount,
        serial=bearer_queries.note(made.note_id).serial,
        organisation=_organisation(sheet),
        shop_id=made.shop_id,
        at=made.at,
    )


def _organisation(sheet: NoteSheet) -> OrganisationBrief:
    return communities.organisation_names({sheet.organisation_id})[sheet.organisation_id]


def _sheet(found: NoteCounts) -> shown.NoteSheet:
    sheet = found.sheet
    return shown.NoteSheet(
        id=sheet.id,
        organisation=_organisation(sheet),
        budget_id=sheet.budget_id,
        amount=sheet.amount,
        count=sheet.count,
        unsigned=found.unsigned,
        unused=found.unused,
        used=found.used,
        withdrawn=found.withdrawn,
        created_at=sheet.created_at,
    )


def _note(one: NoteState) -> shown.NoteOnSheet:
    origin = current_app.config["WIJKMUNT"].origin
    return shown.NoteOnSheet.model_validate(
        {
            "serial": one.note.serial,
            "id": one.note.id,
            "text": text_code.show(one.note.id),
            "link": build_link(origin, one.note.jws) if one.note.jws else None,
            "status": one.status,
        }
    )
