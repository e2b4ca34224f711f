"""A phone's camera, simulated: what a printed page or a screen looks like in a hurried hand.

``degrade`` makes one frame, ``film`` a whole video (YUV4MPEG2, which Chromium plays as a camera).
Tilt, turn, perspective, blur, shake, exposure and sensor noise follow from the seed alone.
"""

import math
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Box = tuple[float, float, float, float]
Picture = NDArray[np.float32]

SIZE = (1280, 720)
TABLE = (126, 108, 92)
FOCAL_LENGTH = 1100.0
FILL = 0.62
FRAMES_PER_SECOND = 10


@dataclass(frozen=True)
class Shot:
    """How one frame is taken: degrees, frame pixels, and noise in grey levels."""

    pitch: float
    yaw: float
    roll: float
    zoom: float
    x: float
    y: float
    blur: float
    shake: float
    gain: float
    noise: float


def shot(rng: np.random.Generator) -> Shot:
    """One way of holding the phone: seldom straight, never still, in whatever light there is."""
    return Shot(
        pitch=rng.uniform(-22, 22),
        yaw=rng.uniform(-22, 22),
        roll=rng.uniform(-25, 25),
        zoom=rng.uniform(0.85, 1.12),
        x=rng.uniform(-60, 60),
        y=rng.uniform(-30, 30),
        blur=rng.uniform(0.3, 1.3),
        shake=rng.uniform(0, 3),
        gain=rng.uniform(0.55, 1.25),
        noise=rng.uniform(3, 11),
    )


def degrade(image: Image.Image, seed: int, region: Box | None = None) -> Image.Image:
    """``image`` as one camera frame of 1280 x 720; ``region`` (left, top, right, bottom, in its
    pixels) is what the person aims at, the whole image by default."""
    rng = np.random.default_rng(seed)
    return _take(_paper(image, region), shot(rng), rng).convert("RGB")


def take(
    image: Image.Image, held: Shot, rng: np.random.Generator, region: Box | None = None
) -> Image.Image:
    """``image`` as one camera frame when the phone is held just so."""
    return _take(_paper(image, region), held, rng).convert("RGB")


def film(
    image: Image.Image,
    path: Path,
    seed: int,
    *,
    region: Box | None = None,
    seconds: float = 1.8,
    quiet_seconds: float = 0.4,
) -> Path:
    """Write a video in which the phone looks at the table and then at ``image``; returns ``path``.

    Chromium repeats the video for as long as the camera is open.
    """
    rng = np.random.default_rng(seed)
    paper, held = _paper(image, region), shot(rng)
    with path.open("wb") as file:
        file.write(b"YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n" % (*SIZE, FRAMES_PER_SECOND))
        for number in range(round(seconds * FRAMES_PER_SECOND)):
            quiet = number < quiet_seconds * FRAMES_PER_SECOND
            frame = _empty(held, rng) if quiet else _take(paper, _sway(held, number), rng)
            file.write(b"FRAME\n" + _planes(frame))
    return path


def locate(image: Image.Image) -> Box:
    """Where the first code in ``image`` is, so that the camera can be held over it."""
    found = zxingcpp.read_barcodes(image)
    if not found:
        raise ValueError("there is no code in this picture")
    place = found[0].position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return (min(across), min(down), max(across), max(down))


@dataclass(frozen=True)
class _Paper:
    """The picture, shrunk towards the size it is seen at, and the middle and height of the aim."""

    image: Image.Image
    middle: tuple[float, float]
    height: float


def _paper(image: Image.Image, region: Box | None) -> _Paper:
    left, top, right, bottom = region or (0, 0, image.width, image.height)
    aim = max(bottom - top, (right - left) * SIZE[1] / SIZE[0])
    # Twice the final size is enough to resample from; more would only alias.
    scale = min(1.0, 2 * FILL * SIZE[1] / aim)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image.convert("RGB").resize(size, Image.Resampling.BOX, reducing_gap=None)
    return _Paper(small, ((left + right) / 2 * scale, (top + bottom) / 2 * scale), aim * scale)


def _take(paper: _Paper, held: Shot, rng: np.random.Generator) -> Image.Image:
    coefficients = _homography(paper, held)
    how = (Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR)
    return _expose(paper.image.transform(SIZE, *how, fillcolor=TABLE), held, rng)


def _empty(held: Shot, rng: np.random.Generator) -> Image.Image:
    return _expose(Image.new("RGB", SIZE, TABLE), held, rng)


def _sway(held: Shot, number: int) -> Shot:
    """The same hand a moment later: slow drift, and every so often a jerk that smears."""
    phase = number / FRAMES_PER_SECOND * 2 * math.pi * 0.7
    return replace(
        held,
        pitch=held.pitch * math.cos(phase / 3),
        roll=held.roll + 4 * math.sin(phase),
        x=held.x + 25 * math.sin(phase * 1.3),
        y=held.y + 12 * math.cos(phase),
        shake=held.shake + (9 if number % 7 == 0 else 0),
    )


def _homography(paper: _Paper, held: Shot) -> list[float]:
    """The eight coefficients that Pillow wants: from a place in the frame to one on the paper."""
    scale = FILL * SIZE[1] / paper.height * held.zoom
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * paper.height / 2
    rotated = np.c_[half * scale, np.zeros(4)] @ _rotation(held).T
    seen = rotated[:, :2] * (FOCAL_LENGTH / (FOCAL_LENGTH + rotated[:, 2:]))
    seen += np.array(SIZE) / 2 + np.array([held.x, held.y])
    rows, values = [], []
    for (x, y), (u, v) in zip(seen, half + np.array(paper.middle), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solution: list[float] = np.linalg.solve(np.array(rows), np.array(values)).tolist()
    return solution


def _rotation(held: Shot) -> NDArray[np.float64]:
    a, b, c = (math.radians(angle) for angle in (held.pitch, held.yaw, held.roll))
    pitch = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
    yaw = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    roll = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    turned: NDArray[np.float64] = pitch @ yaw @ roll
    return turned


def _expose(frame: Image.Image, held: Shot, rng: np.random.Generator) -> Image.Image:
    """Lens and sensor: out of focus, smeared along the shake, lit unevenly, and noisy.

    Codes are read from the light alone, so the colours are left as they are. In YCbCr.
    """
    smear = (max(1, round(held.shake)) - 1) / 2
    light, *colours = frame.convert("YCbCr").split()
    seen = light.filter(ImageFilter.GaussianBlur(held.blur)).filter(ImageFilter.BoxBlur((smear, 0)))
    pixels = np.array(seen, dtype=np.float32)
    pixels *= held.gain * np.linspace(0.85, 1.1, SIZE[0], dtype=np.float32)[None, :]
    pixels += held.noise * np.roll(_grain(), rng.integers(1, SIZE[1], 2), axis=(0, 1))
    taken = Image.fromarray(np.clip(pixels, 0, 255, out=pixels).astype(np.uint8))
    return Image.merge("YCbCr", (taken, *colours))


@cache
def _grain() -> Picture:
    """A sensor's noise; every frame gets it moved to another place, which is as good as new."""
    return np.random.default_rng(0).standard_normal((SIZE[1], SIZE[0]), dtype=np.float32)


def _planes(frame: Image.Image) -> bytes:
    """Planar 4:2:0: all of the light, a quarter of each colour."""
    light, blue, red = frame.split()
    small = (SIZE[0] // 2, SIZE[1] // 2)
    return light.tobytes() + b"".join(plane.resize(small).tobytes() for plane in (blue, red))
