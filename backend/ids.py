"""Identifiers: UUIDv7 (RFC 9562 section 5.7), so that new rows lie together in an index.

What a job makes gets an id derived from what it is about (UUIDv5), so that doing it again makes
the same thing and not a second one.
"""

import uuid

import uuid_utils.compat

_DERIVED = uuid.UUID("0f0c4b61-5a40-5d7e-9f2c-77696a6b6a6f")


def new_id() -> uuid.UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()


def derived_id(*parts: object) -> uuid.UUID:
    """The id of what ``parts`` name, the same each time (UUIDv5, RFC 9562 section 5.5)."""
    return uuid_utils.compat.uuid5(_DERIVED, "/".join(map(str, parts)))
