"""Sheets for tests: vouchers and notes that a coordinator's phone signed. Need an app context."""

import uuid
from collections.abc import Mapping
from typing import Any

from backend.circulation import bearer
from backend.circulation.bearer import SheetOrder
from backend.ids import new_id
from tests.factories.rules import set_rule
from tests.factories.tasks import Desk, expect, sign


def new_sheet(
    desk: Desk, task: Mapping[str, Any], count: int, sheet_id: uuid.UUID | None = None
) -> Any:
    """Ask for a sheet of vouchers; the server's answer."""
    body = {"task_id": task["id"], "count": count, "key_id": desk.key_id.hex()}
    return desk.send("PUT", f"/code-sheets/{sheet_id or new_id()}", body)


def sign_next(desk: Desk, sheet: Mapping[str, Any], base: str = "/code-sheets") -> int:
    """Sign and register the next portion of a sheet; says how many codes that were."""
    path, key = f"{base}/{sheet['id']}", {"key_id": desk.key_id.hex()}
    prepared = expect(200, desk.send("POST", f"{path}/prepare", key))["codes"]
    if prepared:
        signed = [sign(one, desk.private_key) for one in prepared]
        expect(200, desk.send("POST", f"{path}/codes", {"jws": signed}))
    return len(prepared)


def vouchers(desk: Desk, count: int, **fields: object) -> tuple[dict[str, Any], list[Any]]:
    """A signed sheet of a new task, and its codes by serial."""
    sheet = expect(200, new_sheet(desk, desk.offer(**fields), count))
    while sign_next(desk, sheet):
        pass
    return sheet, on_sheet(desk, sheet)


def on_sheet(
    desk: Desk, sheet: Mapping[str, Any], base: str = "/code-sheets"
) -> list[dict[str, Any]]:
    """The codes of a sheet as the server shows them."""
    found: list[dict[str, Any]] = expect(200, desk.send("GET", f"{base}/{sheet['id']}"))["codes"]
    return found


def printed(desk: Desk, task: Mapping[str, Any]) -> dict[str, object]:
    """What the contract tests need: a sheet of ``task`` and one of notes, by path argument."""
    set_rule(desk.community.id, "notes", {"denominations": [100]})
    sheet = bearer.create(
        SheetOrder(
            new_id(), desk.organisation.id, desk.budget.id, 100, 2, desk.key_id, desk.person_id
        )
    )
    return {
        "sheet_id": expect(200, new_sheet(desk, task, 2))["id"],
        "note_sheet_id": sheet.id,
        "note_withdrawal_id": new_id(),
        "taking_id": new_id(),
    }


def sheet_bodies(
    desk: Desk, task_id: str, jws: str, things: Mapping[str, object]
) -> dict[str, Any]:
    """A body that fits each operation with sheets."""
    key = {"key_id": desk.key_id.hex()}
    note_sheet = {"organisation_id": str(desk.organisation.id), "amount": 100, "count": 1, **key}
    return {
        "put_code_sheet": {"task_id": task_id, "count": 1, **key},
        "prepare_code_sheet": key,
        "register_codes_of_sheet": {"jws": [jws]},
        "withdraw_code_sheet": {},
        "put_note_sheet": note_sheet,
        "prepare_note_sheet": key,
        "register_notes": {"jws": [jws]},
        "put_note_withdrawal": {
            "sheet_id": str(things["note_sheet_id"]), "first": 1, "last": 1, "why": "proef",
        },
        "read_note": {"code": jws},
        "put_note_taking": {"code": jws, "shop_id": None},
    }  # fmt: skip
