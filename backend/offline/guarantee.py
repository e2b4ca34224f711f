"""The guarantee account: an issuer fills it, and sees what it bore and what it could still lose."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.offline.models import Debt, GuaranteeMove, IssuedCertificate, OfflinePayment
from backend.programmes import queries as programmes


@dataclass(frozen=True, slots=True)
class MoveOrder:
    """Put ``amount`` minor units into the guarantee, or (less than 0) back into the fund.

    It comes from a programme, or without one from the fund.
    """

    id: uuid.UUID
    community_id: uuid.UUID
    programme_id: uuid.UUID | None
    amount: int
    why: str
    by: uuid.UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """Minor units: what it holds, what it bore, what of that came back, is owed or is gone.

    ``at_stake`` is the most that those who hold a certificate now could still take from it.
    """

    balance: int
    covered: int
    repaid: int
    owed: int
    gone: int
    lost_by_shops: int
    at_stake: int
    certificates: int


@again_on(DuplicateRow)
@unit_of_work
def move(order: MoveOrder) -> GuaranteeMove:
    """Fill the guarantee, or take out of it; the same order again is the same move.

    Raises IdConflict, NotFound for a programme of another community, NotEnoughCoins.
    """
    earlier = db.session.get(GuaranteeMove, order.id, populate_existing=True)
    if earlier is not None:
        said = (earlier.community_id, earlier.programme_id, earlier.amount, earlier.why)
        if said != (order.community_id, order.programme_id, order.amount, order.why):
            raise IdConflict
        return earlier
    account, fund = ledger.guarantee(order.community_id), _source(order)
    made = GuaranteeMove(
        id=order.id,
        community_id=order.community_id,
        programme_id=order.programme_id,
        amount=order.amount,
        why=order.why,
        by=order.by,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    inward = order.amount > 0
    ledger.post(
        Transfer(
            id=order.id,
            kind="guarantee" if inward else "guarantee_return",
            debit_account=fund if inward else account,
            credit_account=account if inward else fund,
            amount=abs(order.amount),
            at=made.at,
            about_kind="guarantee",
            about_id=order.id,
            memo=order.why,
        )
    )
    return made


def _source(order: MoveOrder) -> uuid.UUID:
    if order.programme_id is None:
        return ledger.fund(order.community_id)
    programme = programmes.programme(order.programme_id)
    if programme.community_id != order.community_id or order.amount < 0:
        raise NotFound
    return programme.account_id


def standing(community_id: uuid.UUID) -> Standing:
    """How the guarantee stands now."""
    covered, lost = _sums(
        OfflinePayment,
        community_id,
        OfflinePayment.covered,
        OfflinePayment.amount - OfflinePayment.received,
    )
    (repaid,) = _sums(Debt, community_id, Debt.repaid_guarantee - Debt.given_back)
    owed = _owed(community_id)
    at_stake, count = _at_stake(community_id)
    return Standing(
        balance=ledger_queries.balance(ledger.guarantee(community_id)),
        covered=covered,
        repaid=repaid,
        owed=owed,
        gone=covered - repaid - owed,
        lost_by_shops=lost - _late(community_id),
        at_stake=at_stake,
        certificates=count,
    )


def _sums(
    model: type[OfflinePayment] | type[Debt], community_id: uuid.UUID, *columns: object
) -> tuple[int, ...]:
    asked = select(*(func.coalesce(func.sum(column), 0) for column in columns)).where(
        model.community_id == community_id
    )
    return tuple(int(total) for total in db.session.execute(asked).one())


def _owed(community_id: uuid.UUID) -> int:
    owed = select(func.coalesce(func.sum(Debt.to_guarantee - Debt.repaid_guarantee), 0)).where(
        Debt.community_id == community_id, Debt.closed_at.is_(None)
    )
    return int(db.session.execute(owed).scalar_one())


def _late(community_id: uuid.UUID) -> int:
    """What shops first lost and payers paid later."""
    return _sums(Debt, community_id, Debt.repaid_shop)[0]


def _at_stake(community_id: uuid.UUID) -> tuple[int, int]:
    """The largest living certificate of each person, times the guaranteed part; and how many."""
    community = communities.community(community_id)
    permille = settings.offline_rules(community).guaranteed_permille
    largest = (
        select(func.max(IssuedCertificate.allowance).label("allowance"))
        .where(
            IssuedCertificate.community_id == community_id,
            IssuedCertificate.expires_at > clock.now(),
        )
        .group_by(IssuedCertificate.person_id)
        .subquery()
    )
    total, count = db.session.execute(
        select(func.coalesce(func.sum(largest.c.allowance), 0), func.count())
    ).one()
    return int(total) * permille // 1000, int(count)


def moves(community_id: uuid.UUID, most: int = 50) -> list[GuaranteeMove]:
    """What was put in and taken out, newest first."""
    rows = (
        select(GuaranteeMove)
        .where(GuaranteeMove.community_id == community_id)
        .order_by(GuaranteeMove.at.desc(), GuaranteeMove.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(rows))
