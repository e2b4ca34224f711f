"""Documents: data and a page's name in, a tagged PDF (PDF/UA-1) out."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backend import clock
from backend.books.coverage import FOLDERS
from backend.books.errors import BooksBusy, PageNotMade

AT_ONCE = 1
_PATIENCE_SECONDS = 15
_LONGEST_SECONDS = 45
_PRESS = Path(__file__).with_name("press.py")
_pressing = threading.BoundedSemaphore(AT_ONCE)


def document(page: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of ``pages/PAGE.typ`` with ``data``; every text in it must be ``drawable``.

    Waits its turn, as one is set at a time. Raises BooksBusy, PageNotMade.
    """
    if not _pressing.acquire(timeout=_PATIENCE_SECONDS):
        raise BooksBusy(retry_after=20)
    try:
        return _press(page, data)
    finally:
        _pressing.release()


def _press(page: str, data: Mapping[str, Any]) -> bytes:
    job = {
        "page": page,
        "data": data,
        "fonts": [str(folder) for folder in FOLDERS],
        "at": clock.now().isoformat(timespec="seconds"),
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own script, with data on its standard input
            [sys.executable, "-I", _PRESS],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=_LONGEST_SECONDS,
            check=False,
            env={"LC_ALL": "C.UTF-8"},
            cwd=_PRESS.parent,
        )
    except subprocess.TimeoutExpired:
        raise PageNotMade(retry_after=60) from None
    if done.returncode != 0:
        raise PageNotMade(retry_after=60)
    return done.stdout
