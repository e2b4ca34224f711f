"""The costly things that a whole test process shares; tests/conftest.py makes them known."""

from collections.abc import Iterator

import pytest

from tests.support import browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[browser.Chromium]:
    """The browser of this test process."""
    with browser.chromium() as started:
        yield started
