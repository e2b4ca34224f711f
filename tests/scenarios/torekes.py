"""Torekes: 25 an hour, premiums of the list, plots at 150, and 220,000 bought back by the city."""

import pytest

from backend.tasks.errors import RewardNotListed, RewardRateFixed
from tests.scenarios import acts, bank, standing
from tests.scenarios.money import budgets, deposit
from tests.scenarios.table import Row, coins, euro
from tests.scenarios.year import Year

MEMBERS, SHOPS, GARDENERS = 300, 10, 50
HOUR = 25
PLANTING = 3
BOUGHT_BACK = 220_000
PREMIUM = "Keep a front garden on the pavement"


def live(year: Year) -> list[Row]:
    """A year in which everybody works some hours a month; fifty of them want a garden plot."""
    here, preset = year.here, year.preset
    members = here.move_in(MEMBERS)
    shops = here.open("shop", SHOPS, "winkel")
    [house] = here.open("association", 1, "buurtwerk")
    garden = here.organisation("Volkstuinen Het Landje")
    deposit(here.id, 2_400_000)
    [budget] = budgets(here, {house: 236_000})
    with pytest.raises(RewardRateFixed):
        acts.offer(here, budget, house, acts.hourly(30))
    with pytest.raises(RewardNotListed):
        acts.offer(here, budget, house, acts.fixed(50))
    by_hour = acts.offer(here, budget, house, acts.hourly(HOUR))
    listed = acts.offer(here, budget, house, acts.fixed(50), act=PREMIUM)
    an_hour = acts.earn(here, members[0], by_hour, 60)
    premium = acts.earn(here, members[1], listed)
    left, waiting = BOUGHT_BACK, 0
    for month in year.months():
        acts.rewards(here, budget, [(one, (2 + month % 2) * HOUR) for one in members])
        acts.earn(here, members[month], by_hour, 60)
        if month == PLANTING:
            acts.rewards(here, budget, [(one, 6 * HOUR) for one in members[:GARDENERS]])
            waiting = standing.rent_plots(here, members[:GARDENERS])
            year.tomorrow()
        acts.pay(here, members[month], shops[month % SHOPS], HOUR)
        left -= HOUR + acts.spend_all(here, shops, at_most=left - HOUR)
    rents = here.held(here.till(garden))
    bank.redeem_all(here, shops)
    paid = bank.settle(here)
    amount, cents = sum(line.amount for line in paid), sum(line.euro_cents for line in paid)
    rent = standing.plan(here, "plot").amount
    assert (an_hour, rent, rents, waiting) == (HOUR, 150, 40 * 150, GARDENERS - 40)
    assert (amount, cents) == (BOUGHT_BACK, 22_000_00)
    return [
        Row("the coin's value", "10 torekes for EUR 1", f"{amount // (cents // 100)} for EUR 1"),
        Row("an hour of volunteering", "25 torekes", coins(an_hour, preset)),
        Row("a listed act", "a fixed premium", f"{coins(premium, preset)} ({PREMIUM})"),
        Row(
            "a garden plot",
            "150 torekes a year",
            f"{coins(rent, preset)}, {rents // rent} plots, {waiting} on the waiting list",
        ),
        Row("shops that take part", "about 10", str(len(shops))),
        Row(
            "bought back by the city",
            "about 220,000 torekes for EUR 22,000",
            f"{coins(amount, preset)} for {euro(cents)}",
        ),
    ]
