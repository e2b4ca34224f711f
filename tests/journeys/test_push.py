"""Told on the phone: switched on, sent by the real sender, decrypted, shown, and tapped.

Only the browser maker's own service is out of reach: ours takes its place, with a subscription
whose keys it knows, and what it decrypts goes to the service worker as the browser would give it.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.conftest import Meet
from tests.journeys.people import Person
from tests.support.push_service import Browser, Push, PushService, push_service

SUBSCRIPTION = """
    const given = %s
    const made = { endpoint: given.endpoint, toJSON: () => given, unsubscribe: async () => true }
    let present = null
    PushManager.prototype.subscribe = async () => (present = made)
    PushManager.prototype.getSubscription =
        async () => present ?? (localStorage['wm.push'] ? made : null)
"""
SHOWN = """async () => {
    const found = await (await navigator.serviceWorker.ready).getNotifications()
    return found.map(({ title, body, tag, lang, dir }) => ({ title, body, tag, lang, dir }))
}"""
CLICK = """async () => {
    const [notification] = await registration.getNotifications()
    dispatchEvent(new NotificationEvent('notificationclick', { notification }))
}"""
PATIENCE_SECONDS = 30


@pytest.fixture
def installs() -> bool:
    """These phones keep the app."""
    return True


@pytest.fixture
def phones() -> Iterator[PushService]:
    with push_service() as service:
        yield service
        assert service.troubles == []


def switch_on(person: Person, browser: Browser) -> None:
    """Turn notifications on, in a browser whose maker is ours."""
    person.phone.context.grant_permissions(["notifications"], origin=person.street.origin)
    person.phone.context.add_init_script(SUBSCRIPTION % json.dumps(browser.json))
    person.open("/me/push")
    person.page.evaluate("navigator.serviceWorker.ready")
    person.press("push.here.turnOn")
    person.sees("push.here.on")


def arrived(phones: PushService, kind: str) -> Push:
    """Wait for the sender, which looks every few seconds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        for push in phones.arrived:
            if push.said["kind"] == kind:
                return push
        time.sleep(0.1)
    raise AssertionError(f"nothing of kind {kind} was pushed: {phones.arrived}")


def deliver(person: Person, push: Push) -> None:
    """Give the push to the service worker, as the browser does when its maker hands one over."""
    devtools = person.phone.context.new_cdp_session(person.page)
    known: list[dict[str, Any]] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"])
    )
    devtools.send("ServiceWorker.enable")
    while not known:
        person.page.wait_for_timeout(50)
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": person.street.origin,
            "registrationId": known[0]["registrationId"],
            "data": json.dumps(push.said),
        },
    )


def shown(person: Person) -> list[dict[str, str]]:
    """What stands in the phone's list of notifications, once something does."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        found: list[dict[str, str]] = person.page.evaluate(SHOWN)
        if found:
            return found
        person.page.wait_for_timeout(100)
    return []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_what_was_paid_is_told_on_the_phone(meet: Meet, phones: PushService, language: str) -> None:
    resident, shop, browser = meet(language), meet(), phones.browser()
    resident.step_into("resident")
    switch_on(resident, browser)
    resident.can_use_it()
    shop.step_into("shop")
    shop.organisation()
    shop.scans(resident.shows_code(), 3)
    resident.paid_mark()

    push = arrived(phones, "paid")
    assert push.browser is browser
    deliver(resident, push)
    [notification] = shown(resident)
    assert notification["title"] == resident.words("push.shown.paid")
    assert notification["tag"] == push.said["notice"]
    assert (notification["lang"], notification["dir"]) == (
        language,
        "rtl" if language == "ar" else "ltr",
    )

    [worker] = resident.phone.context.service_workers
    worker.evaluate(CLICK)
    resident.is_at("/notices")
    resident.sees("notices.kind.paid.title")
    resident.can_use_it()
