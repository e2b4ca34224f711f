"""What people do with the app, step by step, in the words that stand on their screen."""

import re
from dataclasses import dataclass
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.support import pdf
from tests.support.browser import Phone, Scheme
from tests.support.server import Server
from tests.support.words import Words

expect.set_options(timeout=20_000)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
NAVIGATE = (
    "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')) }"
)
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Person:
    """Somebody with a phone in the example neighbourhood."""

    phone: Phone
    street: Server
    words: Words

    @property
    def page(self) -> Page:
        """The page on the phone's screen."""
        return self.phone.page

    def open(self, path: str) -> None:
        """Go to a path of the app, or to a whole link."""
        self.page.goto(path if "://" in path else self.street.origin + path)

    def go(self, path: str) -> None:
        """Go to a path of the app as its own links do, without loading the app anew."""
        self.page.evaluate(NAVIGATE, path)
        self.page.evaluate(TWO_FRAMES)

    def button(self, key: str) -> Locator:
        """What can be pressed and says the text ``key``: a button or a link."""
        name = self.words.like(key)
        button = self.page.get_by_role("button", name=name)
        return button.or_(self.page.get_by_role("link", name=name)).first

    def press(self, key: str) -> None:
        """Press the button that says the text ``key``."""
        self.button(key).click()

    def fill(self, key: str, value: str) -> None:
        """Type into the field whose label is the text ``key``."""
        self.page.get_by_label(self.words.like(key)).fill(value)

    def sees(self, key: str) -> None:
        """Wait until the text ``key`` is on the screen."""
        text = self.page.get_by_text(self.words.like(key)).filter(visible=True)
        expect(text.first).to_be_visible()

    def is_at(self, path: str) -> None:
        """Wait until the address bar shows ``path``."""
        place = re.escape(self.street.origin + path)
        expect(self.page).to_have_url(re.compile(place + r"($|[?#/])"))

    def organisation(self) -> str:
        """The id of the organisation that the person now works for, from the address bar."""
        expect(self.page).to_have_url(re.compile(r"/(counter|coordinate)/[0-9a-f-]{36}"))
        return self.page.url.rstrip("/").split("/")[4][:36]

    def get(self, path: str) -> Any:
        """What the API answers to this person at ``path``."""
        address = f"/api/v1{path}"
        return self.page.evaluate("path => fetch(path).then((answer) => answer.json())", address)

    def settled(self) -> None:
        """Wait until the screen shows its content, and two frames more for its colours."""
        self.page.get_by_role("heading", level=1).first.wait_for()
        expect(self.page.locator(".skeleton")).to_have_count(0)
        self.page.evaluate(TWO_FRAMES)

    def findings(self, schemes: tuple[Scheme, ...] = SCHEMES) -> list[str]:
        """What axe finds wrong with the screen as it is now, in light and in dark.

        Between the two only the colours differ, so in dark only they are looked at.
        """
        found = []
        for scheme in schemes:
            self.phone.colours(scheme)
            self.settled()
            lines = self.phone.axe(only_colours=scheme != SCHEMES[0])
            found += [f"{self.page.url} {scheme}: {line}" for line in lines]
        self.phone.colours(SCHEMES[0])
        return found

    def can_use_it(self) -> None:
        """The screen as it is now is one that everybody can use."""
        assert self.findings() == []

    # Arriving

    def make_passkey(self, name: str) -> None:
        """Fill in the name, make a passkey, and keep the recovery codes."""
        self.fill("identity.signUp.name", name)
        self.press("identity.signUp.make")
        self.page.get_by_label(self.words("identity.codes.kept")).check()
        self.press("identity.codes.goOn")

    def sign_up(self, name: str) -> None:
        """Become a member of the neighbourhood."""
        self.open("/sign-up")
        self.make_passkey(name)
        self.is_at("/home")

    def enrol(self, role: str, name: str) -> None:
        """Take the role that one of the example's one-time links gives, with a passkey."""
        self.open(link_for(self.street, role))
        self.press("identity.enrol.new")
        self.make_passkey(name)

    def step_into(self, role: str) -> None:
        """Become one of the example's people with one click, and keep to one's own language."""
        self.open("/")
        self.page.locator(f".language[lang={self.words.language}]").click()
        name = re.compile(f"^{re.escape(self.words(f'start.role.{role}.name'))}$")
        named = self.page.locator(".role-name").filter(has_text=name)
        self.page.locator(".role-step").filter(has=named).click()
        expect(self.page).not_to_have_url(self.street.origin + "/")

    # Money

    def key_in(self, coins: int) -> None:
        """Press the digits of a number of whole coins on the amount pad."""
        for digit in str(coins):
            self.page.get_by_role("button", name=digit, exact=True).click()

    def has(self, coins: int) -> None:
        """Wait until the home screen shows this balance of whole coins."""
        self.open("/home")
        expect(self.page.locator(".home-purse")).to_contain_text(
            re.compile(rf"(^|\D){coins}(\D|$)")
        )

    def paid_mark(self) -> tuple[str, str]:
        """The colour and the word on the screen that says it is paid."""
        screen = self.page.locator(".paid")
        expect(screen).to_be_visible()
        colour = screen.evaluate(
            "screen => getComputedStyle(screen).getPropertyValue('--paid-ground')"
        )
        return str(colour), screen.locator(".paid-word strong").inner_text()

    # Work

    def make_task(self, title: str, coins: int) -> None:
        """Make a task with a fixed reward, paid from the first budget."""
        self.open(f"/coordinate/{self.organisation()}/new")
        self.fill("coordinate.form.title", title)
        self.fill("coordinate.form.amount", str(coins))
        self.press("coordinate.form.create")
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()

    def sign_and_print(self) -> Image.Image:
        """Sign a poster for the task on the screen; returns the page that the printer makes."""
        self.press("coordinate.code.first")
        self.press("coordinate.code.print")
        expect(self.page.locator(".pages[data-ready='true'] .page")).to_have_count(1)
        (page,) = pdf.pages(self.phone.printed())
        return page

    def scan_and_earn(self, poster: Image.Image, *, seed: int = 1) -> None:
        """Hold the camera over a poster and take the coins."""
        self.phone.look_at(poster, seed=seed)
        self.open("/scan")
        expect(self.button("earn.claim.take")).to_be_visible()
        self.can_use_it()
        self.press("earn.claim.take")
        self.sees("earn.earned.unit")

    # The counter

    def shows_code(self) -> Image.Image:
        """Open the payment code; returns what a camera before the screen would see."""
        self.open("/pay")
        expect(self.page.locator(".pay-code svg, .pay-code img, .pay-code canvas")).to_be_visible()
        return self.phone.picture()

    def scans(self, screen: Image.Image, coins: int, *, seed: int = 1) -> None:
        """At the counter: key in the amount and hold the camera before the customer's screen."""
        self.key_in(coins)
        self.phone.look_at(screen, seed=seed)
        self.press("counter.scan")

    def looks_at_receipt(self) -> None:
        """Open the receipt of the newest line on the home screen."""
        self.open("/home")
        self.page.locator(".home-recent + ul button").first.click()
        expect(self.page.get_by_role("dialog")).to_be_visible()
        self.can_use_it()

    def gives_back(self, reason: str) -> None:
        """Refund the newest payment of today in full."""
        self.open(f"/till/{self.organisation()}")
        payments = self.page.get_by_role("list", name=self.words("counter.till.payments"))
        payments.get_by_role("button").first.click()
        expect(self.button("counter.refund.start")).to_be_visible()
        self.can_use_it()
        self.press("counter.refund.start")
        self.fill("counter.refund.reason", reason)
        self.can_use_it()
        self.press("counter.refund.give")
        self.sees("counter.state.refunded")


def link_for(street: Server, role: str) -> str:
    """The example's one-time link for ``role``, as `wijkmunt example links` prints it."""
    printed = street.wijkmunt("example", "links")
    found = re.search(rf"^\s+{role}\b.*\n\s+(\S+)$", printed, re.MULTILINE)
    assert found, printed
    return found[1]
