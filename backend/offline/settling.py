"""The settlement of a shop's queue: each acceptance booked exactly once, oldest first.

Each is a unit of work of its own, so that what was answered is booked and what was interrupted is
not: the shop sends it again. The payer's wallet is held meanwhile, so that two shops that had the
same code, or two phones of one shop, are dealt with one after the other.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from backend import clock
from backend.codes.errors import CodeKeyRevoked
from backend.communities import service as settings
from backend.communities.service import OfflineRules
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.errors import DomainError, IdConflict
from backend.ids import derived_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.ledger.service import Transfer
from backend.notices import service as notices
from backend.offline import certificates, checking, debts, past, rules
from backend.offline.checking import Accepted, Desk, Item
from backend.offline.errors import CodeUsedHere
from backend.offline.models import Debt, OfflinePayment, Status
from backend.payments import service as payments
from backend.payments.errors import NotAllowedHere, ShopClosed
from backend.payments.service import Means, Order


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item; ``row`` None when its id belongs to something else."""

    id: uuid.UUID
    amount: int
    row: OfflinePayment | None


@dataclass(frozen=True, slots=True)
class _Shares:
    """Who pays: ``funds`` is the payer's own coin, ``reason`` why it is not all of it."""

    funds: int
    split: rules.Split
    reason: DomainError | None
    payable: bool
    answerable: bool

    @property
    def received(self) -> int:
        """What comes to the till."""
        return self.funds + self.split.covered


def settle(shop_id: uuid.UUID, items: Sequence[Item]) -> list[Outcome]:
    """Settle up to a thousand acceptances; the answers stand in the order of ``items``.

    The same item again gets its first result, whatever happened in between. Raises NotFound, and
    ShopClosed, when nothing is recorded and the queue can be sent later.
    """
    desk = checking.desk(shop_id, items, clock.now())
    if not desk.shop.is_open:
        raise ShopClosed
    done: dict[int, Outcome] = {}
    oldest_first = sorted(enumerate(items), key=lambda one: (one[1].accepted_at, one[0]))
    for place, item in oldest_first:
        try:
            done[place] = Outcome(item.id, item.amount, _settle(desk, item))
        except IdConflict:
            done[place] = Outcome(item.id, item.amount, None)
    return [done[place] for place in range(len(items))]


@again_on(DuplicateRow)
@unit_of_work
def _settle(desk: Desk, item: Item) -> OfflinePayment:
    earlier = db.session.get(OfflinePayment, item.id, populate_existing=True)
    if earlier is not None:
        if earlier.said != item.said(desk.shop.id):
            raise IdConflict
        return earlier
    try:
        accepted = checking.check(desk, item)
    except DomainError as refusal:
        row = _refused(desk, item, refusal)
        db.session.add(row)
    else:
        row = _book(desk, accepted)
    db.session.flush()
    return row


def _book(desk: Desk, accepted: Accepted) -> OfflinePayment:
    """Hold the wallet, divide the amount, and write everything together."""
    person_id = accepted.payer.person_id
    wallet = ledger.wallet(desk.community.id, person_id)
    balance = ledger.lock([wallet])[wallet]
    if debts.owed_by(desk.community.id, person_id):
        debts.repay(desk.community.id, person_id, wallet, balance)
    if past.paid_online(accepted, desk.shop.id):
        row = _row(desk, accepted, _all_from_payer(accepted.item.amount))
        db.session.add(row)
        return row
    used = past.use_of(accepted, desk.shop.id)
    if isinstance(used, CodeUsedHere):
        row = _refused(desk, accepted.item, used, accepted)
        db.session.add(row)
        return row
    try:
        with db.session.begin_nested():
            return _divide(desk, accepted, wallet, used)
    except IdConflict:
        raise
    except DomainError as refusal:
        # The counter's rules: more than one payment may be, or not what coin buys here.
        row = _refused(desk, accepted.item, refusal, accepted)
        db.session.add(row)
        return row


def _divide(
    desk: Desk, accepted: Accepted, wallet: uuid.UUID, used: DomainError | None
) -> OfflinePayment:
    terms = settings.offline_rules(desk.community, accepted.day)
    shares = _shares(desk, accepted, terms, wallet, used or _blocked(desk, accepted))
    row = _row(desk, accepted, shares)
    db.session.add(row)
    db.session.flush()
    _move(desk, accepted, shares, wallet)
    if shares.answerable and shares.reason:
        _owe(row, desk, accepted, shares)
    person_id = accepted.payer.person_id
    if debts.owed_by(desk.community.id, person_id):
        debts.repay(desk.community.id, person_id, wallet, ledger_queries.balance(wallet))
    return row


def _blocked(desk: Desk, accepted: Accepted) -> DomainError | None:
    """Why the payer's coin is not to be touched, though the shop could not know."""
    revoked = accepted.payer.revoked_at
    if revoked is not None and revoked <= accepted.item.accepted_at:
        return CodeKeyRevoked()
    if not certificates.is_member(accepted.payer.person_id, desk.community.id):
        return NotAllowedHere()
    return None


