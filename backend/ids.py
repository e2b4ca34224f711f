"""Identifiers: UUIDv7 (RFC 9562 section 5.7), so that new rows lie together in an index."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()
