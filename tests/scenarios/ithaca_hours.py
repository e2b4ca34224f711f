"""Ithaca HOURS: ten dollars an hour, notes in eighths, listings, loans and grants."""

import pytest

from backend.circulation.credit_models import Loan
from backend.db import db
from backend.redemption.errors import RedemptionNotOpen
from tests.scenarios import acts, bank, coin, standing
from tests.scenarios.money import budgets
from tests.scenarios.table import Row, coins, euro
from tests.scenarios.year import Year

MEMBERS, SHOPS = 250, 30
LISTING = "Be listed in the directory"


def live(year: Year) -> list[Row]:
    """A year in which everybody is listed, two borrow, and three groups get grants."""
    here, preset, one = year.here, year.preset, year.here.coin
    members = here.move_in(MEMBERS)
    shops = here.open("shop", SHOPS, "services")
    groups = here.open("association", 3, "group")
    directory = here.organisation("Ithaca HOURS directory")
    grocer = here.organisation("GreenStar")
    [budget] = budgets(here, {directory: 700 * one})
    coin.fill_fund(here, budget, 150 * one)
    poster = acts.offer(here, budget, directory, acts.fixed(2 * one), act=LISTING)
    listing = acts.earn(here, members[0], poster)
    acts.rewards(here, budget, [(member, 2 * one) for member in members[1:]])
    spender, hoarder = members[1], members[2]
    spent_loan = coin.lend(here, spender, 20 * one, "line")
    kept_loan = coin.lend(here, hoarder, 12 * one, "fund")
    standing.grant(here, groups)
    year.tomorrow()
    price, share = 8 * one, grocer.coin_share or 0
    in_coin = price * share // 100
    acts.pay(here, spender, grocer, in_coin)
    notes = {2 * one: 2, one: 2, one // 2: 2, one // 4: 2, one // 8: 4, one // 10: 5}
    coin.change_notes(here, members[0], "out", {one // 8: 4, one // 10: 5, one // 4: 1})
    coin.change_notes(here, spender, "out", {2 * one: 2, one: 2, one // 2: 2, one // 4: 1})
    assert here.notes_out() == notes
    acts.pay(here, spender, shops[0], here.held(here.wallet(spender)))
    for month in year.months():
        if month in {1, 2}:
            acts.spend_all(here, shops, keep=one // 2, but=[hoarder])
        coin.trade(here, shops[month], shops[month + 1], one)
        coin.pay_wage(here, shops[month], spender, 2 * one)
        coin.pay_wage(here, shops[month + 12], members[month + 3], one)
    year.until_next_year()
    with pytest.raises(RedemptionNotOpen):
        bank.redeem(here, shops[5], one)
    lent, unspent = (db.session.get_one(Loan, key) for key in (spent_loan, kept_loan))
    granted = sum(here.held(here.till(group)) for group in groups)
    assert (listing, lent.repaid, unspent.repaid) == (2 * one, 20 * one, 12 * one)
    assert (lent.status, unspent.status) == ("repaid", "repaid")
    return [
        Row("1 HOUR", "USD 10", f"{euro(1_000)} (dollars stand in the place of euro)"),
        Row("notes", "2, 1, 1/2, 1/4, 1/8, 1/10", _fractions(here.notes_out(), one)),
        Row("a listing in the directory", "earns 2 HOURS", coins(listing, preset)),
        Row(
            "share of a price in HOURS",
            "each business states it",
            f"{share} %: {coins(in_coin, preset)} of {coins(price, preset)}",
        ),
        Row(
            "a loan that was spent",
            "without interest, repaid within 12 months",
            f"{coins(lent.amount, preset)} lent, {coins(lent.repaid, preset)} repaid "
            f"({lent.status})",
        ),
        Row(
            "a loan that was not spent",
            "spent within 6 months",
            f"{coins(unspent.repaid, preset)} of {coins(unspent.amount, preset)} taken back",
        ),
        Row("grants to groups", "yes", coins(granted, preset)),
        Row("changed back into dollars", "never", "refused (redemption_not_open)"),
        Row("HOURS in existence", "", coins(here.outstanding(), preset)),
    ]


def _fractions(notes: dict[int, int], one: int) -> str:
    words = {2 * one: "2", one: "1", one // 2: "1/2", one // 4: "1/4", one // 8: "1/8"}
    words[one // 10] = "1/10"
    return ", ".join(f"{notes[amount]} of {words[amount]}" for amount in sorted(notes)[::-1])
