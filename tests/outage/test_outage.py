"""A small month of outages on both databases; `make outage` lives the large one."""

import random

from flask import Flask

from tests.outage.month import Chances, Month
from tests.outage.proof import losses, problems
from tests.outage.world import make_world

SMALL = Chances(purchases_a_day=0.9, shop_outage_a_day=0.7, cheats=0.2, answer_lost=0.3)


def test_a_month_of_outages_books_everything_once_and_bounds_the_loss(app: Flask) -> None:
    chance = random.Random(7)  # noqa: S311 - a simulation
    month = Month(make_world(app, phones=24, shops=5), chance, SMALL)
    month.run(days=6)
    assert problems(month) == []
    assert month.tally["accepted offline"] > 20
    assert month.tally["tricks that a counter accepted"] > 5
    assert month.tally["servers that died half-way"] > 0
    lost = losses(month)
    assert 0 < lost.guarantee_worst <= lost.most_guarantee
