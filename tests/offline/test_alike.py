"""A queue settled by hundreds ends exactly as it does when each item is settled by itself."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backend.offline import settling
from tests.factories.ledger import findings
from tests.offline.twins import KINDS, LEFT, OWING, POOR, RICH, Deed, make_twin

START = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
EXAMPLES = 3

deeds = st.builds(
    Deed,
    kind=st.sampled_from(KINDS),
    payer=st.integers(0, OWING),
    amount=st.sampled_from((50, 200, 400, 900, 1_100)),
    second=st.integers(0, 2),
    of=st.integers(0, 30),
)
queues = st.lists(deeds, min_size=2, max_size=16)


# Somebody whose coin is not enough for the second thing they bought, but would be for the third;
# and somebody whom the guarantee pays for, as the shop had accepted little before that second.
SHORT = [Deed("new", POOR, amount, 0, 0) for amount in (400, 900, 50)]
SAME_SECOND = [Deed("new", LEFT, 900, 0, 0)] + [Deed("new", RICH, 900, 0, 0)] * 5


@example(queue=SHORT + SAME_SECOND, cut=24, overlap=0, at_once=250)
@example(queue=SAME_SECOND + SHORT, cut=5, overlap=2, at_once=4)
@given(queue=queues, cut=st.integers(0, 24), overlap=st.integers(0, 6), at_once=st.integers(2, 250))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_settled_together_ends_as_if_each_had_been_settled_by_itself(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    queue: Sequence[Deed],
    cut: int,
    overlap: int,
    at_once: int,
) -> None:
    calls = [slice(0, cut), slice(max(0, cut - overlap), None), slice(None)]
    ends = []
    for many in (1, at_once):
        monkeypatch.setattr(settling, "TOGETHER", many)
        twin = make_twin(app, START)
        twin.live(queue)
        ends.append((twin.settle(calls), twin.state()))
    assert ends[1] == ends[0]
    assert findings() == []
