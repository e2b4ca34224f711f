"""Chiemgauer: coin that loses 3 % each half year, and a cash-out fee of 3 % + 2 %."""

from backend.redemption import fees
from tests.scenarios import acts, bank, coin
from tests.scenarios.table import Row, coins, euro, percent
from tests.scenarios.year import Year

MEMBERS, SHOPS = 200, 25


def live(year: Year) -> list[Row]:
    """A year of buying and spending, with a charge on the first of July and of January."""
    here, preset = year.here, year.preset
    members = here.move_in(MEMBERS)
    shops = here.open("shop", SHOPS, "laden")
    [school] = here.open("association", 1, "schule")
    for shop in shops:
        fees.choose(shop.id, school.id, here.at("shop_owner", shop))
    held, charged = 0, 0
    for month in year.months():
        for member in members[month * 12 : month * 12 + 10]:
            coin.buy(here, member, 15_000)
        acts.pay(here, members[month * 12], shops[month], 45_00)
        acts.spend_all(here, shops[month:], keep=60_00)
        coin.trade(here, shops[month], shops[month + 1], 15_00)
        if month == 6:
            held, charged = year.charged("demurrage", first_of=7)
    bank.redeem_all(here, shops)
    paid = bank.settle(here)
    amount, fee = sum(line.amount for line in paid), sum(line.fee for line in paid)
    to_school = here.held(here.till(school))
    later, charged_again = year.charged("demurrage", first_of=1)
    assert percent(charged, held) == percent(charged_again, later) == "3.00 %"
    assert (percent(fee, amount), percent(to_school, amount)) == ("5.00 %", "3.00 %")
    return [
        Row(
            "lost in the first half year",
            "3 %",
            f"{percent(charged, held)} of {coins(held, preset)}",
        ),
        Row(
            "lost in the second half year",
            "3 %",
            f"{percent(charged_again, later)} of {coins(later, preset)}",
        ),
        Row(
            "cash-out fee",
            "5 %",
            f"{percent(fee, amount)} of {coins(amount, preset)}, which gave "
            f"{euro(sum(line.euro_cents for line in paid))}",
        ),
        Row("of it for the chosen association", "3 %", percent(to_school, amount)),
        Row("of it for running costs", "2 %", percent(fee - to_school, amount)),
    ]
