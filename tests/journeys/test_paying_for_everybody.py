"""Paying without a mouse, at four times the size, with large digits, and read aloud."""

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person

# 1280 by 1024 pixels at 400 % (WCAG 2.2, 1.4.10).
AT_400_PERCENT = (320, 256)
SPOKEN = """() => { window.said = []; speechSynthesis.speak = (words) => said.push(words.text) }"""
WIDER_THAN_THE_PAGE = """() => {
  const wide = document.documentElement.clientWidth
  return [...document.querySelectorAll('#content *')]
    .filter((part) => part.checkVisibility() && !part.closest('.seen-by-ear, svg, .table-frame'))
    .filter((part) => { const box = part.getBoundingClientRect()
      return box.width > 0 && (box.right > wide + 1 || box.left < -1) })
    .map((part) => part.outerHTML.slice(0, 120))
}"""
COVERED = """() => [...document.querySelectorAll('#content *, .places, .places *')]
  .filter((part) => ['fixed', 'sticky'].includes(getComputedStyle(part).position))
  .filter((part) => part.checkVisibility() && getComputedStyle(part).zIndex !== '-1')
  .map((part) => part.getBoundingClientRect())
  .filter((box) => box.bottom > 0 && box.top < innerHeight)
  .reduce((sum, box) => sum + Math.min(box.bottom, innerHeight) - Math.max(box.top, 0), 0)
  / innerHeight"""


def tab_to(person: Person, words: str) -> None:
    """Press Tab until what has the focus says ``words``, then Enter."""
    for _ in range(60):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(
            "() => document.activeElement.matches('a, button, input, summary') ?"
            " (document.activeElement.getAttribute('aria-label')"
            " ?? document.activeElement.textContent).trim() : ''"
        )
        if words in focused:
            person.page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never came to {words}")


def is_in_the_field(person: Person) -> None:
    """Wait until the open dialog's field has the focus, as it has from the start."""
    expect(person.page.locator("dialog[open] input")).to_be_focused()


def test_a_payment_needs_no_mouse_and_no_camera(meet: Meet) -> None:
    payer, cashier = meet(), meet()
    payer.step_into("resident")
    tab_to(payer, payer.words("wallet.home.pay"))
    payer.is_at("/pay")
    tab_to(payer, payer.words("pay.readOut"))
    spoken = payer.page.locator(".pay-digits")
    expect(spoken).to_be_visible()
    digits = "".join(spoken.inner_text().split())

    cashier.step_into("shop")
    cashier.is_at(f"/counter/{cashier.organisation()}")
    expect(cashier.page.locator(".pad")).to_be_visible()
    cashier.settled()
    cashier.page.keyboard.press("3")
    expect(cashier.page.get_by_role("status").filter(has_text="3 ")).to_have_count(1)
    tab_to(cashier, cashier.words("counter.typeCode"))
    expect(cashier.page.get_by_role("dialog")).to_be_visible()
    is_in_the_field(cashier)
    cashier.page.keyboard.type(digits)
    cashier.page.keyboard.press("Enter")
    mark = cashier.paid_mark()
    assert cashier.page.evaluate("() => document.activeElement.tagName") == "H1"
    payer.page.keyboard.press("Escape")
    assert payer.paid_mark() == mark
    tab_to(cashier, cashier.words("counter.next"))
    expect(cashier.page.locator(".pad")).to_be_visible()


def test_at_400_percent_nothing_is_cut_off_or_covered(meet: Meet) -> None:
    for role, screens in (
        ("resident", ("/home", "/pay", "/pay?choose", "/scan", "/tasks", "/statement", "/me")),
        ("shop", ("/counter/{organisation}", "/till/{organisation}")),
    ):
        person = meet(size=AT_400_PERCENT)
        person.step_into(role)
        organisation = person.organisation() if role == "shop" else ""
        for screen in screens:
            person.open(screen.format(organisation=organisation))
            person.settled()
            assert person.page.evaluate(WIDER_THAN_THE_PAGE) == [], screen
            covered = person.page.evaluate(COVERED)
            assert covered <= 0.5, f"{screen}: {covered:.0%} is covered"


def test_large_digits_fit_and_amounts_are_read_aloud(meet: Meet) -> None:
    cashier = meet()
    cashier.page.add_init_script(f"({SPOKEN})()")
    cashier.step_into("shop")
    counter = f"/counter/{cashier.organisation()}"
    cashier.open("/me/settings")
    for setting in ("digits", "aloud"):
        cashier.page.get_by_label(cashier.words(f"identity.settings.{setting}")).check()
    cashier.can_use_it()
    cashier.open(counter)
    cashier.settled()
    small = cashier.page.locator(".pad-digits").bounding_box()
    cashier.page.keyboard.type("123,45", delay=200)  # slower than a hand scanner
    large = cashier.page.locator(".pad-digits").bounding_box()
    assert small is not None
    assert large is not None
    assert small["height"] > 100
    assert large["width"] < 390
    assert cashier.page.evaluate(WIDER_THAN_THE_PAGE) == []
    cashier.press("ui.aloud.read")
    cashier.page.wait_for_function("() => said.some((words) => words.includes('123,45'))")
    cashier.can_use_it()
