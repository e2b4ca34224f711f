"""Zuiderling: half an hour a coin, earned or bought, for services, up to a ceiling a year."""

import pytest

from backend.payments.errors import CategoryNotAllowed
from backend.tasks.errors import CeilingYear
from tests.scenarios import acts, bank, coin
from tests.scenarios.money import budgets, deposit
from tests.scenarios.table import Row, coins, euro
from tests.scenarios.year import Year

MEMBERS = 200


def live(year: Year) -> list[Row]:
    """A year of four hours a month each, bought coin, notes, and somebody who does too much."""
    here, preset, one = year.here, year.preset, year.here.coin
    members = here.move_in(MEMBERS)
    services = here.open("shop", 8, "dienst")
    [grocer] = here.open("shop", 1, "kruidenier")
    [house] = here.open("association", 1, "dienst")
    deposit(here.id, 6_000_000)
    [budget] = budgets(here, {house: 21_000 * one})
    poster = acts.offer(here, budget, house, acts.hourly(2 * one))
    half_an_hour = acts.earn(here, members[0], poster, 30)
    bought = coin.buy(here, members[1], 2_800)
    with pytest.raises(CategoryNotAllowed):
        acts.pay(here, members[1], grocer, one)
    coin.change_notes(here, members[1], "out", {one: 3, 5 * one: 1})
    for month in year.months():
        busy = [(member, 8 * one) for member in members[1:]]
        acts.rewards(here, budget, [*busy, (members[0], 62 * one)])
        acts.pay(here, members[month], services[month % 8], 2 * one)
        acts.spend_all(here, services, keep=one)
    acts.earn(here, members[0], poster, 120)
    with pytest.raises(CeilingYear):
        acts.earn(here, members[0], poster, 60)
    coin.change_notes(here, members[1], "in", {one: 1})
    bank.redeem_all(here, services)
    paid = bank.settle(here)
    earned = here.earned(members[0])
    year.until_next_year()
    assert acts.earn(here, members[0], poster, 60) == 2 * one
    assert (half_an_hour, bought.amount) == (one, 10 * one)
    ceiling = preset.settings["founding"]["ceilings"]["year"]
    assert ceiling - 2 * one < earned <= ceiling
    out = sum(amount * count for amount, count in here.notes_out().items())
    return [
        Row("half an hour", "1 zuiderling", coins(half_an_hour, preset)),
        Row("bought with euro", "possible", f"{coins(bought.amount, preset)} for {euro(2_800)}"),
        Row("at the grocer's", "not for groceries", "refused (category_not_allowed)"),
        Row(
            "ceiling of a person in a year",
            "as far as volunteers are free of tax",
            f"{coins(earned, preset)} earned, then refused (ceiling_year), free again in January",
        ),
        Row("printed notes beside it", "yes", f"{coins(out, preset)} out as notes"),
        Row(
            "services turn coin into euro",
            "",
            f"{coins(sum(line.amount for line in paid), preset)} for "
            f"{euro(sum(line.euro_cents for line in paid))}",
        ),
    ]
