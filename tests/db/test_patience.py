"""How long requests wait for a database that went away."""

from backend.db.again import PATIENCE_SECONDS, Absence


def test_patience_is_counted_for_all_and_ends() -> None:
    now = [100.0]
    absence = Absence(lambda: now[0])
    assert absence.is_bearable()
    now[0] += PATIENCE_SECONDS / 2
    assert absence.is_bearable()
    now[0] += PATIENCE_SECONDS / 2
    assert not absence.is_bearable()
    now[0] += PATIENCE_SECONDS / 2
    assert not absence.is_bearable(), "the next request does not wait all over again"
    now[0] += PATIENCE_SECONDS * 2
    assert absence.is_bearable(), "long after, it is another absence"
