"""What was sealed under an older secret is sealed anew under the newest, so that the old may go."""

import uuid
from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, func, literal, select

from backend.db import db
from backend.redemption import bank_details, settlements, statements
from backend.redemption.models import BankDetails, BankStatement, Settlement, StatementEntry
from backend.redemption.sealing import ID_LENGTH, older_ids, seal, unseal


def find(community_id: uuid.UUID, most: int) -> list[Any]:
    """Up to ``most`` rows of a community that an older secret of ours still keeps closed."""
    queries = (
        select(BankDetails).where(
            BankDetails.community_id == community_id, _is_old(BankDetails.sealed)
        ),
        select(Settlement).where(Settlement.community_id == community_id, _is_old(Settlement.file)),
        select(StatementEntry)
        .join(BankStatement, BankStatement.id == StatementEntry.statement_id)
        .where(BankStatement.community_id == community_id, _is_old(StatementEntry.said)),
    )
    found: list[Any] = []
    for query in queries:
        found += db.session.scalars(query.limit(most - len(found))).all()
        if len(found) == most:
            break
    return found


def sealed_under() -> dict[str, int]:
    """How many rows of all communities each secret keeps closed, by the secret's id."""
    found: Counter[str] = Counter()
    for column in (BankDetails.sealed, Settlement.file, StatementEntry.said):
        start = func.substr(column, 1, ID_LENGTH, type_=LargeBinary)
        rows = db.session.execute(select(start, func.count()).where(column != b"").group_by(start))
        found.update({bytes(name).decode("ascii", "replace"): number for name, number in rows})
    return dict(found)


def reseal(row: Any) -> None:
    """Open a row that ``find`` gave and close it again under the newest secret."""
    column, bound_to = _sealed_column(row)
    setattr(row, column, seal(unseal(getattr(row, column), bound_to), bound_to))


def _sealed_column(row: Any) -> tuple[str, bytes]:
    if isinstance(row, BankDetails):
        return "sealed", bank_details.binding(row.owner_id, row.id)
    if isinstance(row, Settlement):
        return "file", settlements.file_binding(row.id)
    return "said", statements.binding(row.statement_id, row.number)


def _is_old(column: Any) -> ColumnElement[bool]:
    ids = older_ids()
    start = func.substr(column, 1, len(ids[0]) if ids else 1, type_=LargeBinary)
    return start.in_([literal(one, LargeBinary) for one in ids])
