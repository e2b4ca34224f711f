"""Base45 (RFC 9285), canonical: each byte string has one text, and each text one byte string."""

import base45

from backend.codes.errors import CodeUnreadable


def encode(content: bytes) -> str:
    """The base45 text of ``content``: three characters for two bytes, two for a last odd one."""
    text: bytes = base45.b45encode(content)
    return text.decode("ascii")


def decode(text: str) -> bytes:
    """The bytes of canonical base45 ``text``; anything else raises CodeUnreadable."""
    if text.endswith("\n"):
        raise CodeUnreadable
    try:
        content: bytes = base45.b45decode(text)
    except ValueError:
        raise CodeUnreadable from None
    return content
