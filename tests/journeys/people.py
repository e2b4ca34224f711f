"""What people do with the app, step by step, in the words that stand on their screen."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Phone
from tests.support.server import Server
from tests.support.words import Words

SIGN_IN = """async (role) => {
  const answer = await fetch('/api/v1/example/sign-in', { method: 'POST',
    headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role }) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}"""


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
        expect(self.page.get_by_text(self.words.like(key)).first).to_be_visible()

    def is_at(self, path: str) -> None:
        """Wait until the address bar shows ``path``."""
        expect(self.page).to_have_url(
            re.compile(re.escape(self.street.origin + path) + r"($|[?#/])")
        )

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
        self.press("identity.enrol.accept")

    def step_into(self, role: str) -> dict[str, Any]:
        """Become one of the example's roles with one click; returns who that is."""
        self.open("/")
        who: dict[str, Any] = self.page.evaluate(SIGN_IN, role)
        return who


def link_for(street: Server, role: str) -> str:
    """The example's one-time link for ``role``, as `wijkmunt example links` prints it."""
    printed = street.wijkmunt("example", "links")
    found = re.search(rf"^\s+{role}\b.*\n\s+(\S+)$", printed, re.MULTILINE)
    assert found, printed
    return found[1]
