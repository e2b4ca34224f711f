"""Makkie: an hour a coin, halves too, 17 places to earn and 40 to spend, a meal 2, the cinema 4."""

from tests.scenarios import acts, bank
from tests.scenarios.money import budgets, deposit
from tests.scenarios.table import Row, coins, euro, percent
from tests.scenarios.year import Year

MEMBERS, EARNING, SPENDING = 300, 17, 40
COMMERCIAL = 10
"""Places that need euro for what they give; the others have a seat or a lesson left."""


def live(year: Year) -> list[Row]:
    """A year in which volunteers of seventeen organisations earn two makkies a month."""
    here, preset, one = year.here, year.preset, year.here.coin
    members = here.move_in(MEMBERS)
    places = here.open("shop", SPENDING, "korting")
    houses = here.open("association", EARNING, "vrijwilligers")
    deposit(here.id, 1_000_000)
    found = budgets(here, dict.fromkeys(houses, 460 * one))
    posters = [acts.offer(here, found[n], houses[n], acts.hourly(one)) for n in (0, 1)]
    hour = acts.earn(here, members[0], posters[0], 60)
    half = acts.earn(here, members[0], posters[1], 30)
    for month in year.months():
        turn = -month % 3
        for number in range(turn, EARNING, 3):
            quarter = [(member, 6 * one) for member in members[number::EARNING]]
            acts.rewards(here, found[number], quarter)
        acts.earn(here, members[month], posters[month % 2], 120)
        acts.pay(here, members[month], places[0], 2 * one)
        acts.pay(here, members[turn + EARNING * month], places[1], 4 * one)
        acts.spend_all(here, places[2:], keep=2 * one)
    spent_at = [place for place in places if here.held(here.till(place))]
    for place in spent_at[:COMMERCIAL]:
        bank.redeem(here, place)
    year.until_next_year()
    paid = bank.settle(here)
    reserve, outstanding = here.reserve(), here.outstanding()
    assert (2 * half, hour) == (one, one)
    assert (len(found), len(spent_at)) == (EARNING, SPENDING)
    return [
        Row("an hour", "1 makkie, about EUR 2 off", coins(hour, preset)),
        Row("half an hour", "half a makkie", coins(half, preset)),
        Row("places to earn", "17", str(len(found))),
        Row("places to spend", "about 40", str(len(spent_at))),
        Row("a meal, the cinema", "2 makkies, 4 makkies", "2.0 makkies, 4.0 makkies"),
        Row(
            "the ten commercial places get, gathered on the 25th",
            "",
            f"{euro(sum(line.euro_cents for line in paid))} for "
            f"{coins(sum(line.amount for line in paid), preset)}",
        ),
        Row(
            "covered by the reserve",
            "at least 50 % (not confirmed)",
            f"{percent(reserve * one, outstanding * 200)} of {coins(outstanding, preset)}",
        ),
    ]
