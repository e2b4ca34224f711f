"""Use cases: take in a bank statement, and book what it says, bit by bit.

Taking in writes every line down, in one unit of work, and books nothing. Booking goes through
the lines that wait, each in a unit of work of its own, for a few seconds at a time: whoever
asked sees how far it is and asks again, and a process that dies in between leaves no harm.
"""

import hashlib
import json
import time
import uuid

from sqlalchemy import select, update

from backend import clock
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import NotFound, Refused
from backend.ids import new_id
from backend.redemption import bank_details, booking, camt
from backend.redemption.booking import Result, Seen
from backend.redemption.camt import Entry, Statement
from backend.redemption.errors import StatementOtherAccount
from backend.redemption.models import BankStatement, SettlementLine, StatementEntry
from backend.redemption.sealing import seal

MOST_BYTES = 5 * 1024 * 1024
SECONDS_AT_ONCE = 2.0
_REFERENCES_AT_ONCE = 1_000


def take_in(community_id: uuid.UUID, data: bytes, by: uuid.UUID) -> list[uuid.UUID]:
    """Write down the statements of a camt.053 file; those that are known are not written again.

    Raises StatementXmlUnsafe, StatementUnreadable, StatementWrongCurrency, StatementTooLong,
    StatementOtherAccount.
    """
    found = camt.read(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return _take_in(community_id, found, sha256, by)


def book(statement_id: uuid.UUID) -> None:
    """Book lines that wait, for about two seconds at most."""
    until = time.monotonic() + SECONDS_AT_ONCE
    for number in _waiting(statement_id):
        _book_one(statement_id, number)
        if time.monotonic() > until:
            return


@unit_of_work
def try_again(statement_id: uuid.UUID) -> None:
    """Let lines wait again that the ledger refused, for lack of reserve for instance."""
    db.session.execute(
        update(StatementEntry)
        .where(
            StatementEntry.statement_id == statement_id,
            StatementEntry.outcome == "unmatched",
            StatementEntry.why.in_(["not_enough_coins", "reserve_too_small"]),
        )
        .values(outcome="waiting", why=None)
    )


def binding(statement_id: uuid.UUID, number: int) -> bytes:
    """What the remark of a line is sealed to."""
    return b"statement/" + statement_id.bytes + number.to_bytes(4)


@again_on(DuplicateRow)
@unit_of_work
def _take_in(
    community_id: uuid.UUID, found: list[Statement], sha256: str, by: uuid.UUID
) -> list[uuid.UUID]:
    own = _own_accounts(community_id)
    if any(one.iban not in own for one in found):
        raise StatementOtherAccount
    return [_keep(community_id, one, own[one.iban], sha256, by) for one in found]


def _own_accounts(community_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The community's accounts of now and before: the newest details of each number."""
    ids = [version.id for version in bank_details.history(community_id)][::-1]
    opened = bank_details.opened(ids)
    return {opened[one].iban: one for one in ids}


def _keep(
    community_id: uuid.UUID, found: Statement, account_id: uuid.UUID, sha256: str, by: uuid.UUID
) -> uuid.UUID:
    mark = f"{found.iban[-4:]}/{found.mark}"
    known = db.session.scalar(
        select(BankStatement.id).where(
            BankStatement.community_id == community_id, BankStatement.mark == mark
        )
    )
    if known is not None:
        return known
    statement_id = new_id()
    db.session.add(
        BankStatement(
            id=statement_id,
            community_id=community_id,
            account_id=account_id,
            mark=mark,
            sha256=sha256,
            first_day=found.first_day,
            last_day=found.last_day,
            uploaded_by=by,
            uploaded_at=clock.now(),
        )
    )
    db.session.flush()
    ours = _ours(found)
    db.session.add_all(
        _row(statement_id, number, entry, entry.end_to_end_id in ours)
        for number, entry in enumerate(found.entries)
    )
    return statement_id


def _ours(found: Statement) -> set[str]:
    """Of the end-to-end ids on a statement, those that some payout here has."""
    references = sorted({entry.end_to_end_id for entry in found.entries} - {""})
    ours: set[str] = set()
    for start in range(0, len(references), _REFERENCES_AT_ONCE):
        part = references[start : start + _REFERENCES_AT_ONCE]
        ours.update(
            db.session.scalars(
                select(SettlementLine.end_to_end_id).where(SettlementLine.end_to_end_id.in_(part))
            )
        )
    return ours


def _row(statement_id: uuid.UUID, number: int, entry: Entry, ours: bool) -> StatementEntry:
    remark = json.dumps({"remark": entry.remark, "reference": "" if ours else entry.end_to_end_id})
    return StatementEntry(
        statement_id=statement_id,
        number=number,
        direction=entry.direction,
        euro_cents=entry.cents,
        day=entry.day,
        end_to_end_id=entry.end_to_end_id if ours else "",
        return_reason=entry.return_reason,
        said=seal(remark.encode(), binding(statement_id, number)),
        outcome="waiting" if ours else "unmatched",
        why=None if ours else "no_such_payout",
    )


def _waiting(statement_id: uuid.UUID) -> list[int]:
    """Lines to book: what went out before what came back, in the order of the statement."""
    return list(
        db.session.scalars(
            select(StatementEntry.number)
            .where(StatementEntry.statement_id == statement_id, StatementEntry.outcome == "waiting")
            .order_by(StatementEntry.direction.desc(), StatementEntry.number)
        )
    )


def _book_one(statement_id: uuid.UUID, number: int) -> None:
    try:
        _settle(statement_id, number)
    except Refused as refusal:
        _note(statement_id, number, Result("unmatched", refusal.code))


@unit_of_work
def _settle(statement_id: uuid.UUID, number: int) -> None:
    entry = _held(statement_id, number)
    if entry.outcome != "waiting":
        return
    statement = db.session.get_one(BankStatement, statement_id)
    seen = Seen(
        end_to_end_id=entry.end_to_end_id,
        cents=entry.euro_cents,
        direction=entry.direction,
        account_id=statement.account_id,
        return_reason=entry.return_reason,
    )
    _write(entry, booking.settle(statement.community_id, seen))


@unit_of_work
def _note(statement_id: uuid.UUID, number: int, result: Result) -> None:
    entry = _held(statement_id, number)
    if entry.outcome == "waiting":
        _write(entry, result)


def _write(entry: StatementEntry, result: Result) -> None:
    entry.outcome, entry.why, entry.line_id = result.outcome, result.why, result.line_id
    db.session.flush()


def _held(statement_id: uuid.UUID, number: int) -> StatementEntry:
    row = db.session.get(
        StatementEntry, (statement_id, number), populate_existing=True, with_for_update=True
    )
    if row is None:
        raise NotFound
    return row
