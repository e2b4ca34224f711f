"""The tests' own browser: passkeys, camera, printing and the error collector work for real."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import qrcode
import zxingcpp
from PIL import Image

from tests.support import camera, pdf
from tests.support.browser import Chromium

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><main><h1>A page</h1></main>"""

REGISTER = """async () => {
  const random = () => crypto.getRandomValues(new Uint8Array(32))
  const credential = await navigator.credentials.create({ publicKey: {
    challenge: random(), rp: { name: 'Wijkmunt', id: 'localhost' },
    user: { id: random(), name: 'Samira', displayName: 'Samira' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' } } })
  const found = await navigator.credentials.get({ publicKey: {
    challenge: random(), rpId: 'localhost', userVerification: 'required' } })
  return credential.id === found.id
}"""

FILM_ONE_FRAME = """async () => {
  const video = document.createElement('video')
  const wanted = { width: 1280, height: 720 }
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted })
  await video.play()
  await new Promise((done) => setTimeout(done, 1500))
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  canvas.getContext('2d').drawImage(video, 0, 0)
  document.body.replaceChildren(video)
  return [video.videoWidth, video.videoHeight]
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_phone_registers_and_uses_a_passkey(chromium: Chromium, origin: str) -> None:
    with chromium.phone() as phone:
        phone.page.goto(origin)
        assert phone.page.evaluate(REGISTER)


def test_the_camera_shows_what_it_is_held_over(chromium: Chromium, origin: str) -> None:
    code = qrcode.QRCode(border=6)
    code.add_data("WM1:HELLO")
    with chromium.phone() as phone:
        phone.page.goto(origin)
        phone.look_at(code.make_image().get_image().convert("RGB"))
        assert phone.page.evaluate(FILM_ONE_FRAME) == list(camera.SIZE)
        phone.page.locator("video").evaluate("video => video.style.width = '390px'")
        seen = [zxingcpp.read_barcodes(phone.picture()) for _ in range(8)]
    assert "WM1:HELLO" in [found[0].text for found in seen if found]


def test_a_page_prints_to_pixels(chromium: Chromium, origin: str) -> None:
    with chromium.phone() as phone:
        phone.page.goto(origin)
        phone.page.add_style_tag(content="@page { size: A4 }")
        (page,) = pdf.pages(phone.printed())
    assert abs(page.width - 1240) <= 2
    assert abs(page.height - 1754) <= 2


def test_an_error_in_the_page_fails_the_test(chromium: Chromium, origin: str) -> None:
    def misbehave() -> None:
        with chromium.phone() as phone:
            phone.page.goto(origin)
            phone.page.evaluate("console.error('broken on purpose')")

    with pytest.raises(AssertionError, match="broken on purpose"):
        misbehave()


def test_axe_names_what_is_wrong(chromium: Chromium, origin: str) -> None:
    with chromium.phone() as phone:
        phone.page.goto(origin)
        assert phone.axe() == []
        phone.page.evaluate("document.body.append(new Image())")
        assert "image-alt" in phone.axe()[0]


def test_a_screenshot_has_the_phones_own_pixels(chromium: Chromium, origin: str) -> None:
    with chromium.phone() as phone:
        phone.page.goto(origin)
        picture = phone.picture()
    assert isinstance(picture, Image.Image)
    assert picture.size == (780, 1688)
