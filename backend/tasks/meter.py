"""How near a volunteer is to the figures of the tax rules: shown to that person and nobody else.

It never refuses anything and is never stored: each reading sums the rewards in the ledger, over
all organisations and all neighbourhoods of the person, at the euro rate of the day of each.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as rules_of
from backend.communities.queries import CommunityFacts
from backend.ledger import queries as ledger
from backend.tasks import queries
from backend.tasks.meter_rules import Work, above_hour, cents_of, nearness, total
from backend.tasks.meter_schemas import (
    AboveHour,
    BeforeClaim,
    MeterPeriod,
    MeterPlace,
    TaxFigures,
    VolunteerMeter,
)
from backend.tasks.periods import Period, month_of, year_of

MOST_ABOVE_HOUR = 5


@dataclass(frozen=True, slots=True)
class _Book:
    """What somebody earned this year, and what waits for approval."""

    today: date
    earned: list[Work]
    waiting: list[Work]


def show(community_id: uuid.UUID, person_id: uuid.UUID, *, under_21: bool) -> VolunteerMeter:
    """The meter by the figures of this community; ``under_21`` only chooses the one per hour."""
    community = communities.community(community_id)
    book = _book(community, person_id)
    tax = rules_of.volunteer_tax(community, book.today)
    hour_cents = tax.hour_under_21_cents if under_21 else tax.hour_cents
    month, year = month_of(book.today), year_of(book.today)
    figures = TaxFigures(
        hour_cents=hour_cents,
        month_cents=tax.month_cents,
        year_cents=tax.year_cents,
        source=tax.source,
        valid_from=rules_of.since(community, "volunteer_tax", book.today),
    )
    return VolunteerMeter(
        tax=figures,
        month=_period(book, month, tax.month_cents),
        year=_period(book, year, tax.year_cents),
        places=_places(book.earned, month),
        above_hour=_above_hour(book.earned, hour_cents),
    )


def before_claim(community: CommunityFacts, person_id: uuid.UUID) -> BeforeClaim:
    """What the phone needs to warn before a claim that would pass a figure."""
    book = _book(community, person_id)
    month = month_of(book.today)
    everything = book.earned + book.waiting
    return BeforeClaim(
        month_cents=total([work for work in everything if month.holds(work.day)]),
        year_cents=total(everything),
        tax=rules_of.volunteer_tax(community, book.today),
        euro_rate=rules_of.euro_rate(community, book.today),
    )


def _book(here: CommunityFacts, person_id: uuid.UUID) -> _Book:
    now = clock.now()
    today = here.day(now)
    starts, over = year_of(today).bounds(here.timezone)
    wallets = {
        account.id: account.community_id
        for account in ledger.accounts_of(person_id)
        if account.purpose == "wallet"
    }
    rewards = ledger.earnings(wallets, starts, over)
    done = queries.work_of([reward.id for reward in rewards])
    everywhere = {id_: communities.community(id_) for id_ in set(wallets.values())}
    earned = [
        _work(
            here,
            everywhere[wallets[reward.account_id]],
            reward.at,
            reward.amount,
            done.get(reward.id),
        )
        for reward in rewards
    ]
    waiting = [
        _work(here, communities.community(claim.community_id), now, claim.amount, claim)
        for claim in queries.work_waiting(person_id)
    ]
    return _Book(today, earned, waiting)


def _work(
    here: CommunityFacts,
    there: CommunityFacts,
    at: datetime,
    amount: int,
    claim: queries.WorkDone | None,
) -> Work:
    rate = rules_of.euro_rate(there, there.day(at))
    coin = rate.coins * 10**there.currency.decimals
    return Work(
        day=here.day(at),
        at=at,
        worth=cents_of(amount, rate.euro_cents, coin),
        minutes=claim.minutes if claim else None,
        task=claim.title if claim else "",
        organisation_id=claim.organisation_id if claim else None,
        community=there.name,
    )


def _period(book: _Book, period: Period, limit_cents: int) -> MeterPeriod:
    of_it = [work for work in book.earned if period.holds(work.day)]
    waiting = total([work for work in book.waiting if period.holds(work.day)])
    return MeterPeriod(
        starts=period.starts,
        ends=period.over - timedelta(days=1),
        earned_cents=total(of_it),
        waiting_cents=waiting,
        limit_cents=limit_cents,
        minutes=sum(work.minutes or 0 for work in of_it),
        untimed=sum(work.minutes is None for work in of_it),
        state=nearness(total(of_it), limit_cents),
    )


def _places(earned: Sequence[Work], month: Period) -> list[MeterPlace]:
    ids = {work.organisation_id for work in earned if work.organisation_id}
    names = communities.organisation_names(ids)
    groups: dict[tuple[uuid.UUID | None, str], list[Work]] = {}
    for work in earned:
        groups.setdefault((work.organisation_id, work.community), []).append(work)
    places = [
        MeterPlace(
            organisation=names[organisation_id].name if organisation_id else "",
            community=community,
            month_cents=total([work for work in works if month.holds(work.day)]),
            year_cents=total(works),
        )
        for (organisation_id, community), works in groups.items()
    ]
    return sorted(places, key=lambda place: (-place.year_cents, place.organisation))


def _above_hour(earned: Sequence[Work], hour_cents: int) -> list[AboveHour]:
    found = [(work, above_hour(work, hour_cents)) for work in reversed(earned)]
    return [
        AboveHour(task=work.task, at=work.at, hour_cents=cents)
        for work, cents in found
        if cents is not None
    ][:MOST_ABOVE_HOUR]
