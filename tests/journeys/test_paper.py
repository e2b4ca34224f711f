"""Coin on paper: vouchers and notes, printed by the browser, cut, and scanned from pixels."""

import re

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person
from tests.support import pdf

MILLIMETRE = 150 / 25.4
MARGIN, WIDTH, HEIGHT = 12, 93, 54.5
"""Of the paper, and of one of the ten cards on it; millimetres."""


def cut(page: Image.Image, number: int) -> Image.Image:
    """The card with this place on the page, from 0, cut along its lines."""
    row, column = divmod(number, 2)
    left, top = MARGIN + column * WIDTH, MARGIN + row * HEIGHT
    edges = (left, top, left + WIDTH, top + HEIGHT)
    return page.crop(tuple(round(edge * MILLIMETRE) for edge in edges))  # type: ignore[arg-type]


def prints(coordinator: Person, sheets: int) -> tuple[list[Image.Image], list[str]]:
    """The pages of the sheet on the screen, and the letters under its codes."""
    coordinator.press("sheets.print.action")
    expect(coordinator.page.locator(".cards-page")).to_have_count(sheets)
    coordinator.can_use_it()
    pages = pdf.pages(coordinator.phone.printed())
    assert len(pages) == sheets
    return pages, coordinator.page.locator(".cut-text").all_inner_texts()


def signs(coordinator: Person, count: int) -> None:
    """Wait until every code of the new sheet is signed."""
    expect(coordinator.button("sheets.print.action")).to_be_visible()
    expect(coordinator.page.locator(".sheet-number-unused")).to_have_count(count)


def test_a_voucher_is_cut_from_a_printed_sheet_and_counts_once(meet: Meet) -> None:
    coordinator, resident = meet(), meet()
    coordinator.step_into("coordinator")
    coordinator.make_task("Park opruimen", 15)
    coordinator.press("coordinate.vouchers")
    coordinator.press("sheets.vouchers.new")
    coordinator.fill("sheets.vouchers.howMany", "12")
    coordinator.press("sheets.sign")
    signs(coordinator, 12)
    coordinator.can_use_it()
    pages, letters = prints(coordinator, 2)

    voucher = cut(pages[1], 1)
    resident.sign_up("Samira")
    resident.scan_and_earn(voucher)
    resident.has(15)

    resident.open(f"/t#{letters[11]}")
    resident.sees("notes.used.voucher")
    coordinator.open(coordinator.page.url.replace("/print/", "/sheet/"))
    expect(coordinator.page.locator(".sheet-number-used")).to_have_text("12")


def test_a_note_is_taken_at_a_counter_and_lost_ones_are_withdrawn(meet: Meet) -> None:
    coordinator, shop, resident = meet(), meet(), meet()
    coordinator.step_into("coordinator")
    office = f"/coordinate/{coordinator.organisation()}/notes"
    coordinator.open(office)
    coordinator.press("sheets.notes.new")
    coordinator.fill("sheets.notes.howMany", "3")
    coordinator.press("sheets.notes.make")
    signs(coordinator, 3)
    pages, letters = prints(coordinator, 1)

    shop.step_into("shop")
    shop.phone.look_at(cut(pages[0], 0))
    shop.open(f"/counter/{shop.organisation()}/notes")
    total = shop.page.locator(".notes-total strong")
    expect(total).to_have_text("1")
    shop.phone.look_away()
    shop.press("notes.counter.type")
    shop.page.get_by_role("dialog").get_by_role("textbox").fill(letters[1].lower())
    shop.press("notes.counter.take")
    expect(total).to_have_text("2")
    shop.can_use_it()

    resident.sign_up("Samira")
    resident.open(f"/t#{letters[0]}")
    resident.sees("notes.used.note")
    coordinator.open(office)
    coordinator.page.locator(".sheet-card").first.click()
    coordinator.page.get_by_role("button", name=re.compile(r"^\D+3:")).click()
    coordinator.fill("sheets.withdraw.why", "Uit de tas gevallen.")
    coordinator.can_use_it()
    coordinator.press("sheets.withdraw.do")
    expect(coordinator.page.locator(".sheet-number-withdrawn")).to_have_text("3")
    resident.open(f"/t#{letters[2]}")
    resident.sees("errors.note_withdrawn.title")
