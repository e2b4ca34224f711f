"""The whole loop with real keys, real paper and real cameras: sign, print, scan, earn, pay."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person
from tests.journeys.test_offline import network, prepared

LANGUAGES = ("nl", "ar")
PAYMENTS = "**/api/v1/payments/*"


POSTERS: dict[tuple[str, str], Image.Image] = {}


def poster_for(resident: Person, meet: Meet) -> Image.Image:
    """A poster of the resident's neighbourhood for a task of 40 coins, printed once for all."""
    language = resident.words.language
    printed_here = (resident.street.origin, language)
    if printed_here not in POSTERS:
        coordinator = meet(language)
        coordinator.step_into("coordinator")
        coordinator.make_task("Stoep vegen", 40)
        POSTERS[printed_here] = coordinator.sign_and_print()
    return POSTERS[printed_here]


def earner(meet: Meet, language: str = "nl", *, installs: bool = False) -> Person:
    """A new resident who has earned 40 coins with a task that a coordinator printed."""
    resident = meet(language, installs=installs)
    poster = poster_for(resident, meet)
    resident.sign_up("Samira")
    resident.scan_and_earn(poster)
    return resident


def balance(resident: Person) -> int:
    """What the resident has, in minor units."""
    community = resident.get("/me")["memberships"][0]["community"]["id"]
    return int(resident.get(f"/communities/{community}/wallet")["balance"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_earned_from_paper_and_paid_at_the_counter(meet: Meet, language: str) -> None:
    resident, shop = earner(meet, language), meet(language)
    resident.has(40)
    shop.enrol("shop", "Hassan")
    shop.press("counter.welcome.go")
    shop.organisation()

    shop.scans(resident.shows_code(), 6)

    assert resident.paid_mark() == shop.paid_mark()
    resident.can_use_it()
    shop.can_use_it()
    resident.has(34)


def test_a_code_works_with_the_network_off(meet: Meet) -> None:
    resident, shop = earner(meet, installs=True), meet()
    resident.has(40)
    resident.page.evaluate("navigator.serviceWorker.ready")
    resident.shows_code()
    shop.step_into("shop")
    shop.organisation()
    resident.phone.context.set_offline(True)
    assert resident.page.evaluate("fetch('/healthz').then(() => false, () => true)")

    shop.scans(resident.shows_code(), 7)

    shop.paid_mark()
    resident.phone.context.set_offline(False)
    resident.has(33)


def test_above_the_limit_the_payer_is_asked_and_confirms_with_a_passkey(meet: Meet) -> None:
    resident, shop = earner(meet), meet()
    shop.step_into("shop")
    shop.organisation()

    shop.scans(resident.shows_code(), 30)
    shop.sees("counter.asking.title")
    shop.can_use_it()
    resident.can_use_it()
    resident.press("pay.ask.yes")

    assert resident.paid_mark() == shop.paid_mark()
    resident.has(10)


def test_a_shop_that_asks_is_answered_from_a_notification_too(meet: Meet) -> None:
    resident, shop = meet(), meet()
    resident.step_into("resident")
    shop.step_into("shop")
    shop.organisation()

    with shop.page.expect_request(PAYMENTS) as sent:
        shop.scans(resident.shows_code(), 30)
    shop.sees("counter.asking.title")
    resident.open(f"/pay/asked/{sent.value.url.rpartition('/')[2]}")
    resident.sees("pay.ask.why")
    resident.can_use_it()
    resident.press("pay.ask.yes")

    assert resident.paid_mark() == shop.paid_mark()


def test_a_poster_scanned_without_a_network_counts_once_it_is_back(meet: Meet) -> None:
    resident = meet(installs=True)
    poster = poster_for(resident, meet)
    resident.step_into("resident")
    before = balance(resident)
    prepared(resident, "task-keys")
    resident.page.wait_for_function("() => localStorage['wm.cache.tasks']?.includes('Stoep vegen')")
    network(False, resident)

    resident.phone.look_at(poster)
    resident.go("/scan")
    expect(resident.button("earn.later.keep")).to_be_visible()
    resident.can_use_it()
    resident.press("earn.later.keep")
    resident.sees("earn.later.kept")
    resident.go("/outbox")
    resident.sees("outbox.part.waiting")

    network(True, resident)
    resident.sees("outbox.part.done")
    assert balance(resident) == before + 4000


def test_what_was_paid_is_given_back(meet: Meet) -> None:
    resident, shop = earner(meet), meet()
    shop.step_into("shop")
    shop.organisation()
    screen = resident.shows_code()
    shop.scans(screen, 8)
    assert resident.paid_mark() == shop.paid_mark()
    resident.looks_at_receipt()

    shop.press("counter.next")
    shop.scans(screen, 8)
    shop.sees("errors.code_used.title")
    shop.can_use_it()
    shop.gives_back("Het brood was op.")

    resident.has(40)
