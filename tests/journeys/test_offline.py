"""Payer and shop both without a network: accepted, not yet booked, then settled, each once."""

import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person
from tests.journeys.test_rules import link_of_poster

KEPT_AHEAD = "name => localStorage.getItem('wm.cache.' + name) !== null"
DECODER_IS_HERE = """async () => {
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys())
            if (url.endsWith('.wasm')) return true
    return false
}"""
SEND = """async ([method, path, body]) => {
    const answer = await fetch('/api/v1' + path, {
        method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.status === 204 ? null : answer.json()
}"""
RULES = {"allowance": 2000, "per_payment": 1500, "days": 7, "guaranteed_permille": 1000}


@pytest.fixture
def installs() -> bool:
    """These phones keep the app."""
    return True


def send(person: Person, method: str, path: str, body: dict[str, Any]) -> Any:
    """What the API answers to a command of this person."""
    return person.page.evaluate(SEND, [method, path, body])


def community_of(person: Person) -> str:
    """The id of the community where the person is somebody."""
    return str(person.get("/me")["memberships"][0]["community"]["id"])


def with_rules(issuer: Person) -> str:
    """Rules by which people here pay without a network, from today; their community's id."""
    issuer.step_into("issuer")
    community = community_of(issuer)
    send(issuer, "POST", "/example/confirm", {})
    rule = {"key": "offline", "value": RULES, "why": "Kelders zonder bereik"}
    today = issuer.page.evaluate("new Date().toISOString().slice(0, 10)")
    send(issuer, "POST", f"/communities/{community}/settings", {**rule, "valid_from": today})
    programme = issuer.get(f"/communities/{community}/programmes")["programmes"][0]["id"]
    move = {"community_id": community, "programme_id": programme, "amount": 5000, "why": "Garantie"}
    move_id = issuer.page.evaluate("crypto.randomUUID()")
    send(issuer, "PUT", f"/guarantee-moves/{move_id}", move)
    return community


def works_at(issuer: Person, shop: str, person: Person, name: str) -> None:
    """Let somebody work at another shop of the neighbourhood, by a link of the issuer."""
    community = community_of(issuer)
    shops = issuer.get(f"/communities/{community}/organisations")["organisations"]
    (there,) = (one["id"] for one in shops if one["name"] == shop)
    wanted = {"role": "shop_staff", "organisation_id": there}
    link = send(issuer, "POST", f"/communities/{community}/enrolment-links", wanted)
    person.open(link["url"])
    person.press("identity.enrol.new")
    person.make_passkey(name)
    person.press("counter.welcome.go")
    person.organisation()


def prepared(person: Person, what: str) -> None:
    """Wait until the phone keeps all that it needs once there is no network."""
    person.page.evaluate("navigator.serviceWorker.ready")
    person.page.wait_for_function(KEPT_AHEAD, arg=what)
    person.page.wait_for_function(DECODER_IS_HERE)


def network(on: bool, *people: Person) -> None:
    """Switch these people's network on or off, and let their browsers notice."""
    for person in people:
        person.phone.context.set_offline(not on)
        if on:
            person.page.evaluate("dispatchEvent(new Event('online'))")


def offers(payer: Person, coins: int) -> Image.Image:
    """Key in an exact amount; the screen with a code that a shop without a network can take."""
    payer.open("/pay?choose")
    payer.key_in(coins)
    payer.press("pay.exact.show")
    expect(payer.page.locator(".pay-code svg path")).to_be_visible()
    payer.sees("pay.carries")
    return payer.phone.picture()


def test_both_without_a_network_then_settled(meet: Meet) -> None:
    issuer, resident, shop = meet(installs=False), meet(), meet()
    community = with_rules(issuer)
    resident.step_into("resident")
    shop.step_into("shop")
    shop.organisation()
    prepared(resident, "certificate")
    prepared(shop, "shop-offline")
    wallet = f"/communities/{community}/wallet"
    before = resident.get(wallet)["balance"]
    network(False, resident, shop)

    shop.scans(offers(resident, 6), 6)
    shop.sees("ui.kept.title")
    shop.can_use_it()
    resident.can_use_it()
    resident.press("pay.tookIt")
    resident.sees("ui.kept.title")
    shop.press("counter.next")
    expect(shop.page.locator(".counter-unbooked")).to_be_visible()
    shop.go("/outbox")
    shop.sees("outbox.part.waiting")
    shop.can_use_it()

    network(True, shop)
    shop.sees("outbox.part.done")
    resident.go("/outbox")
    network(True, resident)
    resident.sees("outbox.part.done")
    resident.can_use_it()
    assert resident.get(wallet)["balance"] == before - 600


def test_one_code_at_two_shops_without_a_network(meet: Meet) -> None:
    issuer, coordinator = meet(installs=False), meet(installs=False)
    cheat, bakery, bikes = meet(), meet(), meet()
    community = with_rules(issuer)
    works_at(issuer, "Fietsenmaker De Ketting", bikes, "Emre")
    bakery.step_into("shop")
    bakery.organisation()
    coordinator.step_into("coordinator")
    coordinator.make_task("Stoep vegen", 10)
    cheat.sign_up("Kees")
    cheat.open(link_of_poster(coordinator))
    cheat.press("earn.claim.take")
    cheat.sees("earn.earned.unit")
    prepared(cheat, "certificate")
    prepared(bakery, "shop-offline")
    prepared(bikes, "shop-offline")
    network(False, cheat, bakery, bikes)

    photograph = offers(cheat, 7)
    for shop in (bakery, bikes):
        shop.scans(photograph, 7)
        shop.sees("ui.kept.title")
        shop.press("counter.next")
        shop.go("/outbox")
    network(True, bakery)
    bakery.sees("outbox.state.done")
    network(True, bikes)
    bikes.sees("outbox.state.covered")
    bikes.can_use_it()

    network(True, cheat)
    cheat.open("/home")
    cheat.press("wallet.home.owes")
    cheat.sees("offline.reason.code_used")
    cheat.sees("offline.fact.owed")
    cheat.can_use_it()
    issuer.open(f"/offline/in/{community}")
    issuer.sees("offline.reason.code_used")
    issuer.can_use_it()
    (conflict,) = issuer.get(f"/communities/{community}/offline-conflicts")["conflicts"]
    borne = {name: conflict[name] for name in ("received", "covered", "repaid", "owed", "lost")}
    assert borne == {"received": 700, "covered": 700, "repaid": 300, "owed": 400, "lost": 0}

    # What may have been copied off somebody's phone is forgiven, with the reason.
    issuer.open(f"/guarantee/{community}")
    issuer.page.get_by_role("button", name=re.compile("Kees")).click()
    expect(issuer.page.locator("dialog[open] textarea")).to_be_focused()
    issuer.can_use_it()
    issuer.page.keyboard.type("De code was gefotografeerd.")
    issuer.page.locator("dialog[open] button[type=submit]").click()
    issuer.sees("guarantee.noDebts")
    issuer.can_use_it()
    assert cheat.get(f"/communities/{community}/wallet")["balance"] == 300
