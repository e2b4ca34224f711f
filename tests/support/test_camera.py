"""The simulated camera is hard but fair: blurred and tilted, yet readable as on a real phone."""

from pathlib import Path

import numpy as np
import qrcode
import zxingcpp
from PIL import Image

from tests.support import camera

LINK = "http://localhost:8000/t#" + "eyJhbGciOiJFUzI1NiIsImtpZCI6IjAxMjM0NTY3ODkifQ." * 7
FRAMES = 40


def poster() -> Image.Image:
    """An A4 page at 150 dots an inch with a task-size code of 120 mm on it."""
    page = Image.new("RGB", (1240, 1754), "white")
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(LINK)
    page.paste(code.make_image().get_image().convert("RGB").resize((709, 709)), (265, 500))
    return page


def read(frame: Image.Image) -> str | None:
    found = zxingcpp.read_barcodes(frame)
    return found[0].text if found else None


def test_a_task_code_is_read_from_nearly_every_frame() -> None:
    page = poster()
    region = camera.locate(page)
    read_frames = [read(camera.degrade(page, seed, region)) == LINK for seed in range(FRAMES)]
    assert sum(read_frames) >= 0.95 * FRAMES


def test_the_same_seed_takes_the_same_frame_and_another_seed_another() -> None:
    page = poster()
    first, again, other = (camera.degrade(page, seed) for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


def test_a_frame_is_really_degraded() -> None:
    frame = camera.degrade(poster(), 3)
    straight = poster().resize(frame.size)
    difference = np.abs(np.asarray(frame, dtype=int) - np.asarray(straight, dtype=int))
    assert difference.mean() > 20


def test_a_film_starts_without_a_code_and_then_shows_it(tmp_path: Path) -> None:
    page = poster()
    path = camera.film(
        page, tmp_path / "film.y4m", 5, region=camera.locate(page), seconds=2, quiet_seconds=0.8
    )
    header, _, body = path.read_bytes().partition(b"\n")
    width, height = camera.SIZE
    length = len(b"FRAME\n") + width * height * 3 // 2
    frames = [body[start : start + length] for start in range(0, len(body), length)]

    def seen(frame: bytes) -> str | None:
        light = frame[len(b"FRAME\n") :][: width * height]
        return read(Image.frombytes("L", camera.SIZE, light))

    assert header.startswith(b"YUV4MPEG2 W1280 H720 F10:1")
    assert len(frames) == 2 * camera.FRAMES_PER_SECOND
    assert [seen(frame) for frame in frames[:8]] == [None] * 8
    assert LINK in [seen(frame) for frame in frames[8:]]
