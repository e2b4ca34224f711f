"""The whole loop with real keys, real paper and real cameras: sign, print, scan, earn, pay."""

import pytest
from PIL import Image

from tests.journeys.conftest import Meet
from tests.journeys.people import Person

LANGUAGES = ("nl", "ar")


POSTERS: dict[tuple[str, str], Image.Image] = {}


def earner(meet: Meet, language: str = "nl") -> Person:
    """A new resident who has earned 40 coins with a task that a coordinator printed."""
    resident = meet(language)
    printed_here = (resident.street.origin, language)
    if printed_here not in POSTERS:
        coordinator = meet(language)
        coordinator.step_into("coordinator")
        coordinator.make_task("Stoep vegen", 40)
        POSTERS[printed_here] = coordinator.sign_and_print()
    resident.sign_up("Samira")
    resident.scan_and_earn(POSTERS[printed_here])
    return resident


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
    resident, shop = earner(meet), meet()
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
