"""Use cases of treasurers: gather requests into a settlement, check it, release it, or undo it."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, update

from backend import clock
from backend.communities import queries as communities
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import IdConflict, NotFound, SamePerson
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.notices import service as notices
from backend.redemption import bank_details, bank_file, requests, sepa
from backend.redemption.bank_file import Order, Payout
from backend.redemption.errors import (
    BankDetailsMissing,
    NothingToSettle,
    PayoutsExceedReserve,
    SettlementClosed,
    SettlementUnchecked,
)
from backend.redemption.models import Redemption, Settlement, SettlementLine
from backend.redemption.sealing import seal

MOST_LINES = 500
_TRIES = 3


@again_on(DuplicateRow)
def gather(settlement_id: uuid.UUID, community_id: uuid.UUID, by: uuid.UUID) -> uuid.UUID:
    """Put the open requests (the oldest 500) into a settlement, each with its account of now.

    The same again is the first one. Raises IdConflict, NothingToSettle.
    """
    return gather_in_unit(settlement_id, community_id, by)


@unit_of_work
def gather_in_unit(
    settlement_id: uuid.UUID,
    community_id: uuid.UUID,
    by: uuid.UUID | None,
    cut_off: date | None = None,
) -> uuid.UUID:
    """``gather`` as part of a unit of work; by nobody when the calendar does it (``cut_off``)."""
    if _gathered_before(settlement_id, community_id, by, cut_off):
        return settlement_id
    wanted = _open_requests(community_id, cut_off)
    # Whoever did the same at the same instant held the requests until now.
    if _gathered_before(settlement_id, community_id, by, cut_off):
        return settlement_id
    if not wanted:
        raise NothingToSettle
    db.session.add(
        Settlement(
            id=settlement_id,
            community_id=community_id,
            status="gathered",
            gathered_by=by,
            gathered_at=clock.now(),
            cut_off=cut_off,
        )
    )
    db.session.flush()
    for request in wanted:
        _add_line(settlement_id, request)
    db.session.flush()
    others = [one for one in bank_details.treasurers(community_id) if one != by]
    _tell_waiting(others, settlement_id, community_id, wanted)
    return settlement_id


def _gathered_before(
    settlement_id: uuid.UUID, community_id: uuid.UUID, by: uuid.UUID | None, cut_off: date | None
) -> bool:
    first = db.session.get(Settlement, settlement_id)
    if first is None:
        return False
    if (first.community_id, first.cut_off) != (community_id, cut_off):
        raise IdConflict
    if cut_off is None and first.gathered_by != by:
        raise IdConflict
    return True


@unit_of_work
def check(settlement_id: uuid.UUID, by: uuid.UUID) -> None:
    """Answer for a settlement that the calendar gathered: its checker counts as its maker.

    Raises SettlementClosed.
    """
    row = _held(settlement_id)
    _require_gathered(row)
    if row.gathered_by is None:
        row.gathered_by = by


@unit_of_work
def take_out(settlement_id: uuid.UUID, redemption_id: uuid.UUID, by: uuid.UUID) -> None:
    """Leave a request out: it is open again. With the last one the settlement is dissolved.

    Raises SettlementClosed, NotFound.
    """
    row = _held(settlement_id)
    _require_gathered(row)
    found = [line for line in _lines(settlement_id) if line.redemption_id == redemption_id]
    if not found:
        raise NotFound
    _leave_out(found, by)
    row.refused_by = row.refused_at = row.refused_why = None
    if not _lines(settlement_id):
        row.status = "dissolved"


@unit_of_work
def dissolve(settlement_id: uuid.UUID, by: uuid.UUID) -> None:
    """Let all requests of a settlement be open again. Raises SettlementClosed."""
    row = _held(settlement_id)
    if row.status == "dissolved":
        return
    _require_gathered(row)
    _leave_out(_lines(settlement_id), by)
    row.status = "dissolved"


@unit_of_work
def refuse(settlement_id: uuid.UUID, why: str, by: uuid.UUID) -> None:
    """Say why it should not be released as it is; it stays gathered, and its maker is told.

    Raises SettlementClosed, SamePerson.
    """
    row = _held(settlement_id)
    _require_gathered(row)
    if row.gathered_by == by:
        raise SamePerson
    row.refused_by, row.refused_at, row.refused_why = by, clock.now(), why
    told = [row.gathered_by] if row.gathered_by else bank_details.treasurers(row.community_id)
    notices.tell(told, row.community_id, "settlement_refused", settlement_id=row.id, why=why)


def release(settlement_id: uuid.UUID, by: uuid.UUID) -> None:
    """Make the bank file, once; from now on the payouts are the bank's to make.

    Releasing again changes nothing. Raises SamePerson, SettlementUnchecked, SettlementClosed,
    BankDetailsMissing, PayoutsExceedReserve.
    """
    for _ in range(_TRIES):
        # Checking against the schema takes a second, in which nothing else should have to wait.
        row, lines = _found(settlement_id), _lines(settlement_id)
        if row.status == "released":
            return
        _require_releasable(row, by)
        order = _order(row, lines)
        made = bank_file.make(order)
        if _release(settlement_id, by, [line.id for line in lines], order, made):
            return
    raise SettlementClosed(state="gathered")


@unit_of_work
def _release(
    settlement_id: uuid.UUID,
    by: uuid.UUID,
    line_ids: Sequence[uuid.UUID],
    order: Order,
    made: bytes,
) -> bool:
    """Whether it is released, and not for other lines than the file was made of."""
    row = _held(settlement_id)
    if row.status == "released":
        return True
    _require_releasable(row, by)
    lines = _lines(settlement_id)
    if [line.id for line in lines] != list(line_ids):
        return False
    _require_reserve(row.community_id, sum(line.euro_cents for line in lines))
    row.file = seal(made, file_binding(settlement_id))
    row.debtor_id, row.execution_day = order.debtor.id, order.execution_day
    row.released_by, row.released_at = by, clock.now()
    row.status = "released"
    for line in lines:
        requests.change(requests.locked(line.redemption_id), "released")
    return True


def file_binding(settlement_id: uuid.UUID) -> bytes:
    """What the bank file of a settlement is sealed to."""
    return b"bank file/" + settlement_id.bytes


def message_id(settlement_id: uuid.UUID) -> str:
    """The file's own id at the bank."""
    return f"WM{settlement_id.hex}"


