"""What wallets owe after they overspent offline, and how they become whole.

A wallet's row in the ledger is held while its debts change, so that they are counted once.
"""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from backend import clock
from backend.db import db, matching, unit_of_work
from backend.errors import NotFound
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.offline.errors import DebtSettled, OwnDebt
from backend.offline.models import Debt, OfflinePayment

ABOUT = "offline"


def owed_by(community_id: uuid.UUID, person_id: uuid.UUID) -> int:
    """What a member's wallet owes, minor units."""
    total = func.sum(Debt.to_guarantee + Debt.to_shop - Debt.repaid_guarantee - Debt.repaid_shop)
    open_now = select(total).where(
        Debt.person_id == person_id, Debt.community_id == community_id, Debt.closed_at.is_(None)
    )
    return int(db.session.execute(open_now).scalar_one() or 0)


def owing_among(community_id: uuid.UUID, person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some members whose wallets owe anything."""
    open_now = select(Debt.person_id).where(
        Debt.community_id == community_id, Debt.closed_at.is_(None)
    )
    asked = [(person_id,) for person_id in person_ids]
    return set(db.session.scalars(matching(open_now, (Debt.person_id,), asked)))


def make_whole(community_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Let what is in the wallet pay what it owes, oldest first, as far as it goes."""
    if owed_by(community_id, person_id):
        _make_whole(community_id, person_id)


@unit_of_work
def _make_whole(community_id: uuid.UUID, person_id: uuid.UUID) -> None:
    wallet = ledger.wallet(community_id, person_id)
    repay(community_id, person_id, wallet, ledger.lock([wallet])[wallet])


def repay(community_id: uuid.UUID, person_id: uuid.UUID, wallet: uuid.UUID, balance: int) -> int:
    """Repay from a wallet that is held by the unit of work under way; what is left in it."""
    rows = open_debts(community_id, person_id)
    for row in rows:
        balance = _repay(row, wallet, balance)
    db.session.flush()
    ledger.set_owing(wallet, owing=any(row.owed for row in rows))
    return balance


def open_debts(community_id: uuid.UUID, person_id: uuid.UUID) -> Sequence[Debt]:
    """A member's debts, oldest first, as they are now."""
    rows = select(Debt).where(
        Debt.person_id == person_id, Debt.community_id == community_id, Debt.closed_at.is_(None)
    )
    ordered = rows.order_by(Debt.made_at, Debt.id).execution_options(populate_existing=True)
    return db.session.scalars(ordered).all()


def _repay(row: Debt, wallet: uuid.UUID, balance: int) -> int:
    """The guarantee's part first: the community stepped in for it."""
    first = min(balance, row.to_guarantee - row.repaid_guarantee)
    second = min(balance - first, row.to_shop - row.repaid_shop)
    _move(row, wallet, ledger.guarantee(row.community_id), first)
    _move(row, wallet, ledger.till(row.community_id, row.shop_id), second)
    row.repaid_guarantee += first
    row.repaid_shop += second
    if row.owed == 0:
        row.closed_at = clock.now()
    return balance - first - second


def _move(row: Debt, wallet: uuid.UUID, to: uuid.UUID, amount: int) -> None:
    if amount == 0:
        return
    ledger.post(
        Transfer(
            id=new_id(),
            kind="recover",
            debit_account=wallet,
            credit_account=to,
            amount=amount,
            at=clock.now(),
            about_kind=ABOUT,
            about_id=row.id,
        )
    )


@unit_of_work
def waive(debt_id: uuid.UUID, *, by: uuid.UUID, why: str) -> Debt:
    """Forgive what is still owed; for a code that was shown twice what was repaid comes back too.

    The guarantee bears that: the code may have been copied, which nobody can tell. Raises
    NotFound, OwnDebt, DebtSettled when nothing is left, NotEnoughCoins of the guarantee.
    """
    row = db.session.get(Debt, debt_id)
    if row is None:
        raise NotFound
    if row.person_id == by:
        raise OwnDebt
    wallet = ledger.wallet(row.community_id, row.person_id)
    balance = ledger.lock([wallet])[wallet]
    db.session.refresh(row)
    if row.waived_at is not None:
        return row
    back = row.repaid_guarantee + row.repaid_shop if _perhaps_copied(row.id) else 0
    if row.owed == 0 and back == 0:
        raise DebtSettled
    row.closed_at = row.waived_at = clock.now()
    row.waived_by, row.waived_why = by, why
    if back:
        row.given_back = back
        _give_back(row, wallet, back)
    db.session.flush()
    repay(row.community_id, row.person_id, wallet, balance + back)
    return row


def _perhaps_copied(payment_id: uuid.UUID) -> bool:
    reason = select(OfflinePayment.reason).where(OfflinePayment.id == payment_id)
    return db.session.execute(reason).scalar_one() == "code_used"


def _give_back(row: Debt, wallet: uuid.UUID, amount: int) -> None:
    ledger.post(
        Transfer(
            id=new_id(),
            kind="cover",
            debit_account=ledger.guarantee(row.community_id),
            credit_account=wallet,
            amount=amount,
            at=clock.now(),
            about_kind="offline_waiver",
            about_id=row.id,
        )
    )
