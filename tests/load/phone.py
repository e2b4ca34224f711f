"""From the start of the app to a payment code on the screen, on a slow phone with a slow network.

Chromium slows its page down sixfold and gives it the network that Lighthouse calls slow 4G: 1.6
Mbit/s down, 0.75 up, 150 ms for each question. The service worker's own thread is not slowed.
"""

from collections.abc import Mapping
from contextlib import ExitStack

from playwright.sync_api import Page

from tests.journeys.people import Person
from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds
from tests.support.browser import Chromium, Phone, chromium
from tests.support.server import Server, running
from tests.support.words import Words

SLOWER = 6
Network = Mapping[str, float | bool]
SLOW_4G: Network = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
NO_NETWORK: Network = {**SLOW_4G, "offline": True}
CODE = ".pay-code svg path, .pay-code img, .pay-code canvas"
WORDS = "h1"
PATIENCE_MILLISECONDS = 60_000
_STOPWATCH = """selector => {
    const look = () => {
      if (!document.querySelector(selector)) return
      watch.disconnect()
      // After the frame in which it is painted.
      requestAnimationFrame(() => setTimeout(() => { window.seenAfter = performance.now() }))
    }
    const watch = new MutationObserver(look)
    watch.observe(document, { childList: true, subtree: true })
}"""


def measure(effort: Effort) -> list[Figure]:
    """Medians of several starts: a first visit, and a member's second one in three networks."""
    with ExitStack() as stack:
        street = stack.enter_context(running())
        browser = stack.enter_context(chromium())
        first = Series()
        for _ in range(effort.repeats):
            with browser.phone() as stranger:
                first.add(_start(stranger, street, "/", WORDS, SLOW_4G))
        return [*_second_visits(street, browser, effort), of_rounds("app_first_visit", first)]


def _second_visits(street: Server, browser: Chromium, effort: Effort) -> list[Figure]:
    second, offline, quick = Series(), Series(), Series()
    with browser.phone(errors=False) as phone:
        _settle_in(Person(phone, street, Words("nl")))
        for _ in range(effort.repeats):
            second.add(_start(phone, street, "/pay", CODE, SLOW_4G))
            phone.context.set_offline(True)
            offline.add(_start(phone, street, "/pay", CODE, NO_NETWORK))
            phone.context.set_offline(False)
            quick.add(_start(phone, street, "/pay", CODE))
    return [
        of_rounds("app_second_visit", second),
        of_rounds("app_offline", offline),
        of_rounds("app_unthrottled", quick),
    ]


def _settle_in(person: Person) -> None:
    """A member whose phone has everything that a second visit finds there."""
    person.step_into("resident")
    person.page.evaluate("navigator.serviceWorker.ready")
    person.shows_code()
    person.page.wait_for_load_state("networkidle")


def _start(
    phone: Phone, street: Server, path: str, selector: str, network: Network | None = None
) -> float:
    """Seconds from the navigation to the frame that shows ``selector``, in a page of its own.

    With a ``network`` the processor is slow as well.
    """
    page = phone.context.new_page()
    try:
        if network:
            session = phone.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", dict(network))
        page.add_init_script(f"({_STOPWATCH})({selector!r})")
        page.goto(street.origin + path, wait_until="commit")
        return _seen_after(page)
    finally:
        page.close()


def _seen_after(page: Page) -> float:
    page.wait_for_function(
        "() => window.seenAfter !== undefined", timeout=PATIENCE_MILLISECONDS, polling=100
    )
    return float(page.evaluate("window.seenAfter")) / 1000
