"""What a database holds, in a few bytes a table: the same for equal rows, on whichever database.

A row becomes bytes by its values alone (an id is its 16 bytes, an instant its milliseconds), so a
copy on PostgreSQL has the digest of the SQLite database that it came from. The digests of the rows
are added up, so their order does not matter.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import JSON, Connection, inspect

STREAMED = {"yield_per": 2_000}
"""Rows are fetched some at a time, however many there are."""

_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows, and 64 hexadecimal digits for what is in them."""

    rows: int
    digest: str


def digest_of(connection: Connection) -> dict[str, TableDigest]:
    """Every table of the database that ``connection`` sees, by name."""
    return {
        name: _digest(connection, name) for name in sorted(inspect(connection).get_table_names())
    }


def differences(ours: dict[str, TableDigest], theirs: dict[str, TableDigest]) -> list[str]:
    """The names of the tables that are not equal, or that only one of them has."""
    return sorted(
        name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
    )


def _digest(connection: Connection, table: str) -> TableDigest:
    columns = sorted(inspect(connection).get_columns(table), key=lambda column: column["name"])
    is_json = [isinstance(column["type"], JSON) for column in columns]
    encode = _encode_text if connection.dialect.name == "sqlite" else _encode
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column["name"]) for column in columns)
    statement = f"SELECT {names} FROM {quote(table)}"  # noqa: S608 - the database's own names
    count, total = 0, 0
    with connection.exec_driver_sql(statement, execution_options=STREAMED) as rows:
        for row in rows:
            content = b"".join(map(encode, row, is_json))
            total += int.from_bytes(hashlib.sha256(content).digest())
            count += 1
    return TableDigest(count, f"{total % _MODULUS:064x}")


def _encode(value: object, is_json: bool) -> bytes:
    """A value's kind, length and content; raises TypeError for a kind that no table has."""
    if value is None:
        return b"n;"
    if is_json:
        value = json.dumps(value, sort_keys=True)
    if isinstance(value, int):
        return b"i%d;" % value
    kind, content = _content(value)
    return b"%b%d:%b" % (kind, len(content), content)


def _encode_text(value: object, is_json: bool) -> bytes:
    """The same where JSON comes as text."""
    return _encode(json.loads(value) if is_json and isinstance(value, str) else value, is_json)


def _content(value: object) -> tuple[bytes, bytes]:
    if isinstance(value, str):
        return b"s", value.encode()
    if isinstance(value, uuid.UUID):
        return b"b", value.bytes
    if isinstance(value, bytes | memoryview):
        return b"b", bytes(value)
    if isinstance(value, date):
        return b"s", value.isoformat().encode()
    raise TypeError(f"no table holds {type(value).__name__}")
