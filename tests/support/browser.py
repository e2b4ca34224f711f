"""A real Chromium for the tests: phones with passkeys, a camera that sees a film, and axe.

One browser per test process. Every ``Phone`` is a context of its own: its own cookies, storage
and authenticator. All phones share one camera file, so give the film just before scanning.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from scripts.browser import ensure
from tests.support import camera

ROOT = Path(__file__).parents[2]
AXE = ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
PORTRAIT = (390, 844)
PATIENCE_MILLISECONDS = 15_000
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
# The browser itself logs every refused request; a refusal is the server's right, a crash is not.
REFUSED = re.compile(r"the server responded with a status of 4\d\d|ERR_INTERNET_DISCONNECTED")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# Chromium may leave inherited colours as they were until an element is laid out anew.
RESTYLE = """() => {
    const root = document.documentElement
    root.style.display = 'none'
    root.getBoundingClientRect()
    root.style.display = ''
}"""
# As in the private windows of some browsers.
NO_WORKERS = "delete Navigator.prototype.serviceWorker"
Scheme = Literal["light", "dark"]


@dataclass
class Phone:
    """One person's phone: a browser context with one page, its passkeys, and what it logged."""

    context: BrowserContext
    page: Page
    camera: Path
    errors: list[str] = field(default_factory=list)

    def look_at(self, image: Image.Image, *, seed: int = 1, aim: bool = True) -> None:
        """Hold the camera over ``image``; with ``aim`` over the code in it."""
        region = camera.locate(image) if aim else None
        camera.film(image, self.camera, seed, region=region)

    def look_away(self) -> None:
        """Point the camera at a table without any code."""
        camera.film(Image.new("RGB", (64, 64)), self.camera, 0, seconds=1, quiet_seconds=1)

    def picture(self) -> Image.Image:
        """What is on the screen now, in device pixels."""
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            self.page.screenshot(path=file.name)
            with Image.open(file.name) as image:
                return image.convert("RGB")

    def printed(self) -> bytes:
        """The page as a PDF, laid out by its print style sheet on the paper size that it names."""
        return self.page.pdf(prefer_css_page_size=True, print_background=True)

    def colours(self, scheme: Scheme) -> None:
        """Switch the phone to light or dark; every element takes its new colours at once."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate(RESTYLE)

    def axe(self, *, only_colours: bool = False) -> list[str]:
        """What axe finds wrong with the screen as it is now: one line per finding."""
        if self.page.evaluate("typeof axe === 'undefined'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"resultTypes": ["violations"]}
        if only_colours:
            options["runOnly"] = ["color-contrast"]
        found: list[dict[str, Any]] = self.page.evaluate(
            "async options => (await axe.run(document, options)).violations", options
        )
        return [
            f"{violation['id']} at {node['target']}: {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"]
        ]


class Chromium:
    """The browser of this test process."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.camera = folder / "camera.y4m"
        camera.film(Image.new("RGB", (64, 64)), self.camera, 0, seconds=1, quiet_seconds=1)
        flags = [*FLAGS, f"--use-file-for-fake-video-capture={self.camera}"]
        self._browser = playwright.chromium.launch(
            executable_path=ensure(),
            headless=True,
            chromium_sandbox=os.geteuid() != 0,
            args=flags,
        )

    @contextmanager
    def phone(
        self,
        *,
        language: str = "nl-NL",
        size: tuple[int, int] = PORTRAIT,
        scheme: Scheme = "light",
        reduced_motion: bool = True,
        errors: bool = True,
        installs: bool = True,
    ) -> Iterator[Phone]:
        """A phone in somebody's hand, switched off at the end.

        With ``errors`` the test fails when the page logged an error or threw one. Without
        ``installs`` the phone keeps no app for use without a network, and no push comes.
        """
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2,
            is_mobile=size[0] < 600,
            has_touch=size[0] < 600,
            locale=language,
            timezone_id="Europe/Amsterdam",
            color_scheme=scheme,
            reduced_motion="reduce" if reduced_motion else "no-preference",
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        if not installs:
            context.add_init_script(NO_WORKERS)
        try:
            phone = Phone(context, context.new_page(), self.camera)
            listen(phone)
            give_passkeys(phone)
            yield phone
        finally:
            context.close()
        if errors and phone.errors:
            raise AssertionError("the page logged errors:\n" + "\n".join(phone.errors))

    def close(self) -> None:
        """End the browser."""
        self._browser.close()


def listen(phone: Phone) -> None:
    """Collect everything that the page logs as an error, and every uncaught exception."""

    def logged(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED.search(message.text):
            phone.errors.append(f"{message.text} ({message.location.get('url')})")

    phone.page.on("console", logged)
    phone.page.on("pageerror", lambda error: phone.errors.append(str(error)))


def give_passkeys(phone: Phone, transport: str = "internal") -> str:
    """An authenticator that always says yes (WebAuthn over the DevTools protocol).

    The phone's own one is ``internal``; a security key beside it comes by ``usb``.
    """
    session = phone.context.new_cdp_session(phone.page)
    session.send("WebAuthn.enable")
    answer = session.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "transport": transport}}
    )
    return str(answer["authenticatorId"])


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start the browser of this process; make the fixture around it session-wide."""
    with tempfile.TemporaryDirectory(prefix="wijkmunt-") as folder, sync_playwright() as playwright:
        browser = Chromium(playwright, Path(folder))
        try:
            yield browser
        finally:
            browser.close()