def _shares(
    desk: Desk,
    accepted: Accepted,
    terms: OfflineRules,
    wallet: uuid.UUID,
    hindered: DomainError | None,
) -> _Shares:
    amount, person_id = accepted.item.amount, accepted.payer.person_id
    funds = 0
    if hindered is None:
        payments.fill_up(desk.community.id, person_id, accepted.item.id, amount, desk.now)
        funds = min(amount, ledger_queries.balance(wallet))
    missing = amount - funds
    split = rules.Split(0, None)
    if missing:
        before = past.accepted_before(accepted, desk.shop.id)
        ceilings = rules.Ceilings(
            terms.per_payment, terms.payer_day, terms.shop_day, days=terms.days
        )
        age = desk.now - accepted.item.accepted_at
        allowance = accepted.certificate.allowance
        doubt = rules.not_guaranteed(amount, before, ceilings, allowance, age)
        account = ledger.guarantee(desk.community.id)
        guarantee = rules.Guarantee(
            allowance=allowance,
            permille=terms.guaranteed_permille,
            borne=past.borne_for(person_id, desk.community.id, desk.now),
            held=ledger.lock([account])[account],
        )
        split = rules.split(missing, doubt, guarantee)
    return _Shares(
        funds=funds,
        split=split,
        reason=(hindered or NotEnoughCoins()) if missing else None,
        payable=hindered is None,
        answerable=hindered is None or not isinstance(hindered, (CodeKeyRevoked, NotAllowedHere)),
    )


def _all_from_payer(amount: int) -> _Shares:
    return _Shares(amount, rules.Split(0, None), None, payable=True, answerable=True)


def _move(desk: Desk, accepted: Accepted, shares: _Shares, wallet: uuid.UUID) -> None:
    """The guarantee's part, and the payment; a code that cannot be booked is covered directly."""
    item, covered = accepted.item, shares.split.covered
    till = ledger.till(desk.community.id, desk.shop.id)
    if covered:
        ledger.post(
            Transfer(
                id=derived_id("offline cover", item.id),
                kind="cover",
                debit_account=ledger.guarantee(desk.community.id),
                credit_account=wallet if shares.payable else till,
                amount=covered,
                at=desk.now,
                about_kind=debts.ABOUT,
                about_id=item.id,
            )
        )
    if not (shares.payable and shares.received):
        return
    ledger.set_owing(wallet, owing=False)
    payments.pay_otherwise(
        Order(
            id=item.id,
            shop_id=desk.shop.id,
            payer_id=accepted.payer.person_id,
            amount=shares.received,
            means=Means.OFFLINE,
            instrument=accepted.code.key_id,
            number=accepted.code.counter,
            evidence=item.evidence,
            by=accepted.cashier_id,
            at=item.accepted_at,
        )
    )


def _owe(row: OfflinePayment, desk: Desk, accepted: Accepted, shares: _Shares) -> None:
    """The payer owes what the guarantee paid, and then the shop what nobody paid."""
    lost = row.amount - row.received
    person_id = accepted.payer.person_id
    db.session.add(
        Debt(
            id=row.id,
            community_id=desk.community.id,
            person_id=person_id,
            shop_id=desk.shop.id,
            to_guarantee=row.covered,
            to_shop=lost,
            repaid_guarantee=0,
            repaid_shop=0,
            given_back=0,
            made_at=desk.now,
            closed_at=None,
            waived_at=None,
            waived_by=None,
            waived_why=None,
        )
    )
    db.session.flush()
    notices.tell(
        [person_id],
        desk.community.id,
        "offline_owing",
        amount=row.covered + lost,
        organisation=desk.shop.name,
    )


def _row(desk: Desk, accepted: Accepted, shares: _Shares) -> OfflinePayment:
    row = _bare(desk, accepted.item, accepted)
    row.received, row.covered = shares.received, shares.split.covered
    row.status = rules.status(row.amount, row.received, row.covered)
    row.reason = shares.reason.code if shares.reason else None
    lost = shares.split.lost_because
    row.lost_because = lost.code if lost else None
    row.blameless = not shares.answerable
    row.booked = shares.payable and shares.received > 0
    return row


def _refused(
    desk: Desk, item: Item, refusal: DomainError, accepted: Accepted | None = None
) -> OfflinePayment:
    row = _bare(desk, item, accepted)
    row.reason = row.lost_because = refusal.code
    return row


def _bare(desk: Desk, item: Item, accepted: Accepted | None) -> OfflinePayment:
    return OfflinePayment(
        id=item.id,
        community_id=desk.community.id,
        shop_id=desk.shop.id,
        cashier_id=accepted.cashier_id if accepted else None,
        payer_id=accepted.payer.person_id if accepted else None,
        key_id=accepted.code.key_id if accepted else None,
        counter=accepted.code.counter if accepted else None,
        serial=accepted.certificate.serial if accepted else None,
        amount=item.amount,
        received=0,
        covered=0,
        status=Status.REFUSED.value,
        reason=None,
        lost_because=None,
        blameless=True,
        booked=False,
        said=item.said(desk.shop.id),
        evidence=item.evidence,
        code=item.code,
        accepted_at=item.accepted_at,
        accepted_day=desk.community.day(item.accepted_at),
        settled_at=desk.now,
    )
