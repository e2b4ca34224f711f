"""What an organisation can turn into euro now, what later, and at which terms."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.ledger import queries as ledger
from backend.ledger import service as accounts
from backend.redemption import lots, owing, rules
from backend.redemption.fifo import Waits
from backend.redemption.rules import Terms, Waiting


@dataclass(frozen=True, slots=True)
class Till:
    """Coin of an organisation: ``now`` is redeemable, ``later`` by day, ``by_spending`` never by
    waiting alone; ``owed`` is kept back of what could go now. Minor units."""

    balance: int
    now: int
    later: tuple[Waiting, ...]
    by_spending: int
    owed: int = 0


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
    account_id = accounts.till(organisation.community_id, organisation.id)
    waits = lots.waits_on(community)
    found = _by_lots if waits.spends else _by_days
    return _less_owed(found(community, account_id, waits), owing.owed_by(organisation.id))


def _less_owed(till: Till, owed: int) -> Till:
    """What has to be given back to customers stays in the till."""
    kept = min(till.now, owed)
    return replace(till, now=till.now - kept, owed=owed)


def _by_days(community: CommunityFacts, account_id: uuid.UUID, waits: Waits) -> Till:
    balance = ledger.balance(account_id)
    wait = timedelta(days=max(waits.days, waits.window))
    if not wait:
        return Till(balance, balance, (), 0)
    found = ledger.arrivals(account_id, clock.now() - wait, "redeem_return")
    now, waiting = rules.split_by_age(balance, found, wait)
    later = rules.by_day([(community.day(at), amount) for at, amount in waiting])
    return Till(balance, now, tuple(later), 0)


def _by_lots(community: CommunityFacts, account_id: uuid.UUID, waits: Waits) -> Till:
    lots.catch_up(community.id)
    millis = clock.millis(clock.now())
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
