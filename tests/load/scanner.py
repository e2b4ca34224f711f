"""How much of what is hard to read the app's own decoder reads, and how soon a frame is paid.

The first figure: 200 hard frames (``tests.load.hard_frames``) in Chromium, through the decoder that
the scanner uses where the browser brings none. The second: a shop's camera looks at a payer's
screen; from the first frame of the opened camera to the paid screen, server and all, on loopback.
"""

import functools
import io
import json
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Page, Route

from scripts.pwa import PWA, node_home
from tests.journeys.people import Person, link_for
from tests.load.effort import Effort
from tests.load.figures import Figure, Series, of_rounds
from tests.load.hard_frames import HardFrame, frames
from tests.support import camera
from tests.support.browser import Chromium, chromium
from tests.support.server import ROOT, running
from tests.support.words import Words

JPEG_QUALITY = 88
STOPWATCH = """
    addEventListener('playing', () => { window.cameraStarted = performance.now() }, true)
    new MutationObserver(() => {
      if (document.querySelector('.paid')) window.paidSeen ??= performance.now()
    }).observe(document, { childList: true, subtree: true })
"""


def measure(effort: Effort) -> list[Figure]:
    """The share that is read, of each kind and together; milliseconds of decoding and to paid."""
    with chromium() as browser:
        return [*reading(browser, effort.frames), paying(browser, effort.repeats)]


def reading(browser: Chromium, each: int) -> list[Figure]:
    """Percent of the hard frames that are read, and how long a frame takes."""
    voucher, payment = codes()
    read: dict[str, list[bool]] = {"voucher": [], "payment": []}
    times = Series()
    with _decoder_page(browser) as page:
        for frame in frames(voucher, payment, each):
            answer = _read(page, frame)
            read[frame.what.split()[0]].append(answer["text"] == frame.text)
            times.add(float(str(answer["took"])))
    return [
        Figure("frames_read", _percent([one for kind in read.values() for one in kind])),
        *(Figure(f"frames_read_{kind}", _percent(found)) for kind, found in read.items()),
        Figure("decoding", times.median),
    ]


def paying(browser: Chromium, payments: int) -> Figure:
    """Median milliseconds from the camera's first frame to the paid screen."""
    times = Series()
    with ExitStack() as stack:
        street = stack.enter_context(running())
        payer, shop = (
            Person(stack.enter_context(browser.phone(language="nl-NL")), street, Words("nl"))
            for _ in range(2)
        )
        payer.step_into("resident")
        shop.open(link_for(street, "shop"))
        shop.enrol("shop", "Hassan")
        shop.press("counter.welcome.go")
        shop.organisation()
        for number in range(payments):
            times.add(_pay(payer, shop, number))
    return of_rounds("frame_to_paid", times)


def codes() -> tuple[str, str]:
    """A voucher's link and a payment code, always the same."""
    vectors = ROOT / "tests" / "vectors"
    tasks = json.loads((vectors / "task_codes.json").read_text(encoding="utf-8"))
    payments = json.loads((vectors / "payment_codes.json").read_text(encoding="utf-8"))
    voucher = next(one for one in tasks["valid"] if one["claims"]["kind"] == "voucher")
    link = f"https://munt.kanaleneiland.example/t#{voucher['jws']}"
    return link, str(payments["valid"][0]["text"])


def _pay(payer: Person, shop: Person, number: int) -> float:
    screen = payer.shows_code()
    camera.film(screen, shop.phone.camera, number, region=camera.locate(screen), quiet_seconds=0)
    page = shop.page
    page.evaluate("window.paidSeen = undefined")
    page.evaluate(STOPWATCH)
    shop.key_in(1)
    shop.press("counter.scan")
    page.locator(".paid").wait_for()
    took = float(page.evaluate("window.paidSeen - window.cameraStarted"))
    shop.press("counter.next")
    return took


@contextmanager
def _decoder_page(browser: Chromium) -> Iterator[Page]:
    with tempfile.TemporaryDirectory(prefix="wijkmunt-") as folder:
        node = node_home() / "bin" / "node"
        subprocess.run([node, PWA / "scripts" / "decoder.mjs", folder], cwd=PWA, check=True)
        handler = functools.partial(_Quiet, directory=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, browser.phone() as phone:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            phone.page.goto(f"http://localhost:{server.server_address[1]}/index.html")
            phone.page.wait_for_function("() => globalThis.readPicture !== undefined")
            yield phone.page
            server.shutdown()


def _read(page: Page, frame: HardFrame) -> dict[str, object]:
    jpeg = io.BytesIO()
    frame.picture.save(jpeg, "JPEG", quality=JPEG_QUALITY)

    def serve(route: Route) -> None:
        route.fulfill(body=jpeg.getvalue(), content_type="image/jpeg")

    page.route("**/frame.jpg", serve)
    answer: dict[str, object] = page.evaluate("readPicture('/frame.jpg')")
    page.unroute("**/frame.jpg", serve)
    return answer


def _percent(found: list[bool]) -> float:
    return 100 * sum(found) / len(found)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""
