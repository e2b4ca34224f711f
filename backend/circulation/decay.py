"""Demurrage and expiry: what coin loses when it lies still, in batches of accounts.

Both are computed from what an account held at the first instant of the day on which they fall due
(community's time zone), by the rules of that day, however late the job runs. What was paid in or
out since is taken back out of the sum; the charge itself is booked at the present instant.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from backend import clock
from backend.circulation import rules
from backend.circulation.rules import Moved
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import CommunityFacts
from backend.ids import derived_id
from backend.jobs.job import MOST_IN_A_BATCH, Due, Step
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.queries import Opened
from backend.ledger.service import Transfer
from backend.notices import service as notices
from backend.notices.service import News

WALLETS_AND_TILLS = ("wallet", "till")
DECAY = ("demurrage", "expiry")
"""Kinds of transfer that nobody decided on: they do not move coin in the sense of the rules."""


def charge_demurrage(due: Due, cursor: str | None) -> Step:
    """Charge the next accounts; nothing in months that the community's rule leaves out."""
    community = communities.community(due.community_id)
    terms = community_service.demurrage_rules(community, due.day)
    if not terms.permille or not rules.is_charging_month(due.day, terms.every_months):
        return Step()
    accounts = _next(community.id, cursor)
    start = clock.midnight(due.day, community.timezone)
    balances, since = _locked(accounts, start)
    idle = None
    if terms.only_idle_months is not None:
        idle = _before(
            balances, _midnight_before(community, due.day, terms.only_idle_months), start
        )
    charges = {
        held: rules.demurrage(
            balance,
            since.get(held, Moved()),
            terms.permille,
            None if idle is None else idle.get(held, Moved()),
        )
        for held, balance in balances.items()
        if balance
    }
    return _charge(due, "demurrage", accounts, charges)


def expire(due: Due, cursor: str | None) -> Step:
    """Let coin expire in the next accounts that nobody used for as long as the rule says."""
    community = communities.community(due.community_id)
    months = community_service.expiry_rules(community, due.day).months
    if months is None:
        return Step()
    accounts = _next(community.id, cursor)
    start = clock.midnight(due.day, community.timezone)
    balances, since = _locked(accounts, start)
    before = _before(balances, _midnight_before(community, due.day, months), start)
    charges = {
        held: rules.expiring(balance, since.get(held, Moved()), before.get(held, Moved()))
        for held, balance in balances.items()
        if balance
    }
    return _charge(due, "expiry", accounts, charges)


def warn_of_demurrage(due: Due, cursor: str | None) -> Step:
    """Tell members a month before that their coin will be charged."""
    community = communities.community(due.community_id)
    charged_on = rules.months_later(due.day, 1)
    terms = community_service.demurrage_rules(community, charged_on)
    if not terms.permille or not rules.is_charging_month(charged_on, terms.every_months):
        return Step()
    accounts = _next(community.id, cursor, ("wallet",))
    balances = ledger_queries.balances([one.id for one in accounts])
    people = [one.owner_id for one in accounts if balances[one.id]]
    on = charged_on.isoformat()
    percent = rules.percent(terms.permille)
    notices.tell(people, community.id, "demurrage_coming", percent=percent, on=on)
    return _step(accounts, len(people))


def warn_of_expiry(due: Due, cursor: str | None) -> Step:
    """Tell members a month before that their coin will expire unless they use it."""
    community = communities.community(due.community_id)
    expires_on = rules.months_later(due.day, 1)
    months = community_service.expiry_rules(community, expires_on).months
    if months is None:
        return Step()
    accounts = _next(community.id, cursor, ("wallet",))
    balances = ledger_queries.balances([one.id for one in accounts])
    holders = [one for one in accounts if balances[one.id]]
    still = _midnight_before(community, expires_on, months)
    moved = ledger_queries.moved_in_all([one.id for one in holders], still, but=DECAY)
    news = [
        News(
            one.owner_id,
            "expiry_coming",
            {"amount": balances[one.id], "on": expires_on.isoformat()},
        )
        for one in holders
        if one.id not in moved
    ]
    notices.tell_each(community.id, news)
    return _step(accounts, len(news))


def first_with_demurrage(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first month in which demurrage is charged."""
    community = communities.community(community_id)
    for day in _months(first, last):
        terms = community_service.demurrage_rules(community, day)
        if terms.permille and rules.is_charging_month(day, terms.every_months):
            return day
    return None


def first_before_demurrage(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first month that comes before one in which demurrage is charged."""
    ahead = (rules.months_later(first, 1), rules.months_later(last, 1))
    found = first_with_demurrage(community_id, *ahead)
    return found and rules.months_later(found, -1)


def first_with_expiry(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first month in which coin may expire."""
    community = communities.community(community_id)
    return next(
        (
            day
            for day in _months(first, last)
            if community_service.expiry_rules(community, day).months is not None
        ),
        None,
    )


def first_before_expiry(community_id: uuid.UUID, first: date, last: date) -> date | None:
    """The first month that comes before one in which coin may expire."""
    ahead = (rules.months_later(first, 1), rules.months_later(last, 1))
    found = first_with_expiry(community_id, *ahead)
    return found and rules.months_later(found, -1)


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of months from ``first`` on."""
    day = first if first.day == 1 else rules.months_later(first.replace(day=1), 1)
    while day <= last:
        yield day
        day = rules.months_later(day, 1)


def _next(
    community_id: uuid.UUID, cursor: str | None, purposes: Sequence[str] = WALLETS_AND_TILLS
) -> list[Opened]:
    after = uuid.UUID(cursor) if cursor else None
    return ledger_queries.opened(community_id, purposes, after, MOST_IN_A_BATCH)


def _midnight_before(community: CommunityFacts, day: date, months: int) -> datetime:
    return clock.midnight(rules.months_later(day, -months), community.timezone)


def _locked(
    accounts: Iterable[Opened], start: datetime
) -> tuple[dict[uuid.UUID, int], dict[uuid.UUID, Moved]]:
    """Balances that nobody else changes now, and what moved in these accounts since ``start``."""
    balances = ledger.lock([one.id for one in accounts])
    moved = ledger_queries.moved_in_all(list(balances), start, but=DECAY)
    return balances, {key: Moved(*sums) for key, sums in moved.items()}


def _before(
    balances: dict[uuid.UUID, int], since: datetime, until: datetime
) -> dict[uuid.UUID, Moved]:
    moved = ledger_queries.moved_in_all(list(balances), since, until, but=DECAY)
    return {key: Moved(*sums) for key, sums in moved.items()}


def _charge(due: Due, kind: str, accounts: Sequence[Opened], charges: dict[uuid.UUID, int]) -> Step:
    fund, now = ledger.fund(due.community_id), clock.now()
    about = derived_id(kind, due.community_id, due.day)
    transfers = [
        Transfer(
            id=derived_id(kind, held, due.day),
            kind=kind,
            debit_account=held,
            credit_account=fund,
            amount=charge,
            at=now,
            about_kind=kind,
            about_id=about,
        )
        for held, charge in charges.items()
        if charge
    ]
    if transfers:
        ledger.post_many(transfers)
    return _step(accounts, len(transfers))


def _step(accounts: Sequence[Opened], done: int) -> Step:
    more = len(accounts) == MOST_IN_A_BATCH
    return Step(str(accounts[-1].id) if more else None, done=done)
