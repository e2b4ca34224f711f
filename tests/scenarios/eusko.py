"""Eusko: 3 % of what is exchanged to an association with 30 sponsors, all covered, no overdraft."""

import pytest

from backend.circulation import associations
from backend.ledger.errors import NotEnoughCoins
from tests.scenarios import acts, bank, coin
from tests.scenarios.table import Row, coins, euro, percent
from tests.scenarios.year import Year

MEMBERS, SHOPS = 200, 30
ENOUGH, TOO_FEW = 30, 29


def live(year: Year) -> list[Row]:
    """A year in which one association has sponsors enough and another one lacks one."""
    here, preset, one = year.here, year.preset, year.here.coin
    members = here.move_in(MEMBERS)
    shops = here.open("shop", SHOPS, "saltegi")
    town = here.organisation("Herriko Etxea")
    ikastola, choir = here.open("association", 2, "elkarte")
    for member in members[:ENOUGH]:
        associations.choose(here.id, member, ikastola.id)
    for member in members[ENOUGH : ENOUGH + TOO_FEW]:
        associations.choose(here.id, member, choir.id)
    exchanged, owed = 0, 0
    for month in year.months():
        for member in members[month * 4 : month * 4 + 8]:
            sale = coin.buy(here, member, 20_000)
            if member in members[:ENOUGH]:
                exchanged, owed = exchanged + sale.amount, owed + sale.gift
            assert bool(sale.gift) == (member in members[:ENOUGH])
        acts.pay(here, members[month * 4], town, 25 * one)
        acts.pay(here, members[month * 4 + 1], shops[month], 30 * one)
        with pytest.raises(NotEnoughCoins):
            acts.pay(here, members[-1], shops[0], one)
        acts.spend_all(here, shops[month:], keep=10 * one)
        coin.trade(here, shops[month], shops[month + 1], 15 * one)
    bank.redeem_all(here, shops)
    paid = bank.settle(here)
    amount, fee = sum(line.amount for line in paid), sum(line.fee for line in paid)
    year.until_next_year()
    given = here.booked("gift")
    assert given == owed == here.held(here.till(ikastola))
    assert (given * 100, here.held(here.till(choir))) == (exchanged * 3, 0)
    assert here.reserve() * one >= here.outstanding() * 100
    return [
        Row(
            "to the association with 30 sponsors",
            "3 % of what its sponsors exchange",
            f"{percent(given, exchanged)} of {coins(exchanged, preset)}",
        ),
        Row("to the association with 29", "nothing", coins(here.held(here.till(choir)), preset)),
        Row(
            "reserve",
            "100 %",
            f"{euro(here.reserve())} for {coins(here.outstanding(), preset)} "
            f"({percent(here.reserve() * one, here.outstanding() * 100)})",
        ),
        Row("overdraft", "none", "refused (not_enough_coins)"),
        Row("municipal tills", "yes", f"{coins(here.held(here.till(town)), preset)} taken"),
        Row("fee for changing back", "5 % (not confirmed)", percent(fee, amount)),
    ]
