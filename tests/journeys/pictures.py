"""Make the README's picture from the real app: `python -m tests.journeys.pictures`."""

from pathlib import Path

from PIL import Image, ImageDraw

from tests.journeys.people import Person
from tests.support.browser import Chromium, chromium
from tests.support.server import Server, running
from tests.support.words import Words

TARGET = Path(__file__).parents[2] / "docs" / "images" / "phones.png"
SCREEN = (320, 692)
GAP = 28
CORNER = 26
DESK = "#e4ddd0"


def screens(server: Server, browser: Chromium) -> list[Image.Image]:
    """Home, the payment code, the counter and the paid screen of one real payment."""
    with browser.phone() as hers, browser.phone() as theirs:
        resident = Person(hers, server, Words("nl"))
        shop = Person(theirs, server, Words("nl"))
        resident.step_into("resident")
        resident.settled()
        home = hers.picture()
        code = resident.shows_code()
        shop.step_into("shop")
        shop.organisation()
        shop.settled()
        shop.key_in(6)
        counter = theirs.picture()
        theirs.look_at(code)
        shop.press("counter.scan")
        shop.paid_mark()
        resident.paid_mark()
        return [home, code, counter, theirs.picture()]


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """The screens beside each other, with the round corners of a phone."""
    width, height = SCREEN
    wall = Image.new("RGB", (len(pictures) * (width + GAP) + GAP, height + 2 * GAP), DESK)
    mask = Image.new("L", (4 * width, 4 * height), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 4 * width, 4 * height), 4 * CORNER, fill=255)
    small_mask = mask.resize(SCREEN, Image.Resampling.LANCZOS)
    for number, picture in enumerate(pictures):
        place = (GAP + number * (width + GAP), GAP)
        wall.paste(picture.resize(SCREEN, Image.Resampling.LANCZOS), place, small_mask)
    return wall


def main() -> None:
    """Write the picture, with few colours so that it stays small."""
    with running() as server, chromium() as browser:
        picture = side_by_side(screens(server, browser))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(128, dither=Image.Dither.NONE).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
