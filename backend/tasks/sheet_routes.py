"""HTTP of voucher sheets."""

import uuid
from collections.abc import Mapping
from typing import Any

from backend.codes import text_code
from backend.tasks import describe, queries, sheets
from backend.tasks.codes import Signer
from backend.tasks.models import TaskCodeRow
from backend.tasks.sheet_schemas import (
    CodeOnSheet,
    CodeSheet,
    CodeSheets,
    CodesOnSheet,
    NewCodeSheet,
    SheetWithdrawal,
)
from backend.web.api import Routes
from backend.web.caller import Caller, Place
from backend.web.code_schemas import PreparedCodes, SheetKey, SignedCodes
from backend.web.guards import role

routes = Routes("code_sheets")


def task_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: where the task in the body belongs."""
    return queries.place_of(touched["body"].task_id)


def sheet_in(touched: Mapping[str, Any]) -> Place:
    """For guards: where the task of the sheet in the path belongs."""
    return queries.place_of(sheets.place_task(touched["sheet_id"]))


_COORDINATOR = role("coordinator", at=sheet_in)


@routes.put(
    "/code-sheets/<uuid:sheet_id>",
    guard=role("coordinator", at=task_in_body),
    body=NewCodeSheet,
    returns=CodeSheet,
)
def put_code_sheet(sheet_id: uuid.UUID, body: NewCodeSheet, caller: Caller) -> CodeSheet:
    """Make a sheet of vouchers, to be signed next."""
    signer = Signer(bytes.fromhex(body.key_id), caller.person_id)
    sheets.create(sheet_id, body.task_id, body.count, signer)
    return _shown(sheets.counted(sheet_id))


@routes.get(
    "/tasks/<uuid:task_id>/code-sheets",
    guard=role("coordinator", at=queries.task_in),
    returns=CodeSheets,
)
def read_code_sheets(task_id: uuid.UUID, caller: Caller) -> CodeSheets:
    """The sheets of a task, with how many codes of each were used."""
    return CodeSheets(sheets=[_shown(one) for one in sheets.of_task(task_id)])


@routes.get("/code-sheets/<uuid:sheet_id>", guard=_COORDINATOR, returns=CodesOnSheet)
def read_code_sheet(sheet_id: uuid.UUID, caller: Caller) -> CodesOnSheet:
    """A sheet with all its codes."""
    found = sheets.codes_on(sheet_id)
    return CodesOnSheet(
        sheet=_shown(sheets.counted(sheet_id)),
        codes=[_code(row, used=used) for row, used in found],
        expires_at=min(row.expires_at for row, _ in found),
    )


@routes.post(
    "/code-sheets/<uuid:sheet_id>/prepare",
    guard=_COORDINATOR,
    body=SheetKey,
    returns=PreparedCodes,
)
def prepare_code_sheet(sheet_id: uuid.UUID, body: SheetKey, caller: Caller) -> PreparedCodes:
    """What the coordinator's phone has to sign next."""
    signer = Signer(bytes.fromhex(body.key_id), caller.person_id)
    return PreparedCodes(codes=sheets.prepare(sheet_id, signer))


@routes.post(
    "/code-sheets/<uuid:sheet_id>/codes",
    guard=_COORDINATOR,
    body=SignedCodes,
    returns=CodeSheet,
)
def register_codes_of_sheet(sheet_id: uuid.UUID, body: SignedCodes, caller: Caller) -> CodeSheet:
    """Make signed codes of a sheet good, all of them or none."""
    return _shown(sheets.register(sheet_id, body.jws, caller.person_id))


@routes.post(
    "/code-sheets/<uuid:sheet_id>/withdraw",
    guard=_COORDINATOR,
    body=SheetWithdrawal,
    returns=CodeSheet,
)
def withdraw_code_sheet(sheet_id: uuid.UUID, body: SheetWithdrawal, caller: Caller) -> CodeSheet:
    """Stop a whole sheet, a range of serials or one of them, at once and for good."""
    sheets.withdraw(sheet_id, sheets.Serials(body.first, body.last))
    return _shown(sheets.counted(sheet_id))


def _shown(found: sheets.Counted) -> CodeSheet:
    return CodeSheet(
        id=found.sheet.id,
        task_id=found.sheet.task_id,
        count=found.sheet.count,
        unsigned=found.unsigned,
        unused=found.unused,
        used=found.used,
        withdrawn=found.withdrawn,
        created_at=found.sheet.created_at,
    )


def _code(row: TaskCodeRow, *, used: bool) -> CodeOnSheet:
    return CodeOnSheet.model_validate(
        {
            "serial": row.serial,
            "id": row.id,
            "text": text_code.show(row.id),
            "link": describe.link(row) if row.jws else None,
            "status": _status(row, used=used),
        }
    )


def _status(row: TaskCodeRow, *, used: bool) -> str:
    if used:
        return "used"
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "unsigned" if row.jws is None else "unused"
