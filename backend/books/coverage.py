"""Which characters our fonts can draw: a document may hold no others (PDF/UA-1, section 7.21.8).

Reads the fonts' `cmap` tables, formats 4 and 12 (OpenType specification).
"""

import struct
from functools import cache
from importlib import resources
from pathlib import Path

from backend.books.plain import plain

FOLDERS = tuple(
    Path(str(resources.files(package))) / "files"
    for package in ("fontpkg_noto_sans", "fontpkg_almarai", "fontpkg_noto_sans_arabic")
)
MISSING = "\ufffd"
_UNICODE_TABLES = frozenset({(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)})


def drawable(text: str) -> str:
    """``plain`` text with a replacement mark for each character that no font of ours has."""
    known = covered()
    return "".join(character if ord(character) in known else MISSING for character in plain(text))


@cache
def covered() -> frozenset[int]:
    """The code points that all our fonts together can draw."""
    upright = (path for folder in FOLDERS for path in folder.glob("*.ttf"))
    found: set[int] = set()
    for path in upright:
        if "Italic" not in path.name:
            found |= _code_points(path)
    return frozenset(found | {ord(" "), *map(ord, "\u200c\u200d")})


def _code_points(font: Path) -> set[int]:
    data = font.read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for record in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * record)
        if (platform, encoding) in _UNICODE_TABLES:
            found |= _subtable(data, start + offset)
    return found


def _table(data: bytes, wanted: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for record in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * record)
        if tag == wanted:
            return int(offset)
    raise ValueError("a font without a cmap")


def _subtable(data: bytes, at: int) -> set[int]:
    (kind,) = struct.unpack_from(">H", data, at)
    if kind == 12:
        (groups,) = struct.unpack_from(">L", data, at + 12)
        spans = (struct.unpack_from(">LL", data, at + 16 + 12 * group) for group in range(groups))
        return {point for first, last in spans for point in range(first, last + 1)}
    if kind != 4:
        return set()
    (twice,) = struct.unpack_from(">H", data, at + 6)
    segments = twice // 2
    lasts = struct.unpack_from(f">{segments}H", data, at + 14)
    firsts = struct.unpack_from(f">{segments}H", data, at + 16 + twice)
    both = zip(firsts, lasts, strict=True)
    return {point for first, last in both for point in range(first, last + 1) if last != 0xFFFF}
