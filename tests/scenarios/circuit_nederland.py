"""Circuit Nederland: coin is euro again only after three spends here, or after nine months."""

import pytest

from backend.redemption import redeemable
from backend.redemption.errors import NotRedeemableYet
from tests.scenarios import acts, bank, coin
from tests.scenarios.table import Row, coins, euro
from tests.scenarios.year import Year

MEMBERS, SHOPS = 200, 20


def live(year: Year) -> list[Row]:
    """A year in which bought units go round among shops before any of them is changed."""
    here, preset, one = year.here, year.preset, year.here.coin
    members = here.move_in(MEMBERS)
    baker, printer, painter, farmer, *others = here.open("shop", SHOPS, "winkel")
    coin.buy(here, members[0], 30_000)
    acts.pay(here, members[0], baker, 100 * one)
    acts.pay(here, members[0], farmer, 200 * one)
    with pytest.raises(NotRedeemableYet):
        bank.redeem(here, baker, 100 * one)
    coin.trade(here, baker, printer, 100 * one)
    with pytest.raises(NotRedeemableYet):
        bank.redeem(here, printer, 100 * one)
    coin.trade(here, printer, painter, 100 * one)
    after_three = bank.redeem(here, painter, 100 * one)
    waited = None
    for month in year.months():
        for member in members[month * 10 : month * 10 + 10]:
            coin.buy(here, member, 5_000)
        acts.spend_all(here, others, keep=5 * one)
        coin.trade(here, others[month], others[month + 1], 20 * one)
        now = redeemable.look(farmer).now
        if now and waited is None:
            waited = month
    after_months = bank.redeem(here, farmer)
    free = sum(redeemable.look(shop).now for shop in others)
    held = sum(here.held(here.till(shop)) for shop in others)
    paid = bank.settle(here)
    assert (after_three.amount, after_months.amount) == (100 * one, 200 * one)
    assert waited == 10
    return [
        Row("after one or two local spends", "not yet euro", "refused (not_redeemable_yet)"),
        Row(
            "after three local spends",
            "euro",
            f"{coins(after_three.amount, preset)} for {euro(after_three.euro_cents)}",
        ),
        Row(
            "unspent in one till",
            "euro after some months",
            f"{coins(after_months.amount, preset)} from month {waited} on",
        ),
        Row(
            "in the other shops' tills at the end",
            "",
            f"{coins(free, preset)} of {coins(held, preset)} could become euro",
        ),
        Row("paid out", "", euro(sum(line.euro_cents for line in paid))),
    ]
