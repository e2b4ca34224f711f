"""Use cases of an organisation: ask for euro, take the request back, send a returned one again."""

import uuid

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import IdConflict, NotFound
from backend.ids import derived_id
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.ledger.service import Transfer
from backend.redemption import bank_details, fees, redeemable, rules
from backend.redemption.errors import (
    BankDetailsMissing,
    NotRedeemableYet,
    RedemptionNotOpen,
    RedemptionNotReturned,
    RedemptionTooSmall,
    RedemptionUnderWay,
)
from backend.redemption.models import Redemption
from backend.redemption.redeemable import Till
from backend.web.schemas import MAX_AMOUNT


def ask(
    redemption_id: uuid.UUID, organisation_id: uuid.UUID, wanted: int | None, by: uuid.UUID
) -> uuid.UUID:
    """Take ``wanted`` minor units (None: all that may go) out of the till, to be paid in euro.

    The same request again is the first one. Raises IdConflict, RedemptionNotOpen,
    BankDetailsMissing, NotEnoughCoins, NotRedeemableYet, RedemptionTooSmall,
    RedemptionBelowMinimum.
    """
    return _ask(redemption_id, organisation_id, wanted, by)


@unit_of_work
def cancel(redemption_id: uuid.UUID) -> None:
    """Give the coin of a request that is not in a settlement back to the till; once.

    Raises RedemptionUnderWay.
    """
    row = locked(redemption_id)
    if row.status == "cancelled":
        return
    if row.status != "open":
        raise RedemptionUnderWay(state=row.status)
    give_back(row, row.amount)
    change(row, "cancelled")


@unit_of_work
def send_again(redemption_id: uuid.UUID) -> None:
    """Send a request that the bank returned once more, to the account that holds now.

    Amount and euro stay as they were promised; a fee that could not be given back counts as
    paid. Raises RedemptionNotReturned, NotEnoughCoins.
    """
    row = locked(redemption_id)
    if row.status in {"open", "gathered", "released"} and row.attempt > 1:
        return
    if row.status != "returned":
        raise RedemptionNotReturned(state=row.status)
    row.attempt += 1
    _take(row)
    change(row, "open")


def locked(redemption_id: uuid.UUID) -> Redemption:
    """The request, held until the unit of work ends. Raises NotFound."""
    row = db.session.scalar(
        select(Redemption)
        .where(Redemption.id == redemption_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def change(row: Redemption, status: str) -> None:
    """Let a request that is held have another status from now on."""
    row.status, row.changed_at = status, clock.now()
    db.session.flush()


def give_back(row: Redemption, amount: int) -> None:
    """Return ``amount`` minor units of this attempt's coin to the till."""
    ledger.post(
        Transfer(
            id=derived_id("redeem_return", row.id, row.attempt),
            kind="redeem_return",
            debit_account=ledger.redemption(row.community_id),
            credit_account=ledger.till(row.community_id, row.organisation_id),
            amount=amount,
            at=clock.now(),
            about_kind="redemption",
            about_id=row.id,
            reverses=derived_id("redeem", row.id, row.attempt),
        )
    )


@again_on(DuplicateRow)
@unit_of_work
def _ask(
    redemption_id: uuid.UUID, organisation_id: uuid.UUID, wanted: int | None, by: uuid.UUID
) -> uuid.UUID:
    if _asked_before(redemption_id, organisation_id, wanted):
        return redemption_id
    organisation = communities.organisation(organisation_id)
    community = communities.community(organisation.community_id)
    asked = settings.redemption_rules(community)
    if organisation.kind not in asked.open_to:
        raise RedemptionNotOpen(kind=organisation.kind)
    if bank_details.current(organisation_id) is None:
        raise BankDetailsMissing(of="organisation")
    ledger.lock([ledger.till(community.id, organisation_id)])
    if _asked_before(redemption_id, organisation_id, wanted):
        return redemption_id
    terms = redeemable.terms(community)
    given = rules.quote(_how_much(redeemable.look(organisation), wanted), terms)
    rules.check_minimum(given.amount, asked.minimum)
    now = clock.now()
    row = Redemption(
        id=redemption_id,
        community_id=community.id,
        organisation_id=organisation_id,
        asked=wanted,
        amount=given.amount,
        fee=given.fee,
        fee_parts=fees.as_kept(fees.parts_of(organisation_id, given.fee, terms)),
        euro_cents=given.euro_cents,
        status="open",
        attempt=1,
        asked_by=by,
        asked_at=now,
        changed_at=now,
    )
    db.session.add(row)
    db.session.flush()
    _take(row)
    return row.id


def _asked_before(redemption_id: uuid.UUID, organisation_id: uuid.UUID, wanted: int | None) -> bool:
    first = db.session.get(Redemption, redemption_id)
    if first is None:
        return False
    if (first.organisation_id, first.asked) != (organisation_id, wanted):
        raise IdConflict
    return True


def _how_much(till: Till, wanted: int | None) -> int:
    if wanted is None:
        if till.now < 1:
            raise RedemptionTooSmall if till.balance < 1 else NotRedeemableYet(redeemable=0)
        return min(till.now, MAX_AMOUNT)
    if wanted > till.balance:
        raise NotEnoughCoins(balance=till.balance)
    if wanted > till.now:
        raise NotRedeemableYet(redeemable=till.now)
    return wanted


def _take(row: Redemption) -> None:
    ledger.post(
        Transfer(
            id=derived_id("redeem", row.id, row.attempt),
            kind="redeem",
            debit_account=ledger.till(row.community_id, row.organisation_id),
            credit_account=ledger.redemption(row.community_id),
            amount=row.amount,
            at=clock.now(),
            about_kind="redemption",
            about_id=row.id,
        )
    )
