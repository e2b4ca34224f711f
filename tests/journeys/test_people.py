"""People pay people: a scanned code, a request by link, and a bill for three, on two phones."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person


def link_on(person: Person) -> str:
    """The link that the code on the screen holds."""
    code = person.page.locator(".send-code svg[data-text]").first
    expect(code).to_be_visible()
    return str(code.get_attribute("data-text"))


def both_paid(payer: Person, payee: Person) -> None:
    """Both phones show the same colour and word; then both go on."""
    assert payer.paid_mark() == payee.paid_mark()
    for person in (payer, payee):
        person.page.locator(".paid-done").click()


def test_neighbours_pay_ask_and_share(meet: Meet) -> None:
    samira, joop = meet(), meet()
    samira.step_into("resident")
    joop.sign_up("Joop")

    # Joop shows his code; Samira's camera reads it from his screen.
    joop.go("/send/code")
    link_on(joop)
    joop.settled()
    screen = joop.phone.picture()
    joop.can_use_it()
    samira.phone.look_at(screen)
    samira.open("/scan")
    expect(samira.button("send.pay.next")).to_be_visible()
    samira.key_in(12)
    samira.page.get_by_label(samira.words("send.words")).fill("Pizza van zaterdag")
    samira.can_use_it()
    samira.press("send.pay.next")
    samira.sees("send.pay.toWhom")
    samira.can_use_it()
    samira.page.get_by_role("button", name=re.compile("^12 .*betalen$")).dblclick()
    both_paid(samira, joop)
    joop.has(12)
    samira.has(130)

    # Joop asks for five by a link that Samira opens.
    joop.go("/send/ask")
    joop.key_in(5)
    joop.page.get_by_label(joop.words("send.words")).fill("Koffie")
    joop.can_use_it()
    joop.press("send.ask.make")
    asked = link_on(joop)
    joop.can_use_it()
    samira.phone.look_away()
    samira.open(asked)
    samira.sees("send.pay.toWhom")
    samira.press("send.pay.now")
    both_paid(samira, joop)
    samira.open(asked)
    samira.sees("errors.request_paid.title")
    joop.sees("send.request.paid")

    # Samira paid nine for three, and asks two of them for their part.
    samira.go("/send")
    expect(samira.page.get_by_role("link", name="Joop")).to_be_visible()
    samira.can_use_it()
    samira.go("/split")
    samira.fill("send.split.total", "9")
    samira.page.get_by_role("button", name="Joop").click()
    samira.can_use_it()
    samira.press("send.split.make")
    samira.sees("send.split.tap")
    samira.can_use_it()
    joop.open("/send")
    joop.press("send.asked.pay")
    joop.sees("send.pay.toWhom")
    joop.press("send.pay.now")
    joop.paid_mark()
    expect(samira.page.locator(".send-status-paid")).to_have_count(1)
    samira.has(128)
    samira.page.locator(".home-recent + ul button").first.click()
    samira.press("receipts.receipt.more")
    samira.can_use_it()
    samira.press("send.receipt.back")
    samira.sees("send.pay.have")
    samira.can_use_it()
