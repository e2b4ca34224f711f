"""Brixton Pound: a pound for a pound, 10 % on top, 10 % off, notes, taxes, and better wages."""

from tests.scenarios import acts, bank, coin
from tests.scenarios.money import budgets, deposit
from tests.scenarios.table import Row, coins, euro, percent
from tests.scenarios.year import Year

MEMBERS, SHOPS = 200, 20


def live(year: Year) -> list[Row]:
    """A year of buying, shopping, supplying, paying wages and taxes, and cashing out."""
    here, preset, one = year.here, year.preset, year.here.coin
    members = here.move_in(MEMBERS)
    shops = here.open("shop", SHOPS, "shop")
    council = here.organisation("Lambeth Council")
    deposit(here.id, 200_000)
    [launch] = budgets(here, {council: 2_000 * one}, "Launch bonus")
    coin.fill_fund(here, launch, 2_000 * one)
    sold, bonus, wages, extra = 0, 0, 0, 0
    for month in year.months():
        for member in members[month * 12 : month * 12 + 8]:
            sale = coin.buy(here, member, 10_000)
            sold, bonus = sold + sale.amount, bonus + sale.bonus
        buyer = members[month * 12]
        coin.change_notes(here, buyer, "out", {20 * one: 1, 10 * one: 1, 5 * one: 1, one: 2})
        acts.pay(here, buyer, council, 12 * one)
        acts.pay(here, members[month * 12 + 1], shops[month], 40 * one)
        acts.spend_all(here, shops[month:], keep=5 * one)
        coin.trade(here, shops[month], shops[month - 1], 20 * one)
        wages += 50 * one
        extra += coin.pay_wage(here, shops[month], members[month], 50 * one)
    tax = here.held(here.till(council))
    bank.redeem_all(here, shops)
    paid = bank.settle(here)
    coin.change_notes(here, members[12], "in", {20 * one: 1})
    amount, fee = sum(line.amount for line in paid), sum(line.fee for line in paid)
    assert here.reserve() * one >= here.outstanding() * 100
    assert (bonus * 10, extra * 10) == (sold, wages)
    assert percent(fee, amount) == "10.00 %"
    out = here.notes_out()
    return [
        Row(
            "backing",
            "1:1 in pounds",
            f"{coins(here.outstanding(), preset)} out, {euro(here.reserve())} in the reserve",
        ),
        Row("notes", "1, 5, 10, 20", ", ".join(f"{n} of {m // one}" for m, n in out.items())),
        Row("launch bonus", "10 %", f"{percent(bonus, sold)} of {coins(sold, preset)} bought"),
        Row(
            "cash-out fee",
            "10 %",
            f"{percent(fee, amount)} of {coins(amount, preset)}, which gave "
            f"{euro(sum(line.euro_cents for line in paid))}",
        ),
        Row("local taxes in coin", "possible", f"{coins(tax, preset)} at the council's till"),
        Row("wages in coin", "+10 %", f"{percent(extra, wages)} on {coins(wages, preset)}"),
    ]
