"""What lets a second `make run` start at once: fingerprints of inputs, and one writer at a time."""

import fcntl
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """SHA-256 over names and contents, so that a touched but unchanged file costs no rebuild."""
    digest = hashlib.sha256()
    for word in more:
        digest.update(word.encode() + b"\0")
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """Whether the work that ``stamp`` stands for was last done for exactly these inputs."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


@contextmanager
def exclusive(name: str) -> Iterator[None]:
    """Only one process at a time in here; a second `make` waits instead of corrupting the first."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
