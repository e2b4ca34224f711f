"""Who bears what, with plain values."""

from datetime import timedelta

import pytest

from backend.offline.rules import (
    AcceptedBefore,
    Ceilings,
    Guarantee,
    not_guaranteed,
    split,
    status,
)

CEILINGS = Ceilings(per_payment=1_000, payer_day=1_500, shop_day=5_000, days=7)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("amount", "before", "age", "why"),
    [
        (1_000, AcceptedBefore(), DAY, None),
        (1_001, AcceptedBefore(), DAY, "over_per_payment"),
        (501, AcceptedBefore(under_certificate=1_500), DAY, "over_allowance"),
        (501, AcceptedBefore(of_payer_that_day=1_000), DAY, "over_payer_day"),
        (500, AcceptedBefore(1_000, 4_500, 1_500), DAY, None),
        (501, AcceptedBefore(that_day=4_500), DAY, "over_shop_day"),
        (500, AcceptedBefore(), 7 * DAY, None),
        (500, AcceptedBefore(), 8 * DAY, "acceptance_too_old"),
    ],
)
def test_a_shop_that_could_have_known_is_not_guaranteed(
    amount: int, before: AcceptedBefore, age: timedelta, why: str | None
) -> None:
    found = not_guaranteed(amount, before, CEILINGS, 2_000, age)
    assert (found.code if found else None) == why


def test_without_ceilings_the_allowance_is_the_only_bound() -> None:
    free = Ceilings(None, None, None, days=7)
    assert not_guaranteed(2_000, AcceptedBefore(0, 90_000, 0), free, 2_000, DAY) is None
    found = not_guaranteed(2_001, AcceptedBefore(), free, 2_000, DAY)
    assert found is not None
    assert (found.code, found.params) == ("over_allowance", {"limit": 2_000})


@pytest.mark.parametrize(
    ("permille", "borne", "held", "covered", "why"),
    [
        (1_000, 0, 9_999, 800, None),
        (750, 0, 9_999, 600, "shared_by_rule"),
        (0, 0, 9_999, 0, "shared_by_rule"),
        (1_000, 1_500, 9_999, 500, "guarantee_used_up"),
        (1_000, 5_000, 9_999, 0, "guarantee_used_up"),
        (1_000, 0, 300, 300, "guarantee_empty"),
        (750, 1_000, 9_999, 500, "guarantee_used_up"),
    ],
)
def test_a_loss_is_divided_between_guarantee_and_shop(
    permille: int, borne: int, held: int, covered: int, why: str | None
) -> None:
    found = split(800, None, Guarantee(2_000, permille, borne, held))
    assert (found.covered, found.lost_because and found.lost_because.code) == (covered, why)


def test_who_was_careless_is_told_why() -> None:
    doubt = not_guaranteed(1_001, AcceptedBefore(), CEILINGS, 2_000, DAY)
    found = split(800, doubt, Guarantee(2_000, 1_000, 0, 9_999))
    assert (found.covered, found.lost_because) == (0, doubt)
    assert split(0, doubt, Guarantee(2_000, 1_000, 0, 9_999)).lost_because is None


def test_every_outcome_has_a_name() -> None:
    assert [status(800, 800, 0), status(800, 800, 1)] == ["paid", "covered"]
    assert [status(800, 799, 0), status(800, 0, 0)] == ["short", "refused"]
