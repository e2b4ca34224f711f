"""Ways into the scanner: a picture file, a pasted picture, any way round; a refused camera."""

import base64
import io

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import FilePayload

from tests.journeys.conftest import Meet
from tests.journeys.people import Person

PASTE = """picture => {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'code.png', { type: 'image/png' }))
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
}"""
REFUSE = """
    const refuse = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
    navigator.mediaDevices.getUserMedia = refuse
"""


def png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def choose(shop: Person, picture: Image.Image) -> None:
    file = FilePayload(name="code.png", mimeType="image/png", buffer=png(picture))
    shop.page.locator("input[type=file]").set_input_files(file)


def ready_to_scan(shop: Person, coins: int) -> None:
    shop.phone.look_away()
    shop.key_in(coins)
    shop.press("counter.scan")


def test_a_code_is_paid_from_pictures_any_way_round(meet: Meet) -> None:
    resident, shop = meet(), meet()
    resident.step_into("resident")
    shop.step_into("shop")
    shop.organisation()

    ready_to_scan(shop, 2)
    upside_down = resident.shows_code().rotate(180)
    choose(shop, upside_down)
    assert resident.paid_mark() == shop.paid_mark()

    shop.press("counter.next")
    ready_to_scan(shop, 3)
    inverted = ImageOps.mirror(ImageOps.invert(resident.shows_code()))
    shop.page.evaluate(PASTE, base64.b64encode(png(inverted)).decode())
    assert resident.paid_mark() == shop.paid_mark()

    shop.press("counter.next")
    ready_to_scan(shop, 4)
    choose(shop, Image.new("RGB", (90, 90)))
    shop.sees("ui.scanner.pictureNone")
    shop.can_use_it()


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_refused_camera_is_explained_and_comes_back_by_itself(meet: Meet, language: str) -> None:
    resident = meet(language)
    resident.phone.context.add_init_script(REFUSE)
    resident.step_into("resident")
    resident.go("/scan")
    resident.sees("ui.scanner.refused")
    resident.sees("ui.scanner.refusedHow.chrome")
    resident.can_use_it()
