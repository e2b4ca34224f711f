"""What an organisation can turn into euro now, what later, and at which terms."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.communities.service import RedemptionRules
from backend.ledger import queries as ledger
from backend.ledger import service as accounts
from backend.redemption import fifo, lots, rules
from backend.redemption.rules import Terms, Waiting


@dataclass(frozen=True, slots=True)
class Till:
    """Coin of an organisation: ``now`` is redeemable, ``later`` by day, ``by_spending`` never by
    waiting alone. Minor units."""

    balance: int
    now: int
    later: tuple[Waiting, ...]
    by_spending: int


def terms(community: CommunityFacts, day: date | None = None) -> Terms:
    """The euro rate and the fee that hold on a day, by default today."""
    rate = settings.euro_rate(community, day)
    fees = settings.redemption_rules(community, day)
    return Terms(
        rate_minor=rate.coins * 10**community.currency.decimals,
        rate_cents=rate.euro_cents,
        fee_permille=fees.fee_permille,
        shares=tuple((share.to, share.permille) for share in fees.fee_to),
    )


def look(organisation: OrganisationFacts) -> Till:
    """The till as it is now; inside a unit of work that holds its account it stays true."""
    community = communities.community(organisation.community_id)
    asked = settings.redemption_rules(community)
    account_id = accounts.till(organisation.community_id, organisation.id)
    if asked.after_spends:
        return _by_lots(community, account_id, asked)
    return _by_days(community, account_id, asked)


def _by_days(community: CommunityFacts, account_id: uuid.UUID, asked: RedemptionRules) -> Till:
    balance = ledger.balance(account_id)
    if not asked.after_days:
        return Till(balance, balance, (), 0)
    wait = timedelta(days=asked.after_days)
    found = ledger.arrivals(account_id, clock.now() - wait, "redeem_return")
    now, waiting = rules.split_by_age(balance, found, wait)
    later = rules.by_day([(community.day(at), amount) for at, amount in waiting])
    return Till(balance, now, tuple(later), 0)


def _by_lots(community: CommunityFacts, account_id: uuid.UUID, asked: RedemptionRules) -> Till:
    lots.catch_up(community.id)
    millis = clock.millis(clock.now())
    waits = fifo.Waits(asked.after_spends, asked.after_days)
    now, by_spending, waiting = 0, 0, []
    for lot in lots.of_account(community.id, account_id):
        free_at = waits.free_at(lot)
        if waits.lets(lot, millis):
            now += lot.amount
        elif free_at is None:
            by_spending += lot.amount
        else:
            waiting.append((community.day(clock.from_millis(free_at)), lot.amount))
    later = rules.by_day(waiting)
    return Till(ledger.balance(account_id), now, tuple(later), by_spending)
