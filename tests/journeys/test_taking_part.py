"""A shop joins and sells minutes later, roles end, a second passkey, dues and a garden's line."""

import time
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person
from tests.support.browser import give_passkeys

FIVE_MINUTES = 300
LAPTOP = (1280, 900)


def invite_shop(issuer: Person, name: str) -> str:
    """From the issuer's overview to the link that makes somebody the owner of a new shop."""
    issuer.press("community.entries.admit")
    issuer.fill("community.organisations.name", name)
    issuer.press("community.admit.now")
    link = issuer.page.locator(".share-link-url")
    expect(link).to_be_visible()
    return link.inner_text()


def test_a_shop_takes_its_first_payment_within_five_minutes_of_being_invited(meet: Meet) -> None:
    issuer, shop, resident = meet(), meet(), meet()
    issuer.step_into("issuer")
    resident.step_into("resident")
    started = time.monotonic()

    shop.open(invite_shop(issuer, "Kapper Yildiz"))
    shop.press("identity.enrol.new")
    shop.make_passkey("Yildiz")
    shop.sees("counter.welcome.same")
    shop.can_use_it()
    shop.press("counter.welcome.go")
    shop.organisation()
    shop.scans(resident.shows_code(), 3)

    assert resident.paid_mark() == shop.paid_mark()
    assert time.monotonic() - started < FIVE_MINUTES
    issuer.can_use_it()


def test_an_issuer_sees_who_has_a_role_and_ends_it(meet: Meet) -> None:
    issuer = meet()
    issuer.step_into("issuer")
    issuer.press("community.members.title")
    ending = issuer.page.get_by_role("button", name=issuer.words.like("community.members.endOf"))
    expect(ending).not_to_have_count(0)
    before = ending.count()
    ending.last.click()
    issuer.can_use_it()
    issuer.press("community.members.endNow")
    expect(ending).to_have_count(before - 1)


def test_an_issuer_closes_an_organisation_and_opens_it_again(meet: Meet) -> None:
    issuer = meet()
    issuer.step_into("issuer")
    issuer.press("community.organisations.title")
    issuer.page.locator(".desk-cards a").first.click()
    issuer.press("community.organisations.close")
    issuer.press("community.organisations.closeSure")
    issuer.sees("community.organisations.closedTitle")
    issuer.can_use_it()
    issuer.press("community.organisations.reopen")
    expect(issuer.button("community.organisations.close")).to_be_visible()


def test_somebody_adds_a_second_passkey_and_takes_it_away(meet: Meet) -> None:
    fenna = meet()
    fenna.sign_up("Fenna")
    fenna.open("/me/passkeys")
    passkeys = fenna.page.get_by_role("list", name=fenna.words("identity.me.passkeys"))
    expect(passkeys.get_by_role("listitem")).to_have_count(1)
    fenna.press("identity.passkeys.add")
    # The same phone again: the browser knows that it has one.
    fenna.sees("errors.passkey_exists.title")
    give_passkeys(fenna.phone, transport="usb")
    fenna.press("identity.passkeys.add")
    expect(passkeys.get_by_role("listitem")).to_have_count(2)
    fenna.can_use_it()
    passkeys.get_by_role("button").last.click()
    fenna.press("identity.passkeys.removeYes")
    expect(passkeys.get_by_role("listitem")).to_have_count(1)


def test_a_forged_poster_is_named_as_one(meet: Meet) -> None:
    coordinator, resident = meet(), meet("ar")
    coordinator.step_into("coordinator")
    tasks = coordinator.get(f"/organisations/{coordinator.organisation()}/tasks")["tasks"]
    code = coordinator.get(f"/tasks/{tasks[0]['id']}/codes")["codes"][0]
    link, signature = code["link"].rsplit(".", 1)
    forged = ("A" if signature[0] != "A" else "B") + signature[1:]
    resident.step_into("resident")
    resident.open(f"{link}.{forged}")
    resident.sees("errors.code_signature_bad.title")
    resident.can_use_it()


def test_the_example_keeps_the_language_of_the_phone(meet: Meet) -> None:
    visitor = meet("tr")
    visitor.open("/")
    visitor.page.locator(".role-step").first.click()
    visitor.is_at("/home")
    visitor.open("/home")
    visitor.sees("wallet.home.pay")
    assert visitor.page.evaluate("document.documentElement.lang") == "tr"


def plan_of(person: Person, kind: str) -> Any:
    community = person.get("/me")["memberships"][0]["community"]["id"]
    plans = person.get(f"/communities/{community}/plans")["plans"]
    return next(plan for plan in plans if plan["kind"] == kind)


def confirm(person: Person) -> None:
    """In the example one call stands in for a fresh passkey."""
    person.page.evaluate(
        "fetch('/api/v1/example/confirm', {method: 'POST', body: '{}',"
        " headers: {'Content-Type': 'application/json'}})"
    )


def test_dues_become_dearer_are_agreed_to_and_stopped(meet: Meet) -> None:
    resident, coordinator = meet(), meet("ar", size=LAPTOP)
    resident.step_into("resident")
    coordinator.step_into("coordinator")
    confirm(resident)
    confirm(coordinator)
    dues = plan_of(resident, "dues")

    coordinator.go(f"/plans/{dues['id']}/payers")
    coordinator.press("mandates.change.now")
    coordinator.fill("mandates.new.amount", "8")
    coordinator.press("mandates.change.save")
    expect(coordinator.page.locator(".plan-price")).to_contain_text("8")
    coordinator.can_use_it()

    resident.go("/mandates")
    resident.can_use_it()
    resident.press("mandates.more.look")
    resident.can_use_it()
    resident.press("mandates.more.agree")
    expect(resident.page.locator(".amount-big .amount-digits")).to_have_text("8")
    resident.press("mandates.end.now")
    dialog = resident.page.get_by_role("dialog")
    dialog.get_by_role("button", name=resident.words("mandates.end.now"), exact=True).click()
    resident.sees("mandates.fact.why")

    resident.go(f"/plans/{dues['id']}")
    resident.can_use_it()
    resident.press("mandates.give.now")
    resident.sees("mandates.given.title")

    coordinator.go(f"/plans/{dues['id']}/periods")
    coordinator.can_use_it()
    coordinator.press("mandates.periods.more")
    coordinator.fill("mandates.euro.reference", "12")
    coordinator.press("mandates.euro.note")
    coordinator.sees("mandates.euro.paid")


def test_a_place_in_line_is_given_up_and_taken_again(meet: Meet) -> None:
    resident, coordinator = meet("ar"), meet()
    resident.step_into("resident")
    coordinator.step_into("coordinator")
    garden = plan_of(resident, "plot")
    resident.go(f"/plans/{garden['id']}")
    resident.press("mandates.plot.leave")
    resident.can_use_it()
    coordinator.go(f"/plans/{garden['id']}/plots")
    coordinator.can_use_it()
    line = coordinator.page.get_by_role("list", name=coordinator.words("mandates.plots.line"))
    before = line.get_by_role("listitem").count()
    resident.press("mandates.plot.join")
    resident.sees("mandates.plot.inLine")
    coordinator.open(f"/plans/{garden['id']}/plots")
    expect(line.get_by_role("listitem")).to_have_count(before + 1)
