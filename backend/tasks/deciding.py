"""Use cases of the approval queue: approve a claim, decline it, approve many."""

import uuid
from collections.abc import Sequence

from sqlalchemy import update

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import DomainError, NotFound
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.notices import service as notices
from backend.programmes import queries as programmes
from backend.tasks import ceilings, claiming, guards, queries, rules, schemas
from backend.tasks.errors import BudgetEmpty, ClaimDeclined, FirstLookMissing, OwnClaim
from backend.tasks.models import BOOKED, DECLINED, WAITING, Claim, TaskUsage
from backend.web.sealed import seal


def approve(claim_id: uuid.UUID, by: uuid.UUID) -> Claim:
    """Pay a waiting claim now, or give it the first of two looks and let it wait for the second.

    One that was decided before comes back as it was decided. Raises NotFound, OwnClaim,
    SecondLookOwn, or what leaves the claim waiting: BudgetEmpty, CeilingOfPerson.
    """
    try:
        return _approve(claim_id, by)
    except NotEnoughCoins:
        raise BudgetEmpty from None


def agree(claim_id: uuid.UUID, by: uuid.UUID) -> Claim:
    """An issuer's second look, where the organisation has no other coordinator: pay the claim.

    Raises as ``approve`` does, FirstLookMissing and SecondLookByCoordinator.
    """
    try:
        return _agree(claim_id, by)
    except NotEnoughCoins:
        raise BudgetEmpty from None


@unit_of_work
def disagree(claim_id: uuid.UUID, by: uuid.UUID, reason: str) -> Claim:
    """An issuer's second look that declines the claim. Raises as ``agree`` and ``decline`` do."""
    _for_issuer(claim_id, by)
    return decline(claim_id, by, reason)


@unit_of_work
def decline(claim_id: uuid.UUID, by: uuid.UUID, reason: str) -> Claim:
    """Decline a waiting claim, which gives its place back.

    One that was decided before comes back as it was decided. Raises NotFound, OwnClaim.
    """
    row = _decidable(claim_id, by)
    if row.status == WAITING:
        row.status, row.reason = DECLINED, reason
        row.decided_by, row.decided_at = by, clock.now()
        db.session.flush()
        _give_back(row)
        _tell(row, "declined", why=reason)
    return row


def approve_many(
    organisation_id: uuid.UUID, claim_ids: Sequence[uuid.UUID], by: uuid.UUID
) -> schemas.Approved:
    """Approve each of the claims by itself; the refusal of one leaves the others alone."""
    approved: list[uuid.UUID] = []
    looked: list[uuid.UUID] = []
    failed: list[schemas.NotApproved] = []
    for claim_id in dict.fromkeys(claim_ids):
        try:
            status = _approve_at(organisation_id, claim_id, by)
            (looked if status == WAITING else approved).append(claim_id)
        except DomainError as refusal:
            failed.append(schemas.NotApproved(id=claim_id, code=refusal.code))
    return schemas.Approved(approved=approved, looked=looked, failed=failed)


def _approve_at(organisation_id: uuid.UUID, claim_id: uuid.UUID, by: uuid.UUID) -> str:
    if queries.claim(claim_id).organisation_id != organisation_id:
        raise NotFound
    status = approve(claim_id, by).status
    if status == DECLINED:
        raise ClaimDeclined
    return status


@unit_of_work
def _approve(claim_id: uuid.UUID, by: uuid.UUID) -> Claim:
    row = _decidable(claim_id, by)
    if row.status != WAITING:
        return row
    if guards.give_first_look(row, by):
        db.session.flush()
        ask_for_second_look(row)
    else:
        _pay(row, by)
    return row


@unit_of_work
def _agree(claim_id: uuid.UUID, by: uuid.UUID) -> Claim:
    row = _for_issuer(claim_id, by)
    if row.status == WAITING:
        _pay(row, by)
    return row


def _for_issuer(claim_id: uuid.UUID, by: uuid.UUID) -> Claim:
    """A claim whose second look is an issuer's, or that was decided already."""
    row = _decidable(claim_id, by)
    if row.first_by is None:
        raise FirstLookMissing
    if row.status == WAITING:
        guards.give_first_look(row, by)
        guards.require_issuers_turn(row)
    return row


def ask_for_second_look(row: Claim) -> None:
    """Tell those who may look that somebody looked first."""
    title = queries.task(row.task_id).title
    notices.tell(
        guards.who_may_look(row),
        row.community_id,
        "second_look",
        name=title,
        amount=row.amount,
        organisation_id=row.organisation_id,
    )


def _pay(row: Claim, by: uuid.UUID) -> None:
    now = clock.now()
    ceilings.require_room_of(communities.community(row.community_id), row, now)
    row.status, row.decided_by, row.decided_at = BOOKED, by, now
    db.session.flush()
    budget = programmes.budget(queries.task(row.task_id).budget_id)
    wallet = ledger.wallet(row.community_id, row.person_id)
    ledger.post(claiming.reward(row, budget.account_id, wallet, now))
    _tell(row, "approved", amount=row.amount)


def _tell(row: Claim, kind: str, **said: str | int) -> None:
    """The one who did the work hears of the decision."""
    title = queries.task(row.task_id).title
    notices.tell([row.person_id], row.community_id, kind, task=title, claim_id=row.id, **said)


def _decidable(claim_id: uuid.UUID, by: uuid.UUID) -> Claim:
    """The claim, which nobody else decides until this unit of work ends."""
    queries.claim(claim_id)
    row = db.session.get_one(Claim, claim_id, populate_existing=True, with_for_update=True)
    if row.person_id == by:
        raise OwnClaim
    return row


def _give_back(row: Claim) -> None:
    """Free the place that a declined claim took in each limit that is counted."""
    of_code = rules.scope_of_code(seal(row.code_id))
    scopes = (of_code, rules.scope_of_person(row.person_id), f"day:{row.day}", rules.TOTAL)
    db.session.execute(
        update(TaskUsage)
        .where(TaskUsage.task_id == row.task_id, TaskUsage.scope.in_(scopes), TaskUsage.used > 0)
        .values(used=TaskUsage.used - 1)
        .execution_options(synchronize_session=False)
    )
