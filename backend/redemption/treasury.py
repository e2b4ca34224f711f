"""Settlements and bank statements as treasurers see them."""

import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from backend.communities import queries as communities
from backend.communities.queries import OrganisationBrief
from backend.db import db
from backend.identity import queries as identity
from backend.ledger import queries as ledger
from backend.redemption import bank_details, queries, schemas, settlements, statements
from backend.redemption.errors import SettlementNotReleased
from backend.redemption.models import (
    BankDetails,
    BankStatement,
    Redemption,
    Settlement,
    SettlementLine,
    StatementEntry,
)
from backend.redemption.sealing import unseal

MOST_LINES = 200


def overview(community_id: uuid.UUID, person_id: uuid.UUID) -> schemas.SettlementList:
    """What is open, what the reserve holds, and the settlements, newest first."""
    count, cents = queries.open_requests(community_id)
    debtor = bank_details.current(community_id)
    return schemas.SettlementList(
        open_count=count,
        open_cents=cents,
        reserve_cents=ledger.reserve_cents(community_id),
        debtor_last4=debtor.last4 if debtor else None,
        settlements=[
            schemas.Settlement(**fields)
            for fields in _settlements(queries.settlements(community_id), person_id)
        ],
    )


def settlement(settlement_id: uuid.UUID, person_id: uuid.UUID) -> schemas.SettlementWithLines:
    """A settlement with its payouts."""
    row = queries.settlement(settlement_id)
    (fields,) = _settlements([row], person_id)
    return schemas.SettlementWithLines(**fields, lines=_payouts(settlement_id))


def file_of(settlement_id: uuid.UUID) -> tuple[str, bytes]:
    """The bank file's name and its bytes, the same each time. Raises SettlementNotReleased."""
    row = queries.settlement(settlement_id)
    if row.file is None or row.execution_day is None:
        raise SettlementNotReleased
    name = f"settlement-{row.execution_day.isoformat()}-{row.id.hex[-8:]}.xml"
    return name, unseal(row.file, settlements.file_binding(settlement_id))


def statement_list(community_id: uuid.UUID) -> schemas.BankStatementList:
    """The statements that were uploaded, newest first."""
    return statement_briefs(queries.statements(community_id))


def uploaded(ids: Sequence[uuid.UUID]) -> schemas.BankStatementList:
    """The statements of one file, in its order."""
    return statement_briefs([db.session.get_one(BankStatement, one) for one in ids])


def statement_briefs(rows: Sequence[BankStatement]) -> schemas.BankStatementList:
    """Statements with how many of their lines came to what."""
    return schemas.BankStatementList(
        statements=[schemas.BankStatement(**fields) for fields in _statements(rows)]
    )


def statement(
    statement_id: uuid.UUID, query: schemas.StatementQuery
) -> schemas.BankStatementWithLines:
    """A statement with a page of its lines."""
    (fields,) = _statements([db.session.get_one(BankStatement, statement_id)])
    wanted = select(StatementEntry).where(
        StatementEntry.statement_id == statement_id, StatementEntry.number > query.after
    )
    if query.outcome is not None:
        wanted = wanted.where(StatementEntry.outcome == query.outcome)
    rows = db.session.scalars(wanted.order_by(StatementEntry.number).limit(MOST_LINES + 1)).all()
    shown = rows[:MOST_LINES]
    names = _organisations(row.line_id for row in shown if row.line_id)
    return schemas.BankStatementWithLines(
        **fields,
        lines=[_entry(row, names) for row in shown],
        next=shown[-1].number if len(rows) > MOST_LINES else None,
    )


def _settlements(rows: Sequence[Settlement], person_id: uuid.UUID) -> list[dict[str, Any]]:
    sums = _sums([row.id for row in rows])
    acts = ("gathered_by", "released_by", "refused_by")
    people = {getattr(row, act) for row in rows for act in acts} - {None}
    names = identity.display_names(people)
    return [_settlement(row, sums.get(row.id, (0, 0, 0, 0, 0, 0)), names, person_id)
            for row in rows]  # fmt: skip


def _settlement(
    row: Settlement,
    sums: tuple[int, ...],
    names: dict[uuid.UUID, str],
    person_id: uuid.UUID,
) -> dict[str, Any]:
    count, amount, fee, cents, paid, returned = sums
    refused = None
    if row.refused_by and row.refused_at and row.refused_why:
        refused = schemas.RefusedBy(
            by_name=names.get(row.refused_by, ""), at=row.refused_at, why=row.refused_why
        )
    return {
        "id": row.id,
        "community_id": row.community_id,
        "status": row.status,
        "gathered_at": row.gathered_at,
        "gathered_by_name": names.get(row.gathered_by, "") if row.gathered_by else None,
        "mine": row.gathered_by == person_id,
        "cut_off": row.cut_off,
        "refused": refused,
        "released_at": row.released_at,
        "released_by_name": names.get(row.released_by, "") if row.released_by else None,
        "execution_day": row.execution_day,
        "count": count,
        "amount": amount,
        "fee": fee,
        "euro_cents": cents,
        "paid": paid,
        "returned": returned,
    }


