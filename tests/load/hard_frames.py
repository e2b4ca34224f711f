"""Camera frames that are hard to read: a printed voucher and a payment code on a cracked screen.

Each frame follows from its number alone. What happens to a code before the lens (creases, cracks,
a mirror, inverted colours) is drawn on it; tilt, turn, blur, shake and noise are the simulated
camera's (``tests.support.camera``) with more of each; glare lies over the frame.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import qrcode
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from tests.support.camera import SIZE, Shot, locate, take

PIXELS_OF_A_MODULE = 12
PAPER, INK = (243, 240, 232), (38, 36, 40)
"""A voucher comes from a cheap printer on recycled paper: neither white nor black."""


@dataclass(frozen=True)
class HardFrame:
    """A picture of 1280 x 720, what is to be read in it, and what was done to it."""

    picture: Image.Image
    text: str
    what: str


def frames(voucher: str, payment: str, each: int) -> Iterator[HardFrame]:
    """``each`` frames of a voucher's link as printed at 40 mm, and of a payment code as shown."""
    for number in range(each):
        yield _voucher(voucher, number)
        yield _payment(payment, number)


def code(text: str, dark: tuple[int, int, int], light: tuple[int, int, int]) -> Image.Image:
    """A code with its quiet zone, error correction M."""
    made = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=PIXELS_OF_A_MODULE, border=4
    )
    made.add_data(text)
    made.make(fit=True)
    image = made.make_image().convert("L")
    return ImageOps.colorize(image, dark, light)


def _voucher(text: str, number: int) -> HardFrame:
    rng = np.random.default_rng([1, number])
    image = code(text, INK, PAPER)
    # Toner spreads into the paper, a printer's head leaves stripes.
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(1, 4)))
    for _ in range(rng.integers(0, 3)):
        _crease(image, rng)
    return _photograph(image, text, "voucher", rng)


def _payment(text: str, number: int) -> HardFrame:
    rng = np.random.default_rng([2, number])
    dim = int(rng.uniform(150, 255))
    image = code(text, (12, 20, 19), (dim, dim, dim))
    if rng.random() < 0.7:
        _crack(image, rng)
    return _photograph(image, text, "payment", rng)


def _photograph(image: Image.Image, text: str, what: str, rng: np.random.Generator) -> HardFrame:
    region = (0.0, 0.0, float(image.width), float(image.height))
    if rng.random() < 0.05:
        image, what = ImageOps.mirror(image), f"{what} mirrored"
    if rng.random() < 0.05:
        image, what = ImageOps.invert(image), f"{what} inverted"
    frame = take(image, _held(rng), rng, region)
    if rng.random() < 0.6:
        frame = _glare(frame, rng)
    return HardFrame(frame, text, what)


def _held(rng: np.random.Generator) -> Shot:
    """Further away, more tilted, any way round, in worse light than usual."""
    return Shot(
        pitch=rng.uniform(-28, 28),
        yaw=rng.uniform(-28, 28),
        roll=rng.uniform(-180, 180),
        zoom=rng.uniform(0.75, 1.2),
        x=rng.uniform(-90, 90),
        y=rng.uniform(-30, 30),
        blur=rng.uniform(0.4, 1.5),
        shake=rng.uniform(0, 4),
        gain=rng.uniform(0.45, 1.3),
        noise=rng.uniform(4, 14),
    )


def _glare(frame: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A lamp or the sun, mirrored somewhere in the middle of the picture."""
    width, height = SIZE
    x, y = rng.uniform(0.3, 0.7) * width, rng.uniform(0.2, 0.8) * height
    across, down = rng.uniform(30, 110), rng.uniform(30, 110)
    lines, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    spot = np.exp(-(((columns - x) / across) ** 2 + ((lines - y) / down) ** 2))
    pixels = np.array(frame, dtype=np.float32) + rng.uniform(60, 200) * spot[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _crack(image: Image.Image, rng: np.random.Generator) -> None:
    """Glass that broke at one point: jagged rays, bright and dark, and a web around it."""
    draw = ImageDraw.Draw(image)
    size = image.width
    x, y = rng.uniform(0, size, 2)
    for ray in range(rng.integers(5, 10)):
        angle = ray * 2 * math.pi / 7 + rng.uniform(-0.3, 0.3)
        points = [(x, y)]
        for _ in range(12):
            angle += rng.uniform(-0.25, 0.25)
            step = rng.uniform(0.04, 0.12) * size
            last = points[-1]
            points.append((last[0] + step * math.cos(angle), last[1] + step * math.sin(angle)))
        width = int(rng.integers(2, 6))
        draw.line(points, fill=(205, 210, 210), width=width)
        draw.line([(px + width, py) for px, py in points], fill=(60, 66, 66), width=2)
    for ring in range(1, 4):
        reach = ring * 0.05 * size
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=(200, 205, 205), width=3)


def _crease(image: Image.Image, rng: np.random.Generator) -> None:
    """A fold across the paper: a light line where the ink is gone, and a shadow beside it."""
    draw = ImageDraw.Draw(image)
    (x1, y1), (x2, y2) = rng.uniform(0, image.width, (2, 2))
    far = 3.0
    line = [
        (x1 - far * (x2 - x1), y1 - far * (y2 - y1)),
        (x2 + far * (x2 - x1), y2 + far * (y2 - y1)),
    ]
    draw.line(line, fill=(226, 222, 214), width=int(rng.integers(3, 9)))
    draw.line([(x + 7, y + 7) for x, y in line], fill=(120, 116, 112), width=3)


__all__ = ["HardFrame", "code", "frames", "locate"]
