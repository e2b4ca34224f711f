"""JSON as it is signed: one object of texts and whole numbers, UTF-8, no white space."""

import json
from collections.abc import Mapping

from backend.codes.errors import CodeUnreadable


def compact(content: Mapping[str, object]) -> str:
    """``content`` in its own member order, without white space."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def read_object(content: bytes) -> dict[str, object]:
    """The object in ``content``. Raises CodeUnreadable unless ``compact`` would write it just so.

    A member given twice, white space, escapes without need and NaN therefore all fail.
    """
    try:
        text = content.decode("utf-8")
        value = json.loads(text)
        canonical = compact(value)
    except (ValueError, RecursionError):
        raise CodeUnreadable from None
    if not isinstance(value, dict) or canonical != text:
        raise CodeUnreadable
    return value
