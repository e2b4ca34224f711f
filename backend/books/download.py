"""Files on their way to somebody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True)
class Download:
    """A file on its way: its chunks are read to the end, or ``close`` is called, or both.

    ``expected_bytes`` is about how long it will be, for whoever shows progress.
    """

    name: str
    media_type: str
    expected_bytes: int
    chunks: Iterator[bytes]
    close: Callable[[], None]


def whole(name: str, media_type: str, content: bytes) -> Download:
    """A file that is there already."""
    return Download(name, media_type, len(content), iter([content]), lambda: None)


def until_sent(chunks: Iterator[bytes], close: Callable[[], None]) -> Iterator[bytes]:
    """The chunks; nothing is held open any longer than they are read."""
    try:
        yield from chunks
    finally:
        close()


def chunked(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines in UTF-8, many at a time."""
    kept: list[bytes] = []
    size = 0
    for line in lines:
        encoded = line.encode("utf-8", "replace")
        kept.append(encoded)
        size += len(encoded)
        if size >= _CHUNK_BYTES:
            yield b"".join(kept)
            kept, size = [], 0
    if kept:
        yield b"".join(kept)
