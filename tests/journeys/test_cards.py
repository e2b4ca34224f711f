"""Without a phone: enrolled in two minutes, a card from the printer, work and bread by card."""

import re

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person
from tests.support import pdf

PIN, WRONG = "8305", "9417"
HAND_SCANNER = 70
"""A slow one: milliseconds between two keys."""


def types_pin(person: Person, pin: str, then: str) -> None:
    """Press the digits of a PIN, then the button that says the text ``then``."""
    pad = person.page.locator(".pin").filter(visible=True)
    for digit in pin:
        pad.get_by_role("button", name=digit, exact=True).click()
    person.press(then)


def chooses_pin(person: Person, pin: str) -> None:
    """Choose a new PIN on a screen that somebody else holds."""
    person.press("cards.pin.next")
    for _ in range(2):
        types_pin(person, pin, "cards.pin.next")


def enrols(coordinator: Person, organisation: str, name: str) -> Image.Image:
    """Make somebody a member with a card; returns the sheet that the printer makes."""
    coordinator.open(f"/cards/at/{organisation}")
    coordinator.press("cards.desk.new")
    coordinator.can_use_it()
    coordinator.fill("cards.enrol.who", name)
    coordinator.press("cards.enrol.next")
    chooses_pin(coordinator, PIN)
    expect(coordinator.page.locator(".card-face .qr[data-text]")).to_be_visible()
    coordinator.can_use_it()
    coordinator.press("cards.print")
    expect(coordinator.page.locator(".cards-paper[data-ready='true'] .card-face")).to_have_count(1)
    (sheet,) = pdf.pages(coordinator.phone.printed())
    return sheet


def earns(coordinator: Person, organisation: str, task: str) -> None:
    """Scan the card under the camera at a task."""
    coordinator.open(f"/cards/at/{organisation}/earn/{task}")
    coordinator.press("cards.earn.give")
    coordinator.sees("cards.earn.booked")
    coordinator.can_use_it()


def number_of(person: Person) -> str:
    """The number on the card on the screen."""
    return person.page.locator(".card-face-number").inner_text()


def test_a_grandmother_takes_part_without_a_phone_and_later_with_one(meet: Meet) -> None:
    coordinator, shop = meet(), meet()
    coordinator.step_into("coordinator")
    coordinator.make_task("Soep koken", 20)
    organisation = coordinator.organisation()
    task = coordinator.page.url.rsplit("/", 1)[1]
    card = enrols(coordinator, organisation, "Oma Jansen")

    coordinator.phone.look_at(card)
    earns(coordinator, organisation, task)

    shop.step_into("shop")
    shop.organisation()
    shop.scans(card, 6)
    shop.sees("counter.card.pin")
    shop.can_use_it()
    types_pin(shop, WRONG, "counter.card.pay")
    shop.sees("errors.card_pin_wrong.title")
    types_pin(shop, PIN, "counter.card.pay")
    shop.paid_mark()
    shop.can_use_it()
    shop.press("counter.next")

    # Lost: the coordinator finds the card by its owner's name and puts another in its place.
    coordinator.open(f"/cards/at/{organisation}")
    coordinator.page.get_by_role("link", name="Oma Jansen").click()
    lost = number_of(coordinator)
    coordinator.can_use_it()
    coordinator.press("cards.replace")
    coordinator.page.get_by_role("dialog").get_by_role("button", name="Maak een nieuwe").click()
    expect(coordinator.page.locator(".card-face-number")).not_to_have_text(lost)
    shop.key_in(5)
    shop.page.keyboard.type(f"WC1:{lost.replace('-', '')}\n", delay=HAND_SCANNER)
    types_pin(shop, PIN, "counter.card.pay")
    shop.sees("errors.card_replaced.title")
    shop.can_use_it()
    shop.press("counter.next")

    # The new card tells its balance at any counter.
    shop.page.keyboard.type(f"WC1:{number_of(coordinator).replace('-', '')}\n", delay=HAND_SCANNER)
    types_pin(shop, PIN, "counter.card.showBalance")
    expect(shop.page.locator(".counter-card-balance")).to_contain_text(re.compile(r"\D14\D"))

    # She gets a phone: the same person, and the card stops.
    coordinator.press("cards.open.action")
    types_pin(coordinator, PIN, "cards.pin.next")
    coordinator.press("cards.phone.action")
    coordinator.can_use_it()
    coordinator.press("cards.phone.make")
    code = coordinator.page.locator("dialog .qr[data-text]")
    phone = meet()
    phone.open(code.get_attribute("data-text") or "")
    phone.can_use_it()
    phone.press("cards.phone.here")
    phone.press("cards.phone.kept")
    phone.has(14)
    phone.open("/card")
    phone.sees("cards.status.blocked")
    phone.can_use_it()