def _sums(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[int, ...]]:
    """By settlement: payouts, minor units, fee, cents, how many are paid and came back."""
    line = SettlementLine
    rows = db.session.execute(
        select(
            line.settlement_id,
            func.count(),
            func.sum(line.amount),
            func.sum(line.fee),
            func.sum(line.euro_cents),
            func.count(line.paid_at) - func.count(line.returned_at),
            func.count(line.returned_at),
        )
        .where(line.settlement_id.in_(ids), line.taken_out_at.is_(None))
        .group_by(line.settlement_id)
    )
    return {row[0]: tuple(int(value) for value in row[1:]) for row in rows}


def _payouts(settlement_id: uuid.UUID) -> list[schemas.SettlementLine]:
    line = SettlementLine
    rows = db.session.execute(
        select(line, Redemption.organisation_id, BankDetails.last4)
        .join(Redemption, Redemption.id == line.redemption_id)
        .join(BankDetails, BankDetails.id == line.bank_details_id)
        .where(line.settlement_id == settlement_id, line.taken_out_at.is_(None))
        .order_by(line.id)
    ).all()
    names = communities.organisation_names({row.organisation_id for row in rows})
    return [
        schemas.SettlementLine(
            redemption_id=found.redemption_id,
            organisation=names[organisation_id],
            amount=found.amount,
            fee=found.fee,
            fee_kept=found.fee_kept,
            euro_cents=found.euro_cents,
            last4=last4,
            end_to_end_id=found.end_to_end_id,
            state="returned" if found.returned_at else "paid" if found.paid_at else "waiting",
            return_reason=found.return_reason,
        )
        for found, organisation_id, last4 in rows
    ]


def _statements(rows: Sequence[BankStatement]) -> list[dict[str, Any]]:
    counts = _counts([row.id for row in rows])
    names = identity.display_names({row.uploaded_by for row in rows})
    accounts = {
        row.id: row.last4
        for row in db.session.execute(
            select(BankDetails.id, BankDetails.last4).where(
                BankDetails.id.in_({row.account_id for row in rows})
            )
        )
    }
    made: list[dict[str, Any]] = []
    for row in rows:
        found = counts.get(row.id, {})
        total = sum(found.values())
        made.append(
            {
                "id": row.id,
                "last4": accounts[row.account_id],
                "first_day": row.first_day,
                "last_day": row.last_day,
                "uploaded_at": row.uploaded_at,
                "uploaded_by_name": names.get(row.uploaded_by, ""),
                "total": total,
                "done": total - found.get("waiting", 0),
                "counts": schemas.StatementCounts(**found),
            }
        )
    return made


def _counts(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, int]]:
    rows = db.session.execute(
        select(StatementEntry.statement_id, StatementEntry.outcome, func.count())
        .where(StatementEntry.statement_id.in_(ids))
        .group_by(StatementEntry.statement_id, StatementEntry.outcome)
    )
    counts: dict[uuid.UUID, dict[str, int]] = {}
    for statement_id, outcome, number in rows:
        counts.setdefault(statement_id, {})[outcome] = number
    return counts


def _organisations(line_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, OrganisationBrief]:
    """The organisations that settlement lines pay, by line."""
    rows = db.session.execute(
        select(SettlementLine.id, Redemption.organisation_id)
        .join(Redemption, Redemption.id == SettlementLine.redemption_id)
        .where(SettlementLine.id.in_(set(line_ids)))
    ).all()
    names = communities.organisation_names({row.organisation_id for row in rows})
    return {row.id: names[row.organisation_id] for row in rows}


def _entry(row: StatementEntry, names: dict[uuid.UUID, OrganisationBrief]) -> schemas.StatementLine:
    said = json.loads(unseal(row.said, statements.binding(row.statement_id, row.number)))
    return schemas.StatementLine.model_validate(
        {
            "number": row.number,
            "direction": row.direction,
            "euro_cents": row.euro_cents,
            "day": row.day,
            "outcome": row.outcome,
            "why": row.why,
            "organisation": names.get(row.line_id) if row.line_id else None,
            "return_reason": row.return_reason,
            "remark": said["remark"],
            "reference": row.end_to_end_id or said["reference"],
        }
    )
