"""The ledger's own crowds under the strictest isolation."""

import pytest

from tests.ledger.conftest import community
from tests.ledger.test_booking import (
    test_a_budget_for_three_rewards_pays_exactly_three_of_ten_at_once,
    test_the_same_id_twenty_times_at_once_books_once,
    test_thirty_two_payers_on_crossing_accounts_neither_deadlock_nor_overdraw,
)
from tests.scale.strict import app

__all__ = [
    "app",
    "community",
    "test_a_budget_for_three_rewards_pays_exactly_three_of_ten_at_once",
    "test_the_same_id_twenty_times_at_once_books_once",
    "test_thirty_two_payers_on_crossing_accounts_neither_deadlock_nor_overdraw",
]

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
