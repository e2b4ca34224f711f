"""What waits in the outbox is sent once, whatever dies meanwhile: the server, or the old app."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.people import Person
from tests.journeys.test_offline import network, prepared
from tests.journeys.test_rules import link_of_poster
from tests.support.browser import ROOT, Chromium
from tests.support.server import Server, running
from tests.support.words import Words

CLAIMS = "**/api/v1/claims/*"
QUEUES = "**/offline-payments"
MANY = 10_000
SLUG = re.compile(r"`wijkmunt-`(.{0,20}?)`([0-9a-f]{16})`")
# An outbox as full as it gets, from weeks without a network; no code in it is good.
FILL = """async ([shop, many]) => {
    const open = indexedDB.open('wijkmunt-outbox')
    const database = await new Promise((done) => { open.onsuccess = () => done(open.result) })
    const transaction = database.transaction('items', 'readwrite')
    for (let number = 0; number < many; number++)
        transaction.objectStore('items').add({
            id: '0198a1f0-0000-7000-8000-' + number.toString(16).padStart(12, '0'),
            owner: shop, kind: 'offline-payments', status: 'waiting',
            body: { code: 'WM1:' + number, amount: 1, accepted_at: 1795425120,
                    key_id: '6acbd91706250569', signature: 'A'.repeat(86) },
            about: { amount: 1 }, madeAt: new Date().toISOString(), tries: 0, notBefore: 0 })
    await new Promise((done) => { transaction.oncomplete = done })
    database.close()
}"""
LEFT = """async () => {
    const open = indexedDB.open('wijkmunt-outbox')
    const database = await new Promise((done) => { open.onsuccess = () => done(open.result) })
    const all = database.transaction('items').objectStore('items').getAll()
    await new Promise((done) => { all.onsuccess = done })
    database.close()
    return all.result.filter(({ status }) => status === 'waiting').map(({ id }) => id)
}"""


@contextmanager
def person_at(chromium: Chromium, street: Server) -> Iterator[Person]:
    """Somebody with a phone at a server of the test's own."""
    with chromium.phone(errors=False) as phone:
        yield Person(phone, street, Words("nl"))


def test_a_server_killed_between_commit_and_answer_books_once(chromium: Chromium) -> None:
    with running() as street, person_at(chromium, street) as resident:
        with person_at(chromium, street) as coordinator:
            coordinator.step_into("coordinator")
            coordinator.make_task("Stoep vegen", 40)
            link = link_of_poster(coordinator)
        resident.sign_up("Samira")
        resident.page.evaluate("navigator.serviceWorker.ready")
        committed: list[int] = []

        def die(route: Route) -> None:
            """The server has committed when it answers; its answer never arrives."""
            committed.append(route.fetch().status)
            street.kill()
            route.abort("connectionreset")

        resident.open(link)
        resident.page.route(CLAIMS, die, times=1)
        resident.press("earn.claim.take")
        resident.sees("earn.kept.title")
        assert committed == [200]
        resident.open("/outbox")
        resident.sees("outbox.part.waiting")
        resident.can_use_it()

        street.start()
        resident.sees("outbox.part.done")
        resident.has(40)
        community = resident.get("/me")["memberships"][0]["community"]["id"]
        assert len(resident.get(f"/communities/{community}/claims")["claims"]) == 1
        assert "sound" in street.wijkmunt("audit")


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """The built app in a folder of its own, so that it can be built anew."""
    shutil.copytree(ROOT / "pwa" / "dist", tmp_path / "app")
    return tmp_path / "app"


def build_anew(app: Path) -> None:
    """What a new build changes: the page, and the name of the service worker's shelf."""
    worker = app / "sw.js"
    text, found = SLUG.subn(r"`wijkmunt-`\1`0123456789abcdef`", worker.read_text())
    assert found == 1
    worker.write_text(text)
    page = app / "index.html"
    page.write_text(page.read_text().replace("</head>", '<meta name="edition" content="2"></head>'))
    later = page.stat().st_mtime_ns + 10**9
    os.utime(page, ns=(later, later))


def test_an_update_in_the_middle_of_a_full_outbox_loses_nothing(
    chromium: Chromium, app: Path
) -> None:
    arrived: list[str] = []
    allowed = [1]

    def line(route: Route) -> None:
        """So many calls get through; the next one gets nowhere."""
        if allowed[0] > 0:
            allowed[0] -= 1
            arrived.extend(ids(route))
            route.continue_()

    with running(pwa=app) as street, person_at(chromium, street) as shop:
        shop.step_into("shop")
        organisation = shop.organisation()
        prepared(shop, "shop-offline")
        network(False, shop)
        shop.page.evaluate(FILL, [organisation, MANY])
        shop.open("/outbox")
        expect(
            shop.page.get_by_text(re.compile(rf"\b{MANY - 50:,}\b".replace(",", ".")))
        ).to_be_visible()

        shop.page.route(QUEUES, line)
        network(True, shop)
        expect(shop.page.get_by_text("8.950")).to_be_visible(timeout=60_000)
        build_anew(app)
        shop.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        allowed[0] = 1
        shop.press("shell.update.refresh")
        expect(shop.page.locator("meta[name=edition]")).to_have_count(1)

        # A thousand items are checked one by one; a busy machine takes its time over that.
        expect(shop.page.get_by_text("7.950")).to_be_visible(timeout=60_000)
        shop.sees("outbox.part.refused")
        left = shop.page.evaluate(LEFT)
        assert len(arrived) == 2_000
        assert len(left) == MANY - len(arrived)
        assert len({*arrived, *left}) == MANY


def ids(route: Route) -> list[str]:
    """The ids in one call."""
    body: Any = route.request.post_data_json
    return [item["id"] for item in body["items"]]
