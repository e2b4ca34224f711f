"""The app that was built: what the first load weighs, and how many files a payment code takes."""

import json
import re

from scripts.pwa import PWA
from tests.load import pwa
from tests.load.effort import SMALL

DIST = PWA / "dist"
MOST_KILOBYTES = 26.3
MOST_FILES = 6


def test_the_first_load_is_as_small_as_promised() -> None:
    (figure,) = pwa.measure(SMALL)

    assert figure.is_reached, figure.line()
    assert figure.value <= MOST_KILOBYTES


def test_the_page_of_the_payment_code_names_every_file_that_it_takes() -> None:
    page = (DIST / "start" / "pay.html").read_text(encoding="utf-8")
    named = set(re.findall(r'(?:src|href)="/(assets/[^"]+)"', page))
    chunks = json.loads((DIST / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    needed = {
        file
        for chunk in chunks.values()
        if chunk["file"] in named
        for file in (
            *(chunks[one]["file"] for one in chunk.get("imports", [])),
            *chunk.get("css", []),
        )
    }

    assert needed <= named
    assert any(name.startswith("assets/pay-") for name in named)
    assert len(named) <= MOST_FILES, sorted(named)
