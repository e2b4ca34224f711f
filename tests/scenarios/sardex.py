"""Sardex: firms owe the circuit within their lines, clear it by selling, never in euro."""

import pytest

from backend.circulation.errors import SalesClosed
from backend.ledger.errors import NotEnoughCoins
from backend.redemption.errors import RedemptionNotOpen
from tests.scenarios import bank, coin
from tests.scenarios.table import Row, coins
from tests.scenarios.year import Year

FIRMS, MEMBERS = 48, 200


def live(year: Year) -> list[Row]:
    """A year of trade among firms: each buys on credit, and sells until its debt is cleared.

    One more firm buys on the first day and never sells anything.
    """
    here, preset, one = year.here, year.preset, year.here.coin
    members = here.move_in(MEMBERS)
    idle, *firms = here.open("shop", FIRMS + 1, "impresa")
    coin.trade(here, idle, firms[0], 500 * one)
    highest, longest = 0, 0
    for month in year.months():
        for number in range(month - 1, FIRMS, 12):
            coin.trade(here, firms[number], firms[(number + 7) % FIRMS], 3_000 * one)
        debts = here.debts()
        highest = max(highest, sum(owed for owed, _ in debts))
        longest = max([longest, *(days for owed, days in debts if owed != 500 * one)])
    line = preset.settings["founding"]["credit"]["shop_line"]
    with pytest.raises(NotEnoughCoins):
        coin.trade(here, firms[0], firms[1], line + here.held(here.till(firms[0])) + 1)
    year.until_next_year()
    with pytest.raises(NotEnoughCoins):
        coin.trade(here, idle, firms[1], one)
    with pytest.raises(RedemptionNotOpen):
        bank.redeem(here, firms[1], one)
    with pytest.raises(SalesClosed):
        coin.buy(here, members[0], 100_00)
    traded, drawn, repaid = (here.booked(kind) for kind in ("trade", "draw", "repay"))
    assert longest <= 365
    assert [owed for owed, _ in here.debts()] == [500 * one]
    return [
        Row("a firm's debt", "within its line", f"{coins(line, preset)}, beyond it refused"),
        Row("trade", "", f"{coins(traded, preset)}, {coins(drawn, preset)} of it on credit"),
        Row("debts at their highest", "", coins(highest, preset)),
        Row(
            "cleared by selling",
            "within 12 months",
            f"{coins(repaid, preset)}, the slowest after {longest} days",
        ),
        Row("a firm that never sells", "debt is cleared in 12 months", "its line is frozen"),
        Row("changed into euro", "never", "refused (redemption_not_open, sales_closed)"),
    ]
