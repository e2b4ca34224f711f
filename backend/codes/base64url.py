"""Base64url without padding (RFC 4648 section 5, RFC 7515 section 2), canonical."""

import base64
import re

from backend.codes.errors import CodeUnreadable

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


def encode(content: bytes) -> str:
    """The text of ``content``, without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes of ``text``; padding, foreign characters, stray last bits raise CodeUnreadable."""
    if not _ALPHABET.fullmatch(text) or len(text) % 4 == 1:
        raise CodeUnreadable
    content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(content) != text:
        raise CodeUnreadable
    return content
