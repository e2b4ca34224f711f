"""Rewards that are guarded: a code on a screen, time between two posters, two people who look."""

import sqlite3
from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person
from tests.support import pdf

SEND = """async ([method, path, body]) => {
    const answer = await fetch('/api/v1' + path, {
        method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.status === 204 ? null : answer.json()
}"""
A_MINUTE_AGO = """async () => {
    const now = Date.now
    Date.now = () => now() - 61_000
    for (const state of ['hidden', 'visible']) {
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: state })
        document.dispatchEvent(new Event('visibilitychange'))
        await new Promise((drawn) => setTimeout(drawn, 200))
    }
}"""
"""A screen without a network whose clock stands: what it shows now is what it showed then."""

AN_HOUR = timedelta(minutes=61) // timedelta(milliseconds=1)


def send(person: Person, method: str, path: str, body: dict[str, Any]) -> Any:
    """What the API answers to a command of this person."""
    return person.page.evaluate(SEND, [method, path, body])


def is_shown(person: Person) -> None:
    expect(person.page.locator(".live-code path")).to_be_visible()


def test_a_code_on_a_screen_pays_who_stands_there_and_no_photograph_of_it(meet: Meet) -> None:
    noor, samira, ali = meet(), meet(), meet(language="ar")
    noor.step_into("coordinator")
    noor.make_task("Straatfeest opruimen", 5)
    noor.press("presence.live.open")
    is_shown(noor)
    samira.step_into("resident")
    samira.scan_and_earn(noor.phone.picture())
    expect(noor.page.locator(".live-number")).to_have_text("1")
    noor.can_use_it()

    noor.phone.context.set_offline(True)
    before = noor.page.locator(".live-code svg").get_attribute("data-text")
    noor.page.evaluate(A_MINUTE_AGO)
    expect(noor.page.locator(".live-code svg")).not_to_have_attribute("data-text", str(before))
    ali.sign_up("Ali")
    ali.phone.look_at(noor.phone.picture())
    ali.open("/scan")
    ali.sees("errors.code_expired.title")
    ali.can_use_it()


def test_the_time_between_coming_and_going_is_paid(meet: Meet) -> None:
    noor, samira = meet(), meet()
    noor.step_into("coordinator")
    noor.open(f"/coordinate/{noor.organisation()}/new")
    noor.fill("coordinate.form.title", "Soep koken")
    noor.page.get_by_role("button", name=noor.words("coordinate.form.perHour")).click()
    noor.fill("coordinate.form.amount", "10")
    noor.fill("coordinate.form.maxMinutes", "180")
    noor.page.get_by_label(noor.words("presence.measured.label")).check()
    noor.press("coordinate.form.create")
    noor.press("presence.code.sign")
    noor.press("coordinate.code.print")
    expect(noor.page.locator(".pages[data-ready='true'] .page")).to_have_count(2)
    going, coming = pdf.pages(noor.phone.printed())

    samira.step_into("resident")
    for poster, press in ((coming, "presence.in.do"), (going, "presence.out.do")):
        samira.phone.look_at(poster)
        samira.open("/scan")
        expect(samira.button(press)).to_be_visible()
        samira.can_use_it()
        samira.press(press)
        if poster is coming:
            samira.sees("presence.in.then")
            an_hour_goes_by(samira)
    samira.sees("earn.earned.unit")
    expect(samira.page.locator(".earned-amount")).to_have_text("+10")


def an_hour_goes_by(person: Person) -> None:
    """As if everybody who is checked in had come an hour earlier."""
    with sqlite3.connect(person.street.instance / "wijkmunt.sqlite") as database:
        database.execute("UPDATE stays SET since = since - ? WHERE until IS NULL", [AN_HOUR])


def test_a_large_reward_waits_for_a_second_coordinator(meet: Meet) -> None:
    issuer, noor, ali, samira = meet(), meet(), meet(), meet()
    issuer.step_into("issuer")
    community = issuer.get("/me")["memberships"][0]["community"]["id"]
    send(issuer, "POST", "/example/confirm", {})
    rule = {"key": "guards", "value": {"second_look_from": 4000}, "why": "Samen kijken"}
    today = issuer.page.evaluate("new Date().toISOString().slice(0, 10)")
    send(issuer, "POST", f"/communities/{community}/settings", {**rule, "valid_from": today})
    noor.step_into("coordinator")
    organisation = noor.organisation()
    noor.make_task("Dak van het buurthuis repareren", 45)
    poster = noor.sign_and_print()
    invitation = {"role": "coordinator", "organisation_id": organisation}
    link = send(issuer, "POST", f"/communities/{community}/enrolment-links", invitation)

    samira.step_into("resident")
    samira.phone.look_at(poster)
    samira.open("/scan")
    samira.press("earn.claim.take")
    samira.sees("earn.waiting.title")

    queue = f"/coordinate/{organisation}/claims"
    noor.open(queue)
    noor.sees("presence.looks.two")
    card = noor.page.locator(".claim").filter(has_text="Dak van het buurthuis")
    card.get_by_role("button", name=noor.words("coordinate.queue.approve"), exact=True).click()
    noor.sees("presence.looks.own")
    noor.can_use_it()

    ali.open(link["url"])
    ali.press("identity.enrol.new")
    ali.make_passkey("Ali")
    ali.is_at(f"/coordinate/{organisation}")
    ali.open(queue)
    card = ali.page.locator(".claim").filter(has_text="Dak van het buurthuis")
    card.get_by_role("button", name=ali.words("coordinate.queue.approve"), exact=True).click()
    expect(card).to_have_count(0)
    newest = samira.get(f"/communities/{community}/claims?limit=1")["claims"][0]
    assert (newest["status"], newest["amount"]) == ("booked", 4500)