def _order(row: Settlement, lines: Sequence[SettlementLine]) -> Order:
    debtor = bank_details.current(row.community_id)
    if debtor is None:
        raise BankDetailsMissing(of="community")
    community = communities.community(row.community_id)
    opened = bank_details.opened([debtor.id, *(line.bank_details_id for line in lines)])
    now = clock.now()
    return Order(
        message_id=message_id(row.id),
        made_at=now,
        execution_day=sepa.banking_day(community.day(now)),
        debtor=opened[debtor.id],
        payouts=[
            Payout(
                end_to_end_id=line.end_to_end_id,
                cents=line.euro_cents,
                to=opened[line.bank_details_id],
                remark=f"{community.name}, {community.currency.plural}",
            )
            for line in lines
        ],
    )


def _require_gathered(row: Settlement) -> None:
    if row.status != "gathered":
        raise SettlementClosed(state=row.status)


def _require_releasable(row: Settlement, by: uuid.UUID) -> None:
    _require_gathered(row)
    if row.gathered_by is None:
        raise SettlementUnchecked
    if row.gathered_by == by:
        raise SamePerson


def _require_reserve(community_id: uuid.UUID, needed: int) -> None:
    """The reserve must bear what is at the bank already and these payouts too."""
    account_id = ledger.reserve(community_id)
    held = ledger.lock([account_id])[account_id]
    under_way = db.session.scalar(
        select(func.coalesce(func.sum(SettlementLine.euro_cents), 0))
        .join(Settlement, Settlement.id == SettlementLine.settlement_id)
        .where(
            Settlement.community_id == community_id,
            Settlement.status == "released",
            SettlementLine.taken_out_at.is_(None),
            SettlementLine.paid_at.is_(None),
        )
    )
    available = max(0, held - int(under_way or 0))
    if needed > available:
        raise PayoutsExceedReserve(needed_cents=needed, available_cents=available)


def _open_requests(community_id: uuid.UUID, cut_off: date | None) -> list[Redemption]:
    wanted = select(Redemption).where(
        Redemption.community_id == community_id, Redemption.status == "open"
    )
    if cut_off is not None:
        timezone = communities.community(community_id).timezone
        wanted = wanted.where(Redemption.asked_at < clock.midnight(cut_off, timezone))
    rows = db.session.scalars(
        wanted.order_by(Redemption.asked_at, Redemption.id)
        .limit(MOST_LINES)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    # On PostgreSQL a row that was changed while we waited for it is read again, then left out.
    return [row for row in rows if row.status == "open"]


def _add_line(settlement_id: uuid.UUID, request: Redemption) -> None:
    details = bank_details.current(request.organisation_id)
    assert details is not None  # noqa: S101 - no request is made without, and none is removed
    line_id = new_id()
    db.session.add(
        SettlementLine(
            id=line_id,
            settlement_id=settlement_id,
            redemption_id=request.id,
            attempt=request.attempt,
            bank_details_id=details.id,
            end_to_end_id=f"WM{line_id.hex}",
            amount=request.amount,
            fee=request.fee,
            fee_parts=request.fee_parts,
            euro_cents=request.euro_cents,
            fee_kept=0,
        )
    )
    requests.change(request, "gathered")


def _leave_out(lines: Sequence[SettlementLine], by: uuid.UUID) -> None:
    now = clock.now()
    db.session.execute(
        update(SettlementLine)
        .where(SettlementLine.id.in_([line.id for line in lines]))
        .values(taken_out_at=now, taken_out_by=by)
    )
    for line in lines:
        requests.change(requests.locked(line.redemption_id), "open")


def _tell_waiting(
    people: Sequence[uuid.UUID],
    settlement_id: uuid.UUID,
    community_id: uuid.UUID,
    wanted: Sequence[Redemption],
) -> None:
    cents = sum(request.euro_cents for request in wanted)
    notices.tell(
        people,
        community_id,
        "settlement_waiting",
        settlement_id=settlement_id,
        euro_cents=cents,
        count=len(wanted),
    )


def _lines(settlement_id: uuid.UUID) -> list[SettlementLine]:
    return list(
        db.session.scalars(
            select(SettlementLine)
            .where(
                SettlementLine.settlement_id == settlement_id,
                SettlementLine.taken_out_at.is_(None),
            )
            .order_by(SettlementLine.id)
        )
    )


def _found(settlement_id: uuid.UUID) -> Settlement:
    row = db.session.get(Settlement, settlement_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row


def _held(settlement_id: uuid.UUID) -> Settlement:
    row = db.session.scalar(
        select(Settlement)
        .where(Settlement.id == settlement_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row
