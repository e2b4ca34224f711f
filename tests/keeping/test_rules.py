"""Which copies stay: one a day for a while, then one a week, then one a month."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.keeping.rules import Keep, superfluous

NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TIMES = st.sets(st.integers(0, 3_000).map(lambda hours: NIGHT - timedelta(hours=hours)))
KEEPS = st.builds(Keep, st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))


def test_a_year_of_nights_leaves_days_then_weeks_then_months() -> None:
    made = {NIGHT - timedelta(days=days) for days in range(365)}
    stay = sorted(made - superfluous(made, Keep(3, 3, 4)))
    assert [at.date().isoformat() for at in stay] == [
        "2026-08-31",
        "2026-09-30",
        "2026-10-31",
        "2026-11-15",
        "2026-11-21",
        "2026-11-22",
        "2026-11-23",
    ]


def test_of_one_day_the_newest_stays() -> None:
    hourly = {NIGHT - timedelta(hours=hours) for hours in range(3)}
    assert hourly - superfluous(hourly, Keep(5, 0, 0)) == {NIGHT}


@given(TIMES, KEEPS)
def test_the_newest_stays_and_asking_again_removes_nothing_more(
    made: set[datetime], keep: Keep
) -> None:
    stay = made - superfluous(made, keep)
    assert stay or not made
    assert not made or max(made) in stay
    assert superfluous(stay, keep) == set()
    assert len(stay) <= max(1, keep.days + keep.weeks + keep.months)
