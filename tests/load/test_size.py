"""The app that was built: what the first load weighs, and how many files a payment code takes."""

import json

from scripts.pwa import PWA
from tests.load import pwa
from tests.load.effort import SMALL

SCREEN = "src/features/pay/PayScreen.tsx"
DRAWING = "src/ui/qr.ts"
MOST_FILES = 25


def test_the_first_load_is_as_small_as_promised() -> None:
    (figure,) = pwa.measure(SMALL)

    assert figure.is_reached, figure.line()


def test_a_payment_code_takes_few_files() -> None:
    chunks = json.loads((PWA / "dist" / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    files: set[str] = set()
    waiting = ["index.html", SCREEN, *(name for name in (DRAWING,) if name in chunks)]
    while waiting:
        chunk = chunks[waiting.pop()]
        if chunk["file"] not in files:
            files.add(chunk["file"])
            waiting += chunk.get("imports", [])

    assert len(files) <= MOST_FILES, sorted(files)
