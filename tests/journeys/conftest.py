"""A living example neighbourhood on a real server, and people with phones in it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from backend import audit
from backend.cli.workplace import at_work
from backend.config import from_environment
from tests.journeys.people import Person
from tests.support.browser import Chromium
from tests.support.server import Server, running
from tests.support.words import Words

Meet = Callable[..., Person]


@pytest.fixture(scope="module")
def street() -> Iterator[Server]:
    """The example neighbourhood, served; whatever happened there, its ledger is sound after it."""
    with running() as server:
        yield server
        with at_work(from_environment(server.environment)):
            assert audit.run() == []


@pytest.fixture
def installs() -> bool:
    """Whether phones keep the app for use without a network: modules about that say yes.

    Nobody else needs the two hundred files that a phone then fetches before it is of use.
    """
    return False


@pytest.fixture
def meet(street: Server, chromium: Chromium, installs: bool) -> Iterator[Meet]:
    """Gives somebody a phone: ``meet(language="ar")``; all phones are switched off afterwards."""
    with ExitStack() as phones:

        def person(language: str = "nl", **options: Any) -> Person:
            chosen = {"installs": installs, **options}
            phone = phones.enter_context(chromium.phone(language=language, **chosen))
            return Person(phone, street, Words(language))

        yield person
