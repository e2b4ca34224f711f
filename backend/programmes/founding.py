"""Use cases: start a programme, open a budget, and end a programme."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ids import derived_id
from backend.ledger import service as ledger
from backend.programmes import queries, rules
from backend.programmes.again import looked_at_twice
from backend.programmes.allocating import give_back
from backend.programmes.errors import LineForeign, ProgrammeClosed
from backend.programmes.models import CLOSED, OPEN, Budget, Programme, ProgrammeLine
from backend.programmes.queries import BudgetFacts, ProgrammeFacts


@dataclass(frozen=True, slots=True)
class NewLine:
    """A part of a programme: the client's id, what it is for, and the most coin for it."""

    id: uuid.UUID
    name: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProgramme:
    """What a funder pays for; the funder is named, and may be an organisation of the community."""

    community_id: uuid.UUID
    funder: str
    name: str
    starts_on: date
    ends_on: date
    euro_cents: int
    amount: int
    purpose: str = ""
    funder_id: uuid.UUID | None = None
    lines: Sequence[NewLine] = ()


@looked_at_twice
@unit_of_work
def create_programme(
    programme_id: uuid.UUID, new: NewProgramme, *, by: uuid.UUID | None
) -> ProgrammeFacts:
    """Start a programme under the client's id; the same request again returns it.

    Raises PeriodInvalid, LinesTooLarge, NotFound for an organisation of another community, and
    IdConflict for other content.
    """
    if new.funder_id is not None:
        _require_here(new.funder_id, new.community_id)
    account_id = ledger.programme(new.community_id, programme_id)
    wanted = _as_facts(programme_id, account_id, new)
    if db.session.get(Programme, programme_id) is not None:
        return _require_same(wanted, new.lines)
    today = communities.community(new.community_id).day(clock.now())
    amounts = [line.amount for line in new.lines]
    rules.check_programme(new.amount, amounts, new.starts_on, new.ends_on, today)
    _require_new([line.id for line in new.lines])
    names = ProgrammeFacts.__slots__
    values = {name: getattr(wanted, name) for name in names}
    db.session.add(Programme(**values, created_by=by, created_at=clock.now()))
    db.session.flush()
    for position, line in enumerate(new.lines):
        db.session.add(
            ProgrammeLine(
                id=line.id,
                programme_id=programme_id,
                position=position,
                name=line.name,
                amount=line.amount,
            )
        )
    db.session.flush()
    return wanted


@looked_at_twice
@unit_of_work
def create_budget(
    budget_id: uuid.UUID,
    *,
    community_id: uuid.UUID,
    organisation_id: uuid.UUID,
    name: str,
    by: uuid.UUID | None,
    programme_id: uuid.UUID | None = None,
    line_id: uuid.UUID | None = None,
) -> BudgetFacts:
    """Open a budget under the id that the client made; the same request again returns it.

    Raises NotFound for an organisation or programme of another community, LineForeign for a line
    of another programme, ProgrammeClosed, and IdConflict for other content.
    """
    _require_here(organisation_id, community_id)
    account_id = ledger.budget(community_id, organisation_id, budget_id)
    wanted = BudgetFacts(
        budget_id, community_id, organisation_id, account_id, name, programme_id, line_id
    )
    if db.session.get(Budget, budget_id) is not None:
        if queries.budget(budget_id) != wanted:
            raise IdConflict
        return wanted
    _require_source(wanted)
    db.session.add(
        Budget(
            id=budget_id,
            community_id=community_id,
            organisation_id=organisation_id,
            account_id=account_id,
            name=name,
            created_by=by,
            created_at=clock.now(),
            programme_id=programme_id,
            line_id=line_id,
        )
    )
    db.session.flush()
    return wanted


@unit_of_work
def close_programme(programme_id: uuid.UUID, *, by: uuid.UUID | None) -> ProgrammeFacts:
    """End a programme: what its budgets still hold returns to it. Again changes nothing.

    ``by`` is None when its period ended. Raises NotFound.
    """
    row = db.session.get(Programme, programme_id, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound
    if row.status == OPEN:
        row.status, row.closed_by, row.closed_at = CLOSED, by, clock.now()
        db.session.flush()
        _empty_budgets(row, by)
    return queries.programme_facts(row)


def _empty_budgets(programme: Programme, by: uuid.UUID | None) -> None:
    budgets = queries.budgets_of(programme.id)
    held = ledger.lock([programme.account_id, *(budget.account_id for budget in budgets)])
    for budget in budgets:
        left = held[budget.account_id]
        if left > 0:
            give_back(derived_id("programme end", programme.id, budget.id), budget, left, "", by)


def _as_facts(programme_id: uuid.UUID, account_id: uuid.UUID, new: NewProgramme) -> ProgrammeFacts:
    return ProgrammeFacts(
        id=programme_id,
        community_id=new.community_id,
        account_id=account_id,
        funder=new.funder,
        funder_id=new.funder_id,
        name=new.name,
        purpose=new.purpose,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        euro_cents=new.euro_cents,
        amount=new.amount,
        status=OPEN,
    )


def _require_same(wanted: ProgrammeFacts, lines: Sequence[NewLine]) -> ProgrammeFacts:
    """The programme as it is; raises IdConflict when it was started as another one."""
    found = queries.programme(wanted.id)
    known = {name: getattr(found, name) for name in ProgrammeFacts.__slots__ if name != "status"}
    same_lines = [(line.id, line.name, line.amount) for line in queries.lines_of([wanted.id])] == [
        (line.id, line.name, line.amount) for line in lines
    ]
    if not same_lines or any(getattr(wanted, name) != value for name, value in known.items()):
        raise IdConflict
    return found


def _require_new(line_ids: Sequence[uuid.UUID]) -> None:
    """Raise IdConflict when a line's id is used by another one, here or elsewhere."""
    known = select(ProgrammeLine.id).where(ProgrammeLine.id.in_(line_ids)).limit(1)
    if len(set(line_ids)) < len(line_ids) or db.session.scalar(known) is not None:
        raise IdConflict


def _require_here(organisation_id: uuid.UUID, community_id: uuid.UUID) -> None:
    if communities.organisation(organisation_id).community_id != community_id:
        raise NotFound


def _require_source(budget: BudgetFacts) -> None:
    if budget.programme_id is None:
        if budget.line_id is not None:
            raise LineForeign
        return
    programme = queries.programme(budget.programme_id)
    if programme.community_id != budget.community_id:
        raise NotFound
    if not programme.is_open:
        raise ProgrammeClosed
    lines = {line.id for line in queries.lines_of([programme.id])}
    if budget.line_id is not None and budget.line_id not in lines:
        raise LineForeign
