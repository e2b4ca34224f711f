"""Use cases: coin for a programme is asked for by one issuer, and made when another one agrees."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ledger import service as ledger
from backend.notices import service as notices
from backend.programmes import queries, reserve, rules
from backend.programmes.again import looked_at_twice
from backend.programmes.errors import ProgrammeClosed, ProgrammeExceeded
from backend.programmes.models import BOOKED, DECLINED, WAITING, Issue, Programme
from backend.web.caller import Place


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """Coin asked for or made: how much (minor units), for which programme, by whom and why.

    ``status`` is waiting, booked, declined or expired.
    """

    id: uuid.UUID
    programme_id: uuid.UUID
    amount: int
    why: str
    issued_by: uuid.UUID
    at: datetime
    status: str
    decided_by: uuid.UUID | None
    decided_at: datetime | None
    reason: str | None


@looked_at_twice
@unit_of_work
def request_issue(
    issue_id: uuid.UUID, *, programme_id: uuid.UUID, amount: int, why: str, by: uuid.UUID
) -> IssueFacts:
    """Ask for ``amount`` minor units for a programme; the other issuers are told.

    The same id with the same content returns the first result, other content raises IdConflict.
    Raises NotFound, ProgrammeClosed, ProgrammeExceeded, ReserveTooSmall (each but the first with
    what would be possible).
    """
    first = db.session.get(Issue, issue_id, populate_existing=True)
    if first is not None:
        said = (first.programme_id, first.amount, first.why, first.issued_by)
        if said != (programme_id, amount, why, by):
            raise IdConflict
        return facts(first)
    programme = _open_programme(programme_id)
    _keep_to_programme(programme, amount, also_waiting=True)
    reserve.require_possible(programme.community_id, amount)
    row = Issue(
        id=issue_id,
        programme_id=programme_id,
        amount=amount,
        why=why,
        issued_by=by,
        at=clock.now(),
        status=WAITING,
    )
    db.session.add(row)
    db.session.flush()
    _tell_others(programme, row)
    return facts(row)


@looked_at_twice
@unit_of_work
def approve_issue(issue_id: uuid.UUID, *, by: uuid.UUID) -> IssueFacts:
    """Make the coin that another issuer asked for; agreeing again changes nothing.

    Raises NotFound, SamePerson, RequestExpired, RequestDecided, ProgrammeClosed,
    ProgrammeExceeded, ReserveTooSmall.
    """
    row = _locked(issue_id)
    now = clock.now()
    status = rules.standing(row.status, row.at, now)
    if not rules.check_second(status, row.issued_by, by, BOOKED):
        return facts(row)
    programme = _open_programme(row.programme_id)
    _keep_to_programme(programme, row.amount, also_waiting=False)
    reserve.require_possible(programme.community_id, row.amount)
    row.status, row.decided_by, row.decided_at = BOOKED, by, now
    db.session.flush()
    ledger.post(
        ledger.Transfer(
            id=row.id,
            kind="issue",
            debit_account=ledger.issuance(programme.community_id),
            credit_account=programme.account_id,
            amount=row.amount,
            at=now,
            about_kind="programme",
            about_id=programme.id,
            memo=row.why,
        )
    )
    return facts(row)


@unit_of_work
def decline_issue(issue_id: uuid.UUID, *, by: uuid.UUID, reason: str) -> IssueFacts:
    """Refuse what an issuer asked for; who asked may take it back so as well.

    Declining again changes nothing. Raises NotFound, RequestExpired, RequestDecided.
    """
    row = _locked(issue_id)
    now = clock.now()
    status = rules.standing(row.status, row.at, now)
    if rules.check_undecided(status, DECLINED):
        row.status, row.decided_by, row.decided_at, row.reason = DECLINED, by, now, reason
        db.session.flush()
    return facts(row)


def issues_of(community_id: uuid.UUID) -> list[IssueFacts]:
    """Every issue for the programmes of a community, newest first."""
    rows = db.session.scalars(
        select(Issue)
        .join(Programme, Programme.id == Issue.programme_id)
        .where(Programme.community_id == community_id)
        .order_by(Issue.at.desc(), Issue.id.desc())
        .execution_options(populate_existing=True)
    )
    return [facts(row) for row in rows]


def facts(row: Issue) -> IssueFacts:
    """What a row says now."""
    if row.programme_id is None:
        raise NotFound
    return IssueFacts(
        id=row.id,
        programme_id=row.programme_id,
        amount=row.amount,
        why=row.why,
        issued_by=row.issued_by,
        at=row.at,
        status=rules.standing(row.status, row.at, clock.now()),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
    )


def _locked(issue_id: uuid.UUID) -> Issue:
    row = db.session.get(Issue, issue_id, populate_existing=True, with_for_update=True)
    if row is None or row.programme_id is None:
        raise NotFound
    return row


def _open_programme(programme_id: uuid.UUID | None) -> Programme:
    """The programme, locked, so that two issues cannot both be the last that fits."""
    row = db.session.get(Programme, programme_id, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound
    if row.status != "open":
        raise ProgrammeClosed
    return row


def _keep_to_programme(programme: Programme, amount: int, *, also_waiting: bool) -> None:
    left = programme.amount - queries.issued(programme.id)
    if also_waiting:
        left -= waiting(programme.id)
    if amount > left:
        raise ProgrammeExceeded(left=max(0, left))


def waiting(programme_id: uuid.UUID) -> int:
    """What was asked for and may still be agreed to, in minor units."""
    total = db.session.scalar(
        select(func.sum(Issue.amount)).where(
            Issue.programme_id == programme_id,
            Issue.status == WAITING,
            Issue.at > clock.now() - rules.TIME_TO_AGREE,
        )
    )
    return int(total or 0)


def _tell_others(programme: Programme, row: Issue) -> None:
    issuers = communities.holders("issuer", Place(programme.community_id))
    others = [one.person_id for one in issuers if one.person_id != row.issued_by]
    notices.tell(
        others,
        programme.community_id,
        "issue_waiting",
        programme=programme.name,
        amount=row.amount,
        issue_id=row.id,
    )
