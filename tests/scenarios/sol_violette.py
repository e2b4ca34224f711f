"""SOL-Violette: coin that lies still loses 2 % a quarter, and households get a monthly sum."""

from tests.scenarios import acts, bank, coin, standing
from tests.scenarios.money import budgets, deposit
from tests.scenarios.table import Row, coins, euro, percent
from tests.scenarios.year import Year

MEMBERS, SHOPS, HOUSEHOLDS = 200, 15, 30


def live(year: Year) -> list[Row]:
    """A year in which most members spend each month, and three let their coin lie."""
    here, preset, one = year.here, year.preset, year.here.coin
    members = here.move_in(MEMBERS)
    shops = here.open("shop", SHOPS, "boutique")
    city = here.organisation("Ville de Toulouse")
    deposit(here.id, 1_500_000)
    [money] = budgets(here, {city: 15_000 * one})
    coin.fill_fund(here, money, 15_000 * one)
    households = members[:HOUSEHOLDS]
    standing.grant(here, households)
    bonus = sum(coin.buy(here, member, 10_000).bonus for member in members[-3:])
    bought = 3 * 100 * one
    still, first = bought + bonus, 0
    for month in year.months():
        for member in members[month * 12 + 24 : month * 12 + 30]:
            sale = coin.buy(here, member, 4_000)
            bought, bonus = bought + sale.amount, bonus + sale.bonus
        acts.spend_all(here, shops, keep=2 * one, but=members[-3:])
        for number in range(SHOPS) if month % 3 == 0 else ():
            coin.trade(here, shops[number], shops[(number + 1) % SHOPS], 10)
        if month == 7:
            first = sum(here.lost(member) for member in members[-3:])
    kept = sum(here.held(here.wallet(member)) for member in members[-3:])
    lost = sum(here.lost(member) for member in households)
    bank.redeem_all(here, shops)
    paid = bank.settle(here)
    granted = here.booked("grant")
    assert (percent(first, still), lost) == ("2.00 %", 0)
    assert granted == HOUSEHOLDS * 12 * 30 * one
    return [
        Row(
            "coin unused for three months",
            "-2 %",
            f"{percent(first, still)} in July; {coins(still, preset)} that lay still became "
            f"{coins(kept, preset)} by the tenth of December",
        ),
        Row("coin that is used each month", "nothing", f"{coins(lost, preset)} charged"),
        Row(
            "monthly sum for a household",
            "yes",
            f"{coins(granted // HOUSEHOLDS, preset)} a year to each of {HOUSEHOLDS}",
        ),
        Row("on top when buying", "5 % (not confirmed)", percent(bonus, bought)),
        Row(
            "changed back by shops",
            "",
            f"{coins(sum(line.amount for line in paid), preset)} for "
            f"{euro(sum(line.euro_cents for line in paid))}",
        ),
    ]
