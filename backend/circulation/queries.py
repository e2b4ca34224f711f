"""Reads of the coin's own rules, and the places that its routes touch."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_

from backend.circulation import bearer_queries
from backend.circulation.credit_models import CreditLine, LineChange, Loan
from backend.circulation.models import Netting, NoteExchange, Sale, Trade
from backend.communities import queries as communities
from backend.db import Id, Model, db
from backend.errors import NotFound
from backend.programmes import queries as programmes
from backend.web.caller import Place

is_note = bearer_queries.is_note
is_signed_note = bearer_queries.is_signed
note_keys = bearer_queries.signing_keys
printed_notes = bearer_queries.printed

M = TypeVar("M", bound=Model)
_NEWEST = 50
_MOST = 500


def desk_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community in the path, and the organisation (if any) in the body."""
    return _place(touched["community_id"], touched["body"].organisation_id)


def sale_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community in the body, and the exchange office (if any)."""
    return _place(touched["body"].community_id, touched["body"].office_id)


def community_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the community in the body."""
    return _place(touched["body"].community_id, None)


def budget_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the place of the budget in the body."""
    return programmes.budget(touched["body"].budget_id).place


def payer_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation that pays a trade."""
    return communities.place_of_organisation(touched["body"].from_organisation_id)


def employer_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation that pays a wage."""
    return communities.place_of_organisation(touched["body"].organisation_id)


def payee_of_trade_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation that received the trade in the body."""
    found = _found(Trade, touched["body"].trade_id)
    return Place(found.community_id, found.payee_id)


def place_of_change(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the line change in the path."""
    return Place(_found(LineChange, touched["change_id"]).community_id)


def place_of_line(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the credit line in the path."""
    return Place(_found(CreditLine, touched["line_id"]).community_id)


def place_of_loan(touched: Mapping[str, Any]) -> Place:
    """For guards: the community of the loan in the path."""
    return Place(_found(Loan, touched["loan_id"]).community_id)


def loan(loan_id: uuid.UUID) -> Loan:
    """The loan. Raises NotFound."""
    return _found(Loan, loan_id)


def sales(community_id: uuid.UUID, before: uuid.UUID | None, limit: int) -> list[Sale]:
    """Up to ``limit`` sales, newest first, from after the sale ``before`` on."""
    wanted = select(Sale).where(Sale.community_id == community_id, *_after(Sale, before))
    newest = wanted.order_by(Sale.at.desc(), Sale.id.desc()).limit(limit)
    return list(db.session.scalars(newest))


def gifts_owed(community_id: uuid.UUID) -> int:
    """What the fund owes to associations, minor units."""
    total = select(func.coalesce(func.sum(Sale.gift), 0)).where(
        Sale.community_id == community_id, Sale.gift > 0, Sale.gift_paid_at.is_(None)
    )
    return int(db.session.execute(total).scalar_one())


def note_exchanges(community_id: uuid.UUID) -> list[NoteExchange]:
    """The newest exchanges of notes, newest first."""
    wanted = select(NoteExchange).where(NoteExchange.community_id == community_id)
    newest = wanted.order_by(NoteExchange.at.desc(), NoteExchange.id.desc()).limit(_NEWEST)
    return list(db.session.scalars(newest))


def nettings(community_id: uuid.UUID) -> list[Netting]:
    """The newest settlements with other communities, newest first."""
    wanted = select(Netting).where(
        or_(Netting.payer_id == community_id, Netting.payee_id == community_id)
    )
    newest = wanted.order_by(Netting.month.desc(), Netting.id).limit(_NEWEST)
    return list(db.session.scalars(newest))


def trades(organisation_id: uuid.UUID, before: uuid.UUID | None, limit: int) -> list[Trade]:
    """Up to ``limit`` trades in both directions, newest first, from after ``before`` on."""
    wanted = select(Trade).where(
        or_(Trade.payer_id == organisation_id, Trade.payee_id == organisation_id),
        *_after(Trade, before),
    )
    newest = wanted.order_by(Trade.at.desc(), Trade.id.desc()).limit(limit)
    return list(db.session.scalars(newest))


def lines(community_id: uuid.UUID) -> list[CreditLine]:
    """The credit lines of a community, those in debt for longest first."""
    wanted = select(CreditLine).where(CreditLine.community_id == community_id)
    never = CreditLine.in_debt_since.is_(None)
    ordered = wanted.order_by(never, CreditLine.in_debt_since, CreditLine.opened_at)
    return list(db.session.scalars(ordered.limit(_MOST)))


def changes_asked(community_id: uuid.UUID) -> list[LineChange]:
    """The lines that wait for a second issuer, oldest first."""
    wanted = select(LineChange).where(
        LineChange.community_id == community_id, LineChange.status == "asked"
    )
    return list(db.session.scalars(wanted.order_by(LineChange.asked_at, LineChange.id)))


def loans(community_id: uuid.UUID) -> list[Loan]:
    """The loans of a community that wait or run, and the newest of the others."""
    open_ones: ColumnElement[bool] = Loan.status.in_(("asked", "running"))
    wanted = select(Loan).where(Loan.community_id == community_id)
    ordered = wanted.order_by(open_ones.desc(), Loan.asked_at.desc(), Loan.id)
    return list(db.session.scalars(ordered.limit(_MOST)))


def loans_of(community_id: uuid.UUID, borrower_id: uuid.UUID) -> Sequence[Loan]:
    """The loans of one borrower that were paid out, newest first."""
    wanted = select(Loan).where(
        Loan.borrower_id == borrower_id,
        Loan.community_id == community_id,
        Loan.status.in_(("running", "repaid")),
    )
    return db.session.scalars(wanted.order_by(Loan.started_at.desc(), Loan.id)).all()


def _after(table: type[Sale] | type[Trade], before: uuid.UUID | None) -> list[ColumnElement[bool]]:
    """The condition for what follows ``before`` in a list that begins with the newest."""
    if before is None:
        return []
    at = select(table.at).where(table.id == before).scalar_subquery()
    return [tuple_(table.at, table.id) < tuple_(at, literal(before, Id()))]


def _place(community_id: uuid.UUID, organisation_id: uuid.UUID | None) -> Place:
    if organisation_id is None:
        return Place(communities.community(community_id).id)
    place = communities.place_of_organisation(organisation_id)
    if place.community_id != community_id:
        raise NotFound
    return place


def _found(table: type[M], row_id: uuid.UUID) -> M:
    row = db.session.get(table, row_id, populate_existing=True)
    if row is None:
        raise NotFound
    return row
