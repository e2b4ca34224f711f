"""Stadsmunt: one coin, three neighbourhoods; visits within a limit, the difference settled."""

import pytest

from backend.payments.errors import VisitsOverLimit
from tests.scenarios import acts, bank
from tests.scenarios.money import budgets, deposit
from tests.scenarios.table import Row, coins, euro
from tests.scenarios.year import Year

MEMBERS, SHOPS = 100, 5
A_MONTH = {("noord", "midden"): 300, ("midden", "noord"): 100, ("zuid", "noord"): 200}


def live(year: Year) -> list[Row]:
    """A year in which members of one neighbourhood also shop in another one."""
    preset, one = year.preset, year.here.coin
    noord, midden, zuid = year.all
    places = {"noord": noord, "midden": midden, "zuid": zuid}
    shops, funds = {}, {}
    for key, here in places.items():
        here.move_in(MEMBERS)
        shops[key] = here.open("shop", SHOPS, "winkel")
        [house] = here.open("association", 1, "buurthuis")
        deposit(here.id, 1_000_000)
        [funds[key]] = budgets(here, {house: 90_000 * one})
    for month in year.months():
        for key, here in places.items():
            earned = [(member, 50 * one) for member in here.members]
            acts.rewards(here, funds[key], [*earned, (here.members[month], 1_000 * one)])
        for (home, visited), amount in A_MONTH.items():
            here, there = places[home], places[visited]
            acts.pay(here, here.members[month], shops[visited][0], amount * one, at=there)
        for key, here in places.items():
            acts.spend_all(here, shops[key], keep=20 * one)
    payer = noord.members[0]
    acts.rewards(noord, funds["noord"], [(payer, 1_000 * one)])
    acts.pay(noord, payer, shops["midden"][1], 500 * one, at=midden)
    with pytest.raises(VisitsOverLimit):
        acts.pay(noord, payer, shops["midden"][1], 300 * one, at=midden)
    year.until_next_year()
    euros = {key: here.reserve() - 1_000_000 for key, here in places.items()}
    visits = (sum(A_MONTH.values()) * 12 + 500) * one
    assert sum(euros.values()) == 0
    bank.redeem_all(midden, shops["midden"])
    paid = bank.settle(midden)
    assert len({here.facts.currency.id for here in year.all}) == 1
    return [
        Row(
            "one coin, several neighbourhoods", "yes", f"{len(year.all)}, each with its own reserve"
        ),
        Row("spent in another one", "", coins(visits, preset)),
        Row(
            "limit of such visits in a month",
            "agreed between them",
            f"{coins(preset.settings['founding']['exchange']['month_limit'], preset)}, "
            "beyond it refused (visits_over_limit)",
        ),
        Row(
            "settled between the reserves",
            "only the difference moves",
            ", ".join(f"{places[key].facts.name} {_signed(cents)}" for key, cents in euros.items()),
        ),
        Row(
            "Midden's shops turn coin into euro",
            "",
            f"{coins(sum(line.amount for line in paid), preset)} for "
            f"{euro(sum(line.euro_cents for line in paid))}",
        ),
    ]


def _signed(cents: int) -> str:
    return ("+" if cents > 0 else "-" if cents < 0 else "") + euro(abs(cents))
