"""The settlement of one acceptance, whatever stands against it: a unit of work of its own.

What was answered is booked, and what was interrupted is not: the shop sends it again. The payer's
wallet is held meanwhile, so that two shops that had the same code, or two phones of one shop, are
dealt with one after the other.
"""

import uuid
from collections.abc import Collection

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
from backend.offline import checking, debts, past, records, rules
from backend.offline.checking import Accepted, Desk, Item, Verdict
from backend.offline.errors import CodeUsedHere
from backend.offline.models import Debt, OfflinePayment
from backend.offline.records import Outcome, Shares
from backend.payments import service as payments
from backend.payments.errors import NotAllowedHere


def settle(
    desk: Desk, item: Item, verdict: Verdict | None, later: Collection[uuid.UUID]
) -> Outcome:
    """Settle one item; ``verdict`` None when its signatures were not looked at yet.

    ``later``: items of this queue that were settled already, though they were accepted after it
    in the same second. Its ceilings do not see them.
    """
    try:
        return records.outcome(item, _settle(desk, item, verdict, later))
    except IdConflict:
        return records.conflict(item)


@again_on(DuplicateRow)
@unit_of_work
def _settle(
    desk: Desk, item: Item, verdict: Verdict | None, later: Collection[uuid.UUID]
) -> OfflinePayment:
    earlier = db.session.get(OfflinePayment, item.id, populate_existing=True)
    if earlier is not None:
        return records.first_result(earlier, desk.shop.id, item)
    accepted = verdict or checking.verdict(desk, item)
    if isinstance(accepted, DomainError):
        row = OfflinePayment(**records.refused(desk, item, accepted))
        db.session.add(row)
    else:
        row = _book(desk, accepted, later)
    db.session.flush()
    return row


def _book(desk: Desk, accepted: Accepted, later: Collection[uuid.UUID]) -> OfflinePayment:
    """Hold the wallet, divide the amount, and write everything together."""
    community_id, person_id = desk.community.id, accepted.payer.person_id
    wallet = ledger.wallet(community_id, person_id)
    balance = ledger.lock([wallet])[wallet]
    known = past.known(community_id, [accepted])
    if person_id in known.owing:
        debts.repay(community_id, person_id, wallet, balance)
    if known.paid_online(accepted, desk.shop.id):
        return _add(records.divided(desk, accepted, records.all_from_payer(accepted.item.amount)))
    used = known.use_of(accepted, desk.shop.id)
    if isinstance(used, CodeUsedHere):
        return _add(records.refused(desk, accepted.item, used, accepted))
    try:
        with db.session.begin_nested():
            return _divide(desk, accepted, wallet, used or known.blocked(accepted), later)
    except IdConflict:
        raise
    except DomainError as refusal:
        # The counter's rules: more than one payment may be, or not what coin buys here.
        return _add(records.refused(desk, accepted.item, refusal, accepted))


def _add(values: dict[str, object]) -> OfflinePayment:
    row = OfflinePayment(**values)
    db.session.add(row)
    return row


def _divide(
    desk: Desk,
    accepted: Accepted,
    wallet: uuid.UUID,
    hindered: DomainError | None,
    later: Collection[uuid.UUID],
) -> OfflinePayment:
    terms = settings.offline_rules(desk.community, accepted.day)
    shares = _shares(desk, accepted, terms, wallet, hindered, later)
    row = _add(records.divided(desk, accepted, shares))
    db.session.flush()
    _move(desk, accepted, shares, wallet)
    if shares.answerable and shares.reason:
        _owe(row, desk, accepted)
    person_id = accepted.payer.person_id
    if debts.owed_by(desk.community.id, person_id):
        debts.repay(desk.community.id, person_id, wallet, ledger_queries.balance(wallet))
    return row


def _shares(
    desk: Desk,
    accepted: Accepted,
    terms: OfflineRules,
    wallet: uuid.UUID,
    hindered: DomainError | None,
    later: Collection[uuid.UUID],
) -> Shares:
    amount, person_id = accepted.item.amount, accepted.payer.person_id
    funds = 0
    if hindered is None:
        payments.fill_up(desk.community.id, person_id, accepted.item.id, amount, desk.now)
        funds = min(amount, ledger_queries.balance(wallet))
    missing = amount - funds
    split = _split(desk, accepted, terms, missing, later) if missing else rules.Split(0, None)
    return Shares(
        funds=funds,
        split=split,
        reason=(hindered or NotEnoughCoins()) if missing else None,
        payable=hindered is None,
        answerable=hindered is None or not isinstance(hindered, (CodeKeyRevoked, NotAllowedHere)),
    )


def _split(
    desk: Desk,
    accepted: Accepted,
    terms: OfflineRules,
    missing: int,
    later: Collection[uuid.UUID],
) -> rules.Split:
    """What of ``missing`` the guarantee bears, whose account is held from here on."""
    before = past.accepted_before(accepted, desk.shop.id, later)
    ceilings = rules.Ceilings(terms.per_payment, terms.payer_day, terms.shop_day, days=terms.days)
    age = desk.now - accepted.item.accepted_at
    allowance = accepted.certificate.allowance
    doubt = rules.not_guaranteed(accepted.item.amount, before, ceilings, allowance, age)
    account = ledger.guarantee(desk.community.id)
    guarantee = rules.Guarantee(
        allowance=allowance,
        permille=terms.guaranteed_permille,
        borne=past.borne_for(accepted.payer.person_id, desk.community.id, desk.now),
        held=ledger.lock([account])[account],
    )
    return rules.split(missing, doubt, guarantee)


def _move(desk: Desk, accepted: Accepted, shares: Shares, wallet: uuid.UUID) -> None:
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
    if shares.payable and shares.received:
        ledger.set_owing(wallet, owing=False)
        payments.pay_otherwise(records.order(desk, accepted, shares.received))


def _owe(row: OfflinePayment, desk: Desk, accepted: Accepted) -> None:
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
